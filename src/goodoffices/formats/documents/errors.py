"""Say what is wrong with a file: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.formats.documents.printable import printable

#: Faults of one file that are named; who has more begins with these.
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing that is wrong in one place. ``line`` is 0 where the whole file is meant."""

    file: str
    line: int
    found: str
    remedy: str

    def __str__(self) -> str:
        file = printable(self.file)
        where = f"{file}:{self.line}" if self.line else file
        return f"{where}: {self.found} {self.remedy}".rstrip()


class CaseFileError(Exception):
    """A case that cannot be read; ``faults`` lists everything that was found, not only the first.

    The command line prints one line for each and ends with exit code 2.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @classmethod
    def one(cls, file: str, found: str, remedy: str, line: int = 0) -> CaseFileError:
        """Make an error of a single fault."""
        return cls([Fault(file, line, found, remedy)])


class FormatNotSupported(Exception):
    """A file that can be read but holds something that cannot be held here; the message names it.

    The command line ends with exit code 3.
    """

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{printable(file)}: {printable(reason)}")
