"""What a release tells, worked out from the models that the mediation holds.

It is shown to the mediation before the act. It knows no database and no key (`pool`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodoffices.analysis import Possible
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.computing.worth import Weighed, weighed
from goodoffices.preferences import Preferences
from goodoffices.report.wording import Wording


def told_by(case: Case, texts: Mapping[str, str], to: str, package: Mapping[str, str]) -> list[str]:
    """Say what a release tells (`what_it_tells`), also where that cannot be worked out.

    It is one sentence where a file of preferences does not fit the case.
    """
    try:
        return what_it_tells(case, texts, to, package)
    except CaseFileError as fault:
        return [
            (
                f"What this tells cannot be worked out: {fault.faults[0].file} does not fit the "
                f"case as it is ({fault.faults[0].found})"
            )
        ]


def what_it_tells(
    case: Case, texts: Mapping[str, str], to: str, package: Mapping[str, str]
) -> list[str]:
    """Say what the party to whom a package is released can infer about each other party.

    First comes what the package is worth to that party itself. Then, of each other party, which of
    the readings that the mediation holds stay possible, then each reading.
    """
    opened, w = CaseTexts(texts, case), Wording(case)
    tells = []
    own = [(r, weighed(case, opened.preferences(to, r), package)) for r in opened.readings_of(to)]
    if own:
        tells.append(
            f"{w.party(to)} itself: "
            f"{'; '.join(f'by the reading “{r}” {_worth_to(one)}' for r, one in own)}."
        )
    for party in case.party_ids:
        readings = opened.readings_of(party) if party != to else ()
        if not readings:
            continue
        judged = [
            (one, weighed(case, one, package))
            for one in (opened.preferences(party, r) for r in readings)
        ]
        tells.append(_still_possible(w.party(party), w.party(to), [one for _, one in judged]))
        tells += [
            f"{w.party(party)}, reading “{one.reading}”: {_said_of(case, one, by_it, package)}"
            for one, by_it in judged
        ]
    return (
        tells
        if len(tells) > bool(own)
        else [
            *tells,
            "There are no preferences of others, so what this tells about them cannot be computed.",
        ]
    )


def _worth_to(one: Weighed) -> str:
    """Say what the one to whom a package goes would make of it."""
    return one.verdict if one.worth is None else f"{one.verdict} (worth {one.worth_words})"


def _still_possible(party: str, to: str, judged: Sequence[Weighed]) -> str:
    """Say which readings are left to somebody who takes the package as one the party could sign."""
    computed = [one for one in judged if one.worth is not None]
    if not computed:
        return (
            f"{party}: no reading of it has numbers, "
            f"so what {to} learns about it cannot be computed."
        )
    left = [one.reading for one in computed if one.could_sign is not Possible.NEVER]
    gone = [one.reading for one in computed if one.could_sign is Possible.NEVER]
    if not left:
        return (
            f"If {to} takes this as a package that {party} could sign, it is misled: by none of "
            f"the {len(computed)} readings that you hold of {party} it could."
        )
    text = (
        f"If {to} takes this as a package that {party} could sign, {len(left)} of the "
        f"{len(computed)} readings that you hold of {party} remain possible"
    )
    text += f" ({', '.join(left)})"
    return text + (
        f"; ruled out would be {', '.join(gone)}."
        if gone
        else ": it learns nothing that tells these readings apart."
    )


def _said_of(case: Case, one: Preferences, by_it: Weighed, package: Mapping[str, str]) -> str:
    if by_it.worth is None:
        return "it has no numbers, so nothing is computed."
    if by_it.could_sign in (None, Possible.PERHAPS):
        return f"whether it could sign it is open (it is worth {by_it.worth_words})."
    if by_it.could_sign is Possible.NEVER:
        why = (
            f"it crosses a red line: {'; '.join(by_it.crossed)}"
            if by_it.crossed
            else f"it is worth {by_it.worth_words}, less than no agreement"
        )
        return (
            f"by this model it could not sign it ({why}). "
            "Whoever takes it as one that it could sign is misled."
        )
    text = f"by this model it could sign it (it is worth {by_it.worth_words})."
    given_up = _given_up(case, one, package)
    if given_up:
        text += (
            " Whoever takes the package as one that it could sign learns that it could give way "
            f"on {', '.join(given_up)}."
        )
    return text


def _given_up(case: Case, one: Preferences, package: Mapping[str, str]) -> list[str]:
    """List the issues on which a package is not a party's best; none where numbers are in doubt."""
    if one.unsupported():
        return []
    w = Wording(case)
    found = [
        w.issue(i.id)
        for i in case.issues
        if one.exact_score(i.id, package[i.id])
        < max(one.exact_score(i.id, o) for o in i.option_ids)
        and one.exact_weight(i.id) > 0
    ]
    return ["every issue"] if len(found) == len(case.issues) else found
