"""What each reading of each party would do with a package, where numbers are in doubt. Exact.

It would sign the package under all truths, some, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.analysis.doubt.acceptability import by_acceptance
from goodoffices.analysis.doubt.analysis_in_doubt import AnalysisInDoubt
from goodoffices.analysis.doubt.signing import Possible, could_sign
from goodoffices.case import Case

#: Packages that are judged under each combination of readings, where several are compared.
JUDGED = 60
#: Packages that a table of readings lists beside the drafts.
MOST_LISTED = 12


@dataclass(frozen=True)
class Signing:
    """A package, the drafts that it is, and what each reading would do with it.

    ``by`` maps (party, reading) to whether it could sign.
    """

    package: Mapping[str, str]
    names: tuple[str, ...]
    by: Mapping[tuple[str, str], Possible]

    @property
    def n_sure(self) -> int:
        """Count the readings that could sign it for sure."""
        return sum(one is Possible.ALWAYS for one in self.by.values())

    @property
    def n_never(self) -> int:
        """Count the readings that could never sign it."""
        return sum(one is Possible.NEVER for one in self.by.values())


def signing_by_reading(
    results: Sequence[AnalysisInDoubt], drafts: Mapping[str, Mapping[str, str]], most: int
) -> tuple[Signing, ...]:
    """Tell which readings could sign the drafts, and the packages that most could sign.

    The drafts are those that keep the case's rules. The packages are taken of each combination in
    turn: ``most`` beside the drafts. Those that no reading refuses come first, then those that most
    could sign for sure. Cost: an exact program for each package and reading.
    """
    case = results[0].problem.case
    readings = {(one.party, one.reading): one for result in results for one in result.originals}
    wanted: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, choices in drafts.items():
        if not case.broken_by(choices):
            wanted.setdefault(_key(case, choices), []).append(name)
    n_drafts = len(wanted)
    ranked = [
        [_key(case, r.problem.package(j.package)) for j in sorted(r.candidates, key=by_acceptance)]
        for r in results
    ]
    for place in range(max(map(len, ranked), default=0)):
        for packages in ranked:
            if place < len(packages) and len(wanted) < n_drafts + most:
                wanted.setdefault(packages[place], [])
    found = [
        Signing(
            dict(key),
            tuple(names),
            {at: could_sign(case, one, dict(key)) for at, one in readings.items()},
        )
        for key, names in wanted.items()
    ]
    return tuple(sorted(found, key=lambda s: (s.n_never, -s.n_sure)))


def _key(case: Case, choices: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((i, choices[i]) for i in case.issue_ids)
