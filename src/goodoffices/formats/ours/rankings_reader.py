"""Read the rankings of a preferences file, checked against the case and the numbers beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from goodoffices.case import Case, Text
from goodoffices.formats.documents.yaml_document import PathInFile
from goodoffices.formats.ours.preferences_file import RankingIn
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import Interaction, Item, Ranked, Ranking

NO_AGREEMENT = "no agreement"


class RankingsReader:
    """A reader that turns the rankings of one file into `Ranking`s whose ids exist.

    Faults go to the checker. ``has_floor``: whether the party has a walk-away value, so that no
    agreement can be compared with a package.
    """

    def __init__(
        self,
        case: Case,
        check: ReferenceChecker,
        interactions: tuple[Interaction, ...],
        *,
        has_floor: bool,
    ) -> None:
        self.case, self.check, self.has_floor = case, check, has_floor
        self.tied: dict[str, set[frozenset[str]]] = {}
        for tied in {frozenset(i.condition.issues) for i in interactions}:
            for issue in tied:
                self.tied.setdefault(issue, set()).add(tied)
        self.issue_ids = frozenset(case.issue_ids)

    def read(self, given: list[RankingIn], words: Callable[[Any], Text]) -> tuple[Ranking, ...]:
        """Read all rankings, in the order of the file."""
        found: list[Ranking] = []
        ids: set[str] = set()
        for k, one in enumerate(given):
            path: PathInFile = ("rankings", k)
            if one.id in ids:
                self.check.fault(
                    (*path, "id"), f'the id "{one.id}" stands a second time.', "Rename one."
                )
            ids.add(one.id)
            found.append(self._ranking(one, path, words))
        return tuple(found)

    def _ranking(self, one: RankingIn, path: PathInFile, words: Callable[[Any], Text]) -> Ranking:
        text, source = None if one.text is None else words(one.text), one.source or ""
        if one.issues is not None:
            groups = self._ids(one.issues)
            for item in _all(groups):
                self.check.issue(item, (*path, "issues"))
            self._once(groups, (*path, "issues"))
            return Ranking(
                id=one.id,
                what=Ranked.ISSUES,
                groups=groups,
                issue="",
                text=text,
                source=source,
            )
        elif one.options is not None:
            ((issue_id, order),) = one.options.items()
            groups, place = self._ids(order), (*path, "options", issue_id)
            issue = self.check.issue(issue_id, place)
            if issue is not None:
                for item in _all(groups):
                    self.check.option(issue, item, place)
            self._once(groups, place)
            if len(groups) < 2:
                self.check.fault(
                    place,
                    "one group alone is no order.",
                    "Name at least two groups, better ones first.",
                )
            return Ranking(
                id=one.id,
                what=Ranked.OPTIONS,
                groups=groups,
                issue=issue_id,
                text=text,
                source=source,
            )
        else:
            ranked = self._packages(one.packages or [], (*path, "packages"))
            return Ranking(
                id=one.id,
                what=Ranked.PACKAGES,
                groups=ranked,
                issue="",
                text=text,
                source=source,
                within=one.within,
            )

    @staticmethod
    def _ids(order: list[Any]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(group) if isinstance(group, list) else (group,) for group in order)

    def _once(self, groups: tuple[tuple[str, ...], ...], path: PathInFile) -> None:
        if twice := next((i for i, n in Counter(_all(groups)).items() if n > 1), None):
            self.check.fault(path, f'"{twice}" stands twice in the order.', "Name it once.")
        if not all(groups):
            self.check.fault(path, "a group is empty.", "Leave it out.")

    def _packages(self, order: list[Any], path: PathInFile) -> tuple[tuple[Item, ...], ...]:
        listed = [group if isinstance(group, list) else [group] for group in order]
        groups = tuple(
            tuple(None if item == NO_AGREEMENT else item for item in group) for group in listed
        )
        packages = [item for group in groups for item in group if item is not None]
        named = set(packages[0]) if packages else set()
        for package in packages:
            if not package:
                self.check.fault(
                    path,
                    "a package names no issue.",
                    "Name the issues in which the packages differ.",
                )
            self._package(package, path)
            if set(package) != named:
                self.check.fault(
                    path,
                    "the packages name different issues.",
                    "Name the same issues in each; all others are taken to stay the same.",
                )
                break
        whole = named >= self.issue_ids
        if any(item is None for group in groups for item in group):
            if not whole:
                self.check.fault(
                    path,
                    "a part of a package is compared with no agreement.",
                    "Name an option for every issue.",
                )
            if not self.has_floor:
                self.check.fault(
                    path,
                    "no agreement is ranked, and the walk-away value is none.",
                    "Write a walk-away value; ~ where it is not known.",
                )
        if not whole and any(
            not tied <= named for issue in named for tied in self.tied.get(issue, ())
        ):
            self.check.fault(
                path,
                "points on a combination hang on an issue that is not named.",
                "Name the other issues of that combination, too.",
            )
        if not all(groups):
            self.check.fault(path, "a group is empty.", "Leave it out.")
        return groups

    def _package(self, package: Mapping[str, str], path: PathInFile) -> None:
        for issue_id, option in package.items():
            issue = self.check.issue(issue_id, path)
            if issue is not None:
                self.check.option(issue, option, path)


def _all(groups: tuple[tuple[str, ...], ...]) -> list[str]:
    return [item for group in groups for item in group]
