"""What a release tells: worked out from the models that the mediation holds, and shown to it before the act."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.case import Case
from goodoffices.formats.case_texts import CaseTexts
from goodoffices.office.case_view import PaperView, Refused
from goodoffices.preferences import Preferences
from goodoffices.preferences.evaluation import crossed_red_lines, utility


def choices_in(case: Case, packages: Mapping[str, PaperView], form: Mapping[str, str]) -> dict[str, str]:
    """The package that a form names: a paper of the case, or option by option. Raises `Refused`."""
    named = form.get("package", "")
    if named:
        if named not in packages:
            raise Refused("There is no such package.")
        opened = CaseTexts({"case.yaml": "", named: packages[named].text}, case)
        return dict(opened.draft(named.removeprefix("packages/").removesuffix(".yaml")).choices)
    return {issue.id: form.get(f"option:{issue.id}", "") for issue in case.issues}


def what_it_tells(case: Case, texts: Mapping[str, str], to: str, package: Mapping[str, str]) -> list[str]:
    """Sentences on what the party to whom a package is released can infer about each other party, by each reading of it."""
    opened, language = CaseTexts(texts, case), case.languages[0]
    tells = []
    for party in case.parties:
        if party.id == to:
            continue
        name = party.name.in_language(language)
        for reading in opened.readings_of(party.id):
            one = opened.preferences(party.id, reading)
            if not one.has_numbers or one.unsupported():
                tells.append(f"{name}, reading “{reading}”: its numbers are not certain, so nothing is computed.")
                continue
            tells.append(f"{name}, reading “{reading}”: {_said_of(case, one, package)}")
    return tells or ["There are no preferences of others, so nothing can be computed."]


def _said_of(case: Case, one: Preferences, package: Mapping[str, str]) -> str:
    language = case.languages[0]
    worth, floor = utility(one, package), one.exact_walk_away()
    signs = "could sign it" if not crossed_red_lines(one, package) and (floor is None or worth >= floor) else "could not sign it"
    given_up = [
        i.name.in_language(language)
        for i in case.issues
        if one.exact_score(i.id, package[i.id]) < max(one.exact_score(i.id, o) for o in i.option_ids) and one.exact_weight(i.id) > 0
    ]
    bar = "" if floor is None else f", {float(floor):g} being its walk-away value"
    text = f"by this model it {signs} (it is worth {float(worth):.3g}{bar})."
    if signs == "could sign it" and given_up:
        text += f" Whoever takes the package as one that it could sign learns that it could give way on {', '.join(given_up)}."
    if signs != "could sign it":
        text += " Whoever takes it as one that it could sign is misled."
    return text
