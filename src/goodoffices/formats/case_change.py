"""What a change of a case does to what was said before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goodoffices.case import Case
from goodoffices.formats.case_texts import CaseTexts
from goodoffices.formats.errors import CaseFileError
from goodoffices.report.wording import Wording


def what_differs(old: Case, new: Case) -> list[str]:
    """What is on the table after a change and was not before, and what is gone, in sentences."""
    before, after = Wording(old), Wording(new)
    told = []
    if old.name != new.name:
        told.append(f"The case is called {after.case_name()}.")
    told += _on_people(before, after)
    for issue in new.issues:
        if issue.id not in old.issue_ids:
            told.append(f"A new issue: {after.issue(issue.id)} ({'; '.join(after.option(issue.id, o) for o in issue.option_ids)}).")
    told += [f"Gone is the issue {before.issue(i)}." for i in old.issue_ids if i not in new.issue_ids]
    for issue in new.issues:
        if issue.id in old.issue_ids:
            told += _on_issue(issue.id, before, after)
    old_rules, new_rules = ({r.id: r for r in case.restrictions} for case in (old, new))
    told += [f"A new rule: {after.restriction(r)}" for i, r in new_rules.items() if i not in old_rules]
    told += [f"Gone is the rule: {before.restriction(r)}" for i, r in old_rules.items() if i not in new_rules]
    told += [f"A rule is now: {after.restriction(r)}" for i, r in new_rules.items() if i in old_rules and r != old_rules[i]]
    if not told and old != new:
        told.append("What differs has no words of its own here: read the text of the case.")
    return told or ["Nothing on the table differs."]


def _on_people(before: Wording, after: Wording) -> Iterator[str]:
    """What differs of parties, third parties, and whose word counts."""
    old, new = before.case, after.case
    for party in new.party_ids:
        if party in old.party_ids and before.party(party) != after.party(party):
            yield f"{before.party(party)} is called {after.party(party)}."
    names = [{t.id: t.name.in_language(c.languages[0]) for t in c.third_parties} for c in (old, new)]
    yield from (f"{name} takes part, as a third party." for i, name in names[1].items() if i not in names[0])
    yield from (f"{name} is no third party any more." for i, name in names[0].items() if i not in names[1])
    if old.consent != new.consent:
        yield f"To a later change of the case these have to agree: {after.list_of(after.party(p) for p in new.consent)} (now: {before.list_of(before.party(p) for p in old.consent)})."
    if old.pause != new.pause:
        who = after.list_of(after.party(p) for p in new.pause) or "nobody"
        yield f"The talks rest when one of these withdraws: {who} (now: {before.list_of(before.party(p) for p in old.pause) or 'nobody'})."


def _on_issue(issue: str, before: Wording, after: Wording) -> Iterator[str]:
    old, new = before.case.issue(issue), after.case.issue(issue)
    name = after.issue(issue)
    if before.issue(issue) != name:
        yield f"The issue {before.issue(issue)} is called {name}."
    for option in new.option_ids:
        if option not in old.option_ids:
            yield f"{name}: a new option, {after.option(issue, option)}."
        elif before.option(issue, option) != after.option(issue, option):
            yield f"{name}: {before.option(issue, option)} now reads {after.option(issue, option)}."
    for option in old.option_ids:
        if option not in new.option_ids:
            yield f"{name}: the option {before.option(issue, option)} is gone."
    if old.status_quo != new.status_quo:
        yield f"{name}: what holds if nothing is agreed is now {after.option(issue, new.status_quo) if new.status_quo else 'not said'}."


def what_it_does(new: Case, texts: Mapping[str, str]) -> list[str]:
    """Which files of preferences and packages can no longer be read after a change, and why, in sentences; ``texts``: by their names in the case's folder."""
    told = []
    opened = CaseTexts(texts, new)
    for party in new.party_ids:
        for reading in opened.readings_of(party):
            try:
                opened.preferences(party, reading)
            except CaseFileError as fault:
                told.append(f"What {Wording(new).party(party)} wants (reading “{reading}”) has to be given anew: {fault.faults[0].found}")
    for name in opened.draft_names:
        try:
            opened.draft(name)
        except CaseFileError as fault:
            told.append(f"The package “{name}” has to be written anew: {fault.faults[0].found}")
    return told or ["Everything that was said before can still be read."]
