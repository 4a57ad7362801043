"""The packages of a case that can be released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.computing.texts import choices_of, choices_of_each
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.refusal import Refused


def choices_in(
    view: CaseView, packages: Mapping[str, PaperView[PackageHead]], form: Mapping[str, str]
) -> dict[str, str]:
    """Read the package that a form names. Raises `Refused`.

    The form names a paper of the case, or the package option by option.
    """
    named = form.get("package", "")
    if named:
        if named not in packages:
            raise Refused(_("There is no such package."))
        return view.compute(choices_of, view.case, named, packages[named].text)
    return {issue.id: form.get(f"option:{issue.id}", "") for issue in view.case.issues}


def whole_packages(
    view: CaseView, papers: Iterable[PaperView[PackageHead]]
) -> dict[str, Mapping[str, str]]:
    """List, of some papers, the packages that settle every issue, by their files.

    Those that cannot be read are left out.
    """
    texts = {paper.head.file: paper.text for paper in papers}
    found = view.compute(choices_of_each, view.case, texts) if texts else {}
    return {file: choices for file, choices in found.items() if is_package_of(view.case, choices)}


def names_of_drafts(files: Iterable[str]) -> list[tuple[str, str]]:
    """List drafts by their files, with their names."""
    return [(file, PurePosixPath(file).stem) for file in files]


def is_package_of(case: Case, package: Mapping[str, str]) -> bool:
    """Tell whether a package settles every issue of a case with one of its options.

    One of an earlier version of the case may not.
    """
    return set(package) == set(case.issue_ids) and is_part_of(case, package)


def is_part_of(case: Case, package: Mapping[str, str]) -> bool:
    """Tell whether each of some options is one of its issue; not all issues need one."""
    return all(i in case.issue_ids and o in case.issue(i).option_ids for i, o in package.items())


def broken_rules(case: Case, package: Mapping[str, str]) -> list[str]:
    """List what a package breaks of the case's linkages, bounds and limits."""
    w = wording_for_reader(case)
    return [w.restriction(r) for r in case.broken_by(package)]
