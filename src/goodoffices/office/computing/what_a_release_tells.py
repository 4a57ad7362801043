"""What a release tells, worked out from the models that the mediation holds.

It is shown to the mediation before the act, in the language of whoever reads it. It knows no
database and no key (`pool`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodoffices.analysis import Possible
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.computing.worth import Weighed, weighed
from goodoffices.preferences import Preferences
from goodoffices.report.codes import reading_word
from goodoffices.report.wording import Wording


def told_by(
    case: Case, texts: Mapping[str, str], to: str, package: Mapping[str, str], language: str
) -> list[str]:
    """Say what a release tells (`what_it_tells`), also where that cannot be worked out.

    It is one sentence where a file of preferences does not fit the case.
    """
    w = Wording(case, language)
    try:
        return what_it_tells(w, texts, to, package)
    except CaseFileError as fault:
        first = fault.faults[0]
        return [
            w._(
                "What this tells cannot be worked out: {file} does not fit the case as it is "
                "({fault})"
            ).format(file=first.file, fault=first.found)
        ]


def what_it_tells(
    w: Wording, texts: Mapping[str, str], to: str, package: Mapping[str, str]
) -> list[str]:
    """Say what the party to whom a package is released can infer about each other party.

    First comes what the package is worth to that party itself. Then, of each other party, which of
    the readings that the mediation holds stay possible, then each reading.
    """
    opened = CaseTexts(texts, w.case)
    tells = []
    own = [
        (r, weighed(w.case, opened.preferences(to, r), package, w.language))
        for r in opened.readings_of(to)
    ]
    if own:
        by_readings = w.semicolons(_worth_to(w, reading, one) for reading, one in own)
        tells.append(
            w._("{party} itself: {by_readings}.").format(party=w.party(to), by_readings=by_readings)
        )
    for party in w.case.party_ids:
        readings = opened.readings_of(party) if party != to else ()
        if not readings:
            continue
        judged = [
            (one, weighed(w.case, one, package, w.language))
            for one in (opened.preferences(party, r) for r in readings)
        ]
        tells.append(_still_possible(w, party, to, [one for _, one in judged]))
        tells += [
            w._("{party}, reading “{reading}”: {said}").format(
                party=w.party(party),
                reading=reading_word(one.reading, w),
                said=_said_of(w, one, by_it, package),
            )
            for one, by_it in judged
        ]
    if len(tells) > bool(own):
        return tells
    return [
        *tells,
        w._(
            "There are no preferences of others, so what this tells about them cannot be computed."
        ),
    ]


def _worth_to(w: Wording, reading: str, one: Weighed) -> str:
    """Say what the one to whom a package goes would make of it, by one reading."""
    said = (
        w._("by the reading “{reading}” {verdict}")
        if one.worth is None
        else w._("by the reading “{reading}” {verdict} (worth {worth})")
    )
    return said.format(reading=reading_word(reading, w), verdict=one.verdict, worth=one.worth_words)


def _still_possible(w: Wording, party: str, to: str, judged: Sequence[Weighed]) -> str:
    """Say which readings are left to somebody who takes the package as one the party could sign."""
    computed = [one for one in judged if one.worth is not None]
    left = [
        reading_word(one.reading, w) for one in computed if one.could_sign is not Possible.NEVER
    ]
    gone = [reading_word(one.reading, w) for one in computed if one.could_sign is Possible.NEVER]
    if not computed:
        said = w._(
            "{party}: no reading of it has numbers, so what {to} learns about it cannot be "
            "computed."
        )
    elif not left:
        said = w._(
            "If {to} takes this as a package that {party} could sign, it is misled: by none of "
            "the {all} readings that you hold of {party} it could."
        )
    elif gone:
        said = w._(
            "If {to} takes this as a package that {party} could sign, {n} of the {all} readings "
            "that you hold of {party} remain possible ({left}); ruled out would be {gone}."
        )
    else:
        said = w._(
            "If {to} takes this as a package that {party} could sign, {n} of the {all} readings "
            "that you hold of {party} remain possible ({left}): it learns nothing that tells these "
            "readings apart."
        )
    return said.format(
        party=w.party(party),
        to=w.party(to),
        n=len(left),
        all=len(computed),
        left=w.commas(left),
        gone=w.commas(gone),
    )


def _said_of(w: Wording, one: Preferences, by_it: Weighed, package: Mapping[str, str]) -> str:
    worth = by_it.worth_words
    if by_it.worth is None:
        return w._("it has no numbers, so nothing is computed.")
    if by_it.could_sign in (None, Possible.PERHAPS):
        return w._("whether it could sign it is open (it is worth {worth}).").format(worth=worth)
    if by_it.could_sign is Possible.NEVER:
        said = (
            w._(
                "by this model it could not sign it (it crosses a red line: {lines}). "
                "Whoever takes it as one that it could sign is misled."
            )
            if by_it.crossed
            else w._(
                "by this model it could not sign it (it is worth {worth}, less than no agreement). "
                "Whoever takes it as one that it could sign is misled."
            )
        )
        return said.format(lines=w.semicolons(by_it.crossed), worth=worth)
    given_up = _given_up(w, one, package)
    if not given_up:
        said = w._("by this model it could sign it (it is worth {worth}).")
    elif len(given_up) == len(w.case.issues):
        said = w._(
            "by this model it could sign it (it is worth {worth}). Whoever takes the package as "
            "one that it could sign learns that it could give way on every issue."
        )
    else:
        said = w._(
            "by this model it could sign it (it is worth {worth}). Whoever takes the package as "
            "one that it could sign learns that it could give way on {issues}."
        )
    return said.format(worth=worth, issues=w.commas(given_up))


def _given_up(w: Wording, one: Preferences, package: Mapping[str, str]) -> list[str]:
    """List the issues on which a package is not a party's best; none where numbers are in doubt."""
    if one.unsupported():
        return []
    return [
        w.issue(i.id)
        for i in w.case.issues
        if one.exact_score(i.id, package[i.id])
        < max(one.exact_score(i.id, o) for o in i.option_ids)
        and one.exact_weight(i.id) > 0
    ]
