"""What a change of a case does, in sentences.

They tell everything that differs, and what that does to what was said before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.case import Case, CountLimit, Issue, Restriction, SumLimit, Text
from goodoffices.report.wording import Wording

#: Things that one sentence lists before it only counts them.
LISTED = 30


def what_differs(old: Case, new: Case) -> list[str]:
    """Tell all that a change does to the case, in sentences.

    Nothing of a `Case` can differ without one. Rules are told by what they do, beside their own
    words.
    """
    before, after = Wording(old), Wording(new)
    told = [
        *_on_case(before, after),
        *_on_parties(before, after),
        *_on_third_parties(before, after),
    ]
    told += [*_on_issues(before, after), *_on_rules(before, after)]
    if not told and old != new:
        told.append("What differs has no words of its own here: read the text of the case.")
    return told or ["Nothing on the table differs."]


def _on_case(before: Wording, after: Wording) -> Iterator[str]:
    old, new = before.case, after.case
    if old.name != new.name:
        yield from _reworded("The case is called", old.name, new.name, new)
    if old.note != new.note:
        yield (
            "The note of the case now reads: "
            f"{'nothing' if new.note is None else _all_words(new.note)}."
        )
    if old.languages != new.languages:
        yield (
            f"Its texts are written in: {', '.join(new.languages)} (before: "
            f"{', '.join(old.languages)})."
        )
    if old.real_parties != new.real_parties:
        yield (
            f"The parties are {'now' if new.real_parties else 'no longer'} "
            "marked as parties that exist."
        )
    if (old.id, old.format) != (new.id, new.format):
        yield f"Its id is {new.id}, its format {new.format} (before: {old.id}, {old.format})."


def _on_parties(before: Wording, after: Wording) -> Iterator[str]:
    old, new = before.case, after.case
    known = {p.id: p for p in old.parties}
    for party in new.parties:
        was = known.get(party.id)
        if was is None:
            yield f"{after.party(party.id)} takes part, as a party."
            continue
        if was.name != party.name:
            yield from _reworded(f"{before.party(party.id)} is called", was.name, party.name, new)
        if was.default_reading != party.default_reading:
            yield (
                f"Of {after.party(party.id)} the reading “{party.default_reading or 'none'}” is "
                f"used where none is named (before: “{was.default_reading or 'none'}”)."
            )
    yield from (f"{before.party(p)} is no party any more." for p in known if p not in new.party_ids)
    if set(old.party_ids) == set(new.party_ids) and old.party_ids != new.party_ids:
        yield f"The parties stand in the order {after.list_of(map(after.party, new.party_ids))}."
    if old.consent != new.consent:
        yield (
            "To a later change of the case these have to agree: "
            f"{_parties(after, new.consent)} (before: {_parties(before, old.consent)})."
        )
    if old.pause != new.pause:
        yield (
            f"The talks rest when one of these withdraws: {_parties(after, new.pause)} (before: "
            f"{_parties(before, old.pause)})."
        )


def _parties(w: Wording, ids: Sequence[str]) -> str:
    return w.list_of(map(w.party, ids)) or "nobody"


def _on_third_parties(before: Wording, after: Wording) -> Iterator[str]:
    old, new = ({t.id: t for t in w.case.third_parties} for w in (before, after))
    for third_id, third in new.items():
        was = old.get(third_id)
        if was is None:
            yield f"{after.party(third_id)} takes part, as a third party ({third.role})."
            continue
        if was.name != third.name:
            yield from _reworded(
                f"{before.party(third_id)} (a third party) is called",
                was.name,
                third.name,
                after.case,
            )
        if was.role != third.role:
            yield f"{after.party(third_id)} is a third party as {third.role} (before: {was.role})."
    yield from (f"{before.party(t)} is no third party any more." for t in old if t not in new)
    if set(old) == set(new) and list(old) != list(new):
        yield f"The third parties stand in the order {_parties(after, list(new))}."


def _on_issues(before: Wording, after: Wording) -> Iterator[str]:
    old, new = before.case, after.case
    for issue in new.issues:
        if issue.id not in old.issue_ids:
            yield f"A new issue: {after.issue(issue.id)} ({_options(issue, after)})."
    yield from (
        f"Gone is the issue {before.issue(i)}." for i in old.issue_ids if i not in new.issue_ids
    )
    for issue in new.issues:
        if issue.id in old.issue_ids and (was := old.issue(issue.id)) != issue:
            yield from _on_issue(was, issue, before, after)
    common = [
        [i for i in case.issue_ids if i in old.issue_ids and i in new.issue_ids]
        for case in (old, new)
    ]
    if common[0] != common[1]:
        yield f"The issues stand in the order {after.list_of(map(after.issue, new.issue_ids))}."


def _on_issue(old: Issue, new: Issue, before: Wording, after: Wording) -> Iterator[str]:
    name = after.issue(new.id)
    if old.name != new.name:
        yield from _reworded(
            f"The issue {before.issue(old.id)} is called", old.name, new.name, after.case
        )
    if (old.is_scale, old.unit, old.of_range) != (new.is_scale, new.unit, new.of_range):
        yield f"{name} is {_kind(new)} (before: {_kind(old)})."
    was, now = ({o.id: o for o in issue.options} for issue in (old, new))
    yield from _counted(
        [f"{name}: a new option, {after.option(new.id, o)}." for o in now if o not in was],
        f"{name}: {{n}} more new options.",
    )
    for option_id, option in now.items():
        if option_id in was and was[option_id].number != option.number:
            yield (
                f"{name}: {after.option(new.id, option_id)} counts as {option.number} (before: "
                f"{was[option_id].number})."
            )
        if option_id in was and was[option_id].text != option.text:
            yield from _reworded(
                f"{name}: {before.option(old.id, option_id)} now reads",
                was[option_id].text,
                option.text,
                after.case,
            )
    yield from _counted(
        [f"{name}: the option {before.option(old.id, o)} is gone." for o in was if o not in now],
        f"{name}: {{n}} more options are gone.",
    )
    common = [[o for o in one if o in was and o in now] for one in (was, now)]
    if common[0] != common[1]:
        yield f"{name}: the options stand in the order {_options(new, after)}."
    if old.status_quo != new.status_quo:
        yield (
            f"{name}: what holds if nothing is agreed is now "
            f"{after.option(new.id, new.status_quo) if new.status_quo else 'not said'}."
        )
    if old.in_hand_of != new.in_hand_of:
        hands = [
            w.party(i.in_hand_of) if i.in_hand_of else "nobody"
            for w, i in ((after, new), (before, old))
        ]
        yield f"{name} is in the hand of {hands[0]} (before: {hands[1]})."


def _kind(issue: Issue) -> str:
    """Say what sort of issue it is."""
    if not issue.is_scale:
        return "a choice of options"
    unit = f" in {issue.unit}" if issue.unit else ""
    return f"a {'continuous range' if issue.of_range else 'scale'}{unit}"


def _options(issue: Issue, w: Wording) -> str:
    shown = "; ".join(w.option(issue.id, o) for o in issue.option_ids[:LISTED])
    more = len(issue.options) - LISTED
    return (
        f"{shown}; and {more} more, to {w.option(issue.id, issue.option_ids[-1])}"
        if more > 0
        else shown
    )


def _counted(sentences: Sequence[str], more: str) -> Iterator[str]:
    """List the first of some sentences, and say how many more there are."""
    yield from sentences[:LISTED]
    if len(sentences) > LISTED:
        yield more.format(n=len(sentences) - LISTED)


def _on_rules(before: Wording, after: Wording) -> Iterator[str]:
    old, new = ({r.id: r for r in w.case.restrictions} for w in (before, after))
    yield from (f"A new rule: {_meaning(after, r)}." for i, r in new.items() if i not in old)
    yield from (f"Gone is the rule: {_meaning(before, r)}." for i, r in old.items() if i not in new)
    for rule_id, rule in new.items():
        if rule_id in old and old[rule_id] != rule:
            yield (
                f"A rule is now: {_meaning(after, rule)}. It was: {_meaning(before, old[rule_id])}."
            )


def _meaning(w: Wording, rule: Restriction) -> str:
    """Say what a rule does.

    Its own words, which may say something else, are quoted before it.
    """
    return (
        rule_meaning(w, rule)
        if rule.text is None
        else f"“{_all_words(rule.text)}”, that is: {rule_meaning(w, rule)}"
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
        more = f" and {len(costs) - LISTED} more" if len(costs) > LISTED else ""
        parts.append(f"counting {'; '.join(costs[:LISTED])}{more}")
    if (
        isinstance(rule.shape, CountLimit)
        and rule.shape.at_least is not None
        and rule.shape.at_least != rule.shape.at_most
    ):
        parts.append(f"at least {rule.shape.at_least}")
    if rule.holder is not None:
        parts.append(f"a limit of {w.party(rule.holder)}")
    if rule.source:
        parts.append(f"a bound of {rule.of}: {rule.source}")
    return ", ".join(parts)


def _reworded(what: str, old: Text, new: Text, case: Case) -> Iterator[str]:
    """Say that words changed, language by language.

    The first language of the case is not named.
    """
    was, now = dict(old.by_language), dict(new.by_language)
    for tag in {**now, **was}:
        if was.get(tag) != now.get(tag):
            yield (
                f"{what}{'' if tag == case.languages[0] else f' ({tag})'} "
                f"{now.get(tag, 'nothing any more')}."
            )
    if was == now:
        yield f"{what} {_all_words(new)}: its languages stand in another order."


def _all_words(text: Text) -> str:
    """Give words in every language in which they are written."""
    (_, words), *others = text.by_language
    return "; ".join([words, *(f"{tag}: {said}" for tag, said in others)])
