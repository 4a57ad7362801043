"""What changed between two results of a case, in sentences for the reader of a page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.in_words import file_in_words, package_rows
from goodoffices.report.wording import Wording, capital


def what_changed(old: StoredResult, new: StoredResult, case: Case) -> list[str]:
    """Say in sentences what differs between two results.

    What they rest on comes first, then what they say.
    """
    w = wording_for_reader(case)
    told = _other_files(old, new, w)
    for party in case.party_ids:
        if old.rests_on.get(party) != new.rests_on.get(party):
            told.append(
                _("For {party} the reading is “{reading}”; it was “{earlier}”.").format(
                    party=w.party(party),
                    reading=new.rests_on.get(party),
                    earlier=old.rests_on.get(party),
                )
            )
    if old.says_in_first_language("usual") != new.says_in_first_language("usual"):
        told.append(_("The answer was: {lead}").format(lead=old.usual.lead))
        told.append(_("Now it is: {lead}").format(lead=new.usual.lead))
    told += _other_across(old, new)
    if old.points and new.points and not (old.is_in_doubt or new.is_in_doubt):
        inside = [sum(p.in_zone for p in one.points) for one in (old, new)]
        if inside[0] != inside[1] or len(old.points) != len(new.points):
            told.append(
                _(
                    "Efficient packages: {n}, {inside} of them in the zone "
                    "(before: {n_before}, {inside_before} of them)."
                ).format(
                    n=len(new.points),
                    inside=inside[1],
                    n_before=len(old.points),
                    inside_before=inside[0],
                )
            )
        told += _other_choices(old, new, w)
    elif old.is_in_doubt or new.is_in_doubt:
        told += _other_packages(old, new)
    headings = _other_sections(old, new)
    if headings and (old.is_in_doubt or new.is_in_doubt or not told):
        told.append(
            _("Something else is said under: {headings}.").format(headings=w.semicolons(headings))
        )
    return told or [_("Nothing that these two results say differs.")]


def _other_files(old: StoredResult, new: StoredResult, w: Wording) -> list[str]:
    """Say which files of the case came, went or changed between two results."""
    told = []
    for name in sorted({*old.files, *new.files}):
        before, after = old.files.get(name), new.files.get(name)
        if before == after:
            continue
        if before is None:
            words = _("{file} was added.")
        elif after is None:
            words = _("{file} was taken away.")
        else:
            words = _("{file} was changed.")
        told.append(words.format(file=capital(file_in_words(name, w))))
    return told


def _other_across(old: StoredResult, new: StoredResult) -> list[str]:
    """Say what two results say across readings, where they do not say the same."""
    if old.says_in_first_language("across") == new.says_in_first_language("across"):
        return []
    told = []
    if old.across is not None:
        told.append(_("Across readings before: {lead}").format(lead=old.across.lead))
    if new.across is not None:
        told.append(_("Across readings now: {lead}").format(lead=new.across.lead))
    return told


def _other_packages(old: StoredResult, new: StoredResult) -> list[str]:
    """Say, where numbers are in doubt, how the packages of two results differ.

    It counts the packages named in one result alone, and those of which something else holds.
    """
    before, after = (
        {tuple(sorted(p.package.items())): (p.standing, p.signed_by, p.between) for p in one.points}
        for one in (old, new)
    )
    told = []
    gone, come = len(before.keys() - after.keys()), len(after.keys() - before.keys())
    if gone or come:
        words = _("Packages named: {come} that were not, and {gone} no longer.")
        told.append(words.format(come=come, gone=gone))
    other = sum(before[package] != after[package] for package in before.keys() & after.keys())
    if other:
        words = _(
            "Of {n} of the packages named in both something else holds: whether it is efficient, "
            "who could sign it, or what it gives."
        )
        told.append(words.format(n=other))
    return told


def _other_sections(old: StoredResult, new: StoredResult) -> list[str]:
    """List the headings under which the two reports differ."""
    before, after = (one.sections_in_first_language() for one in (old, new))
    headings = {
        address: section.heading
        for one in (old, new)
        for address, (_report, section) in one.sections_by_address.items()
    }
    return [
        headings[address]
        for address in dict.fromkeys([*before, *after])
        if before.get(address) != after.get(address)
    ]


def _other_choices(old: StoredResult, new: StoredResult, w: Wording) -> list[str]:
    told = []
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        before, after = old.chosen_by(name), new.chosen_by(name)
        if before is None or after is None or before.package == after.package:
            continue
        differs = {i: o for i, o in after.package.items() if before.package.get(i) != o}
        moved = [f"{issue}: {option}" for issue, option in package_rows(w.case, differs)]
        words = _("{solution} is another package; what differs is {options}.")
        told.append(words.format(solution=w.solution(name), options=w.semicolons(moved)))
    return told
