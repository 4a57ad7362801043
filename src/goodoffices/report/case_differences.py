"""What a change of a case does, in sentences.

They tell everything that differs, and what that does to what was said before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from goodoffices.case import Case, CountLimit, Issue, Restriction, SumLimit
from goodoffices.report.codes import role_word
from goodoffices.report.ground_rules import ground_rules_differ
from goodoffices.report.reworded_texts import all_words, reworded
from goodoffices.report.wording import Wording

#: Things that one sentence lists before it only counts them.
LISTED = 30


def what_differs(old: Case, new: Case, language: str | None = None) -> list[str]:
    """Tell all that a change does to the case, in sentences.

    Nothing of a `Case` can differ without one. Rules are told by what they do, beside their own
    words. Without a ``language`` the sentences are in the case's first one.
    """
    before, after = Wording(old, language), Wording(new, language)
    told = [
        *_on_case(before, after),
        *_on_parties(before, after),
        *_on_third_parties(before, after),
    ]
    told += [*_on_issues(before, after), *_on_rules(before, after)]
    told += ground_rules_differ(old.ground_rules, new.ground_rules, after)
    if not told and old != new:
        told.append(
            after._("What differs has no words of its own here: read the text of the case.")
        )
    return told or [after._("Nothing on the table differs.")]


def _on_case(before: Wording, after: Wording) -> Iterator[str]:
    old, new, w = before.case, after.case, after
    if old.name != new.name:
        sentences = (
            w._("The case is called {words}."),
            w._("The case is called ({language}) {words}."),
            w._("The case is called {words}: its languages stand in another order."),
        )
        yield from reworded(w, sentences, old.name, new.name)
    if old.note != new.note:
        yield (
            w._("The note of the case now reads: nothing.")
            if new.note is None
            else w._("The note of the case now reads: {words}.").format(
                words=all_words(w, new.note)
            )
        )
    if old.languages != new.languages:
        yield w._("Its texts are written in: {now} (before: {before}).").format(
            now=w.commas(new.languages), before=w.commas(old.languages)
        )
    if old.real_parties != new.real_parties:
        yield (
            w._("The parties are now marked as parties that exist.")
            if new.real_parties
            else w._("The parties are no longer marked as parties that exist.")
        )
    if old.in_steps != new.in_steps:
        yield (
            w._("An agreement would now be carried out step by step.")
            if new.in_steps
            else w._("An agreement would no longer be carried out step by step.")
        )
    if (old.id, old.format) != (new.id, new.format):
        text = w._("Its id is {id}, its format {format} (before: {old_id}, {old_format}).")
        yield text.format(id=new.id, format=new.format, old_id=old.id, old_format=old.format)


def _on_parties(before: Wording, after: Wording) -> Iterator[str]:
    old, new, w = before.case, after.case, after
    known = {p.id: p for p in old.parties}
    for party in new.parties:
        was = known.get(party.id)
        if was is None:
            yield w._("{party} takes part, as a party.").format(party=w.party(party.id))
            continue
        if was.name != party.name:
            sentences = (
                w._("{party} is called {words}."),
                w._("{party} is called ({language}) {words}."),
                w._("{party} is called {words}: its languages stand in another order."),
            )
            yield from reworded(w, sentences, was.name, party.name, party=before.party(party.id))
        if was.default_reading != party.default_reading:
            yield _default_reading(w, party.id, was.default_reading, party.default_reading)
    for gone in known:
        if gone not in new.party_ids:
            yield w._("{party} is no party any more.").format(party=before.party(gone))
    if set(old.party_ids) == set(new.party_ids) and old.party_ids != new.party_ids:
        yield w._("The parties stand in the order {parties}.").format(
            parties=w.list_of(map(w.party, new.party_ids))
        )
    if old.consent != new.consent:
        text = w._("To a later change of the case these have to agree: {now} (before: {before}).")
        yield text.format(now=_parties(after, new.consent), before=_parties(before, old.consent))
    if old.pause != new.pause:
        text = w._("The talks rest when one of these withdraws: {now} (before: {before}).")
        yield text.format(now=_parties(after, new.pause), before=_parties(before, old.pause))
    if old.seats != new.seats:
        text = w._("Before others sit down these have to consent: {now} (before: {before}).")
        yield text.format(now=_parties(after, new.seats), before=_parties(before, old.seats))


def _default_reading(w: Wording, party: str, before: str | None, now: str | None) -> str:
    """Say which reading is used now where none is named."""
    if not now:
        text = w._(
            "Of {party} the reading “none” is used where none is named (before: “{before}”)."
        )
    elif not before:
        text = w._("Of {party} the reading “{now}” is used where none is named (before: “none”).")
    else:
        text = w._(
            "Of {party} the reading “{now}” is used where none is named (before: “{before}”)."
        )
    return text.format(party=w.party(party), now=now, before=before)


def _parties(w: Wording, ids: Sequence[str]) -> str:
    return w.list_of(map(w.party, ids)) or w._("nobody")


def _on_third_parties(before: Wording, after: Wording) -> Iterator[str]:
    w = after
    old, new = ({t.id: t for t in of.case.third_parties} for of in (before, after))
    for third_id, third in new.items():
        was, role = old.get(third_id), role_word(third.role, w)
        if was is None:
            text = w._("{party} takes part, as a third party ({role}).")
            yield text.format(party=w.party(third_id), role=role)
            continue
        if was.name != third.name:
            sentences = (
                w._("{party} (a third party) is called {words}."),
                w._("{party} (a third party) is called ({language}) {words}."),
                w._(
                    "{party} (a third party) is called {words}: "
                    "its languages stand in another order."
                ),
            )
            yield from reworded(w, sentences, was.name, third.name, party=before.party(third_id))
        if was.role != third.role:
            text = w._("{party} is a third party as {role} (before: {before}).")
            yield text.format(party=w.party(third_id), role=role, before=role_word(was.role, w))
    for gone in old:
        if gone not in new:
            yield w._("{party} is no third party any more.").format(party=before.party(gone))
    if set(old) == set(new) and list(old) != list(new):
        yield w._("The third parties stand in the order {parties}.").format(
            parties=_parties(w, list(new))
        )


def _on_issues(before: Wording, after: Wording) -> Iterator[str]:
    old, new, w = before.case, after.case, after
    for issue in new.issues:
        if issue.id not in old.issue_ids:
            text = w._("A new issue: {issue} ({options}).")
            yield text.format(issue=w.issue(issue.id), options=_options(issue, w))
    for gone in old.issue_ids:
        if gone not in new.issue_ids:
            yield w._("Gone is the issue {issue}.").format(issue=before.issue(gone))
    for issue in new.issues:
        if issue.id in old.issue_ids and (was := old.issue(issue.id)) != issue:
            yield from _on_issue(was, issue, before, after)
    common = [
        [i for i in case.issue_ids if i in old.issue_ids and i in new.issue_ids]
        for case in (old, new)
    ]
    if common[0] != common[1]:
        yield w._("The issues stand in the order {issues}.").format(
            issues=w.list_of(map(w.issue, new.issue_ids))
        )


def _on_issue(old: Issue, new: Issue, before: Wording, after: Wording) -> Iterator[str]:
    w, name = after, after.issue(new.id)
    if old.name != new.name:
        sentences = (
            w._("The issue {issue} is called {words}."),
            w._("The issue {issue} is called ({language}) {words}."),
            w._("The issue {issue} is called {words}: its languages stand in another order."),
        )
        yield from reworded(w, sentences, old.name, new.name, issue=before.issue(old.id))
    if (old.is_scale, old.unit, old.of_range) != (new.is_scale, new.unit, new.of_range):
        text = w._("{issue} is {kind} (before: {before}).")
        yield text.format(issue=name, kind=_kind(new, w), before=_kind(old, w))
    yield from _on_options(old, new, before, after)
    if old.status_quo != new.status_quo:
        text = (
            w._("{issue}: what holds if nothing is agreed is now {option}.")
            if new.status_quo
            else w._("{issue}: what holds if nothing is agreed is now not said.")
        )
        option = w.option(new.id, new.status_quo) if new.status_quo else ""
        yield text.format(issue=name, option=option)
    if old.note != new.note:
        yield (
            w._("{issue} is described no more.").format(issue=name)
            if new.note is None
            else w._("{issue} is described anew: {words}").format(
                issue=name, words=all_words(w, new.note)
            )
        )
    if old.in_hand_of != new.in_hand_of:
        if not new.in_hand_of:
            text = w._("{issue} is in the hand of nobody (before: {before}).")
        elif not old.in_hand_of:
            text = w._("{issue} is in the hand of {now} (before: nobody).")
        else:
            text = w._("{issue} is in the hand of {now} (before: {before}).")
        yield text.format(
            issue=name,
            now=after.party(new.in_hand_of or ""),
            before=before.party(old.in_hand_of or ""),
        )


def _on_options(old: Issue, new: Issue, before: Wording, after: Wording) -> Iterator[str]:
    w, name = after, after.issue(new.id)
    was, now = ({o.id: o for o in issue.options} for issue in (old, new))
    text = w._("{issue}: a new option, {option}.")
    yield from _counted(
        [text.format(issue=name, option=w.option(new.id, o)) for o in now if o not in was],
        lambda n: w.n_(
            "{issue}: {n} more new options.", "{issue}: {n} more new options.", n
        ).format(issue=name, n=n),
    )
    for option_id, option in now.items():
        if option_id in was and was[option_id].number != option.number:
            text = w._("{issue}: {option} counts as {now} (before: {before}).")
            yield text.format(
                issue=name,
                option=w.option(new.id, option_id),
                now=_exact(option.number, w),
                before=_exact(was[option_id].number, w),
            )
        if option_id in was and was[option_id].text != option.text:
            sentences = (
                w._("{issue}: {option} now reads {words}."),
                w._("{issue}: {option} now reads ({language}) {words}."),
                w._("{issue}: {option} now reads {words}: its languages stand in another order."),
            )
            worded = before.option(old.id, option_id)
            yield from reworded(
                w, sentences, was[option_id].text, option.text, issue=name, option=worded
            )
    text = w._("{issue}: the option {option} is gone.")
    yield from _counted(
        [text.format(issue=name, option=before.option(old.id, o)) for o in was if o not in now],
        lambda n: w.n_(
            "{issue}: {n} more options are gone.", "{issue}: {n} more options are gone.", n
        ).format(issue=name, n=n),
    )
    common = [[o for o in one if o in was and o in now] for one in (was, now)]
    if common[0] != common[1]:
        text = w._("{issue}: the options stand in the order {options}.")
        yield text.format(issue=name, options=_options(new, w))


def _exact(number: int | Fraction | None, w: Wording) -> str:
    return w._("None") if number is None else str(number)


def _kind(issue: Issue, w: Wording) -> str:
    """Say what sort of issue it is."""
    if not issue.is_scale:
        return w._("a choice of options")
    if issue.unit:
        text = w._("a continuous range in {unit}") if issue.of_range else w._("a scale in {unit}")
        return text.format(unit=issue.unit)
    return w._("a continuous range") if issue.of_range else w._("a scale")


def _options(issue: Issue, w: Wording) -> str:
    shown = w.semicolons(w.option(issue.id, o) for o in issue.option_ids[:LISTED])
    more = len(issue.options) - LISTED
    if more <= 0:
        return shown
    text = w.n_("{options}; and {n} more, to {last}", "{options}; and {n} more, to {last}", more)
    return text.format(options=shown, n=more, last=w.option(issue.id, issue.option_ids[-1]))


def _counted(sentences: Sequence[str], more: Callable[[int], str]) -> Iterator[str]:
    """List the first of some sentences, and say how many more there are."""
    yield from sentences[:LISTED]
    if len(sentences) > LISTED:
        yield more(len(sentences) - LISTED)


def _on_rules(before: Wording, after: Wording) -> Iterator[str]:
    w = after
    old, new = ({r.id: r for r in of.case.restrictions} for of in (before, after))
    for rule_id, rule in new.items():
        if rule_id not in old:
            yield w._("A new rule: {rule}.").format(rule=_meaning(after, rule))
    for rule_id, rule in old.items():
        if rule_id not in new:
            yield w._("Gone is the rule: {rule}.").format(rule=_meaning(before, rule))
    for rule_id, rule in new.items():
        if rule_id in old and old[rule_id] != rule:
            yield w._("A rule is now: {now}. It was: {before}.").format(
                now=_meaning(after, rule), before=_meaning(before, old[rule_id])
            )


def _meaning(w: Wording, rule: Restriction) -> str:
    """Say what a rule does.

    Its own words, which may say something else, are quoted before it.
    """
    meaning = rule_meaning(w, rule)
    if rule.text is None:
        return meaning
    return w._("“{words}”, that is: {meaning}").format(
        words=all_words(w, rule.text), meaning=meaning
    )


def rule_meaning(w: Wording, rule: Restriction) -> str:
    """Say what a rule does, made from its parts, and whose it is."""
    parts = [w.shape(rule)]
    if isinstance(rule.shape, SumLimit):
        costs = [
            f"{w.option(i, o)}: {w.points(n)}"
            for i, of_issue in rule.shape.amounts
            for o, n in of_issue
            if n
        ]
        more = len(costs) - LISTED
        text = (
            w.n_("counting {amounts} and {n} more", "counting {amounts} and {n} more", more)
            if more > 0
            else w._("counting {amounts}")
        )
        parts.append(text.format(amounts=w.semicolons(costs[:LISTED]), n=more))
    if (
        isinstance(rule.shape, CountLimit)
        and rule.shape.at_least is not None
        and rule.shape.at_least != rule.shape.at_most
    ):
        parts.append(w._("at least {n}").format(n=rule.shape.at_least))
    if rule.holder is not None:
        parts.append(w._("a limit of {party}").format(party=w.party(rule.holder)))
    if rule.source:
        text = (
            w._("a bound of mandate: {source}")
            if rule.of == "mandate"
            else w._("a bound of law: {source}")
        )
        parts.append(text.format(source=rule.source))
    return w.commas(parts)
