"""Good Offices: what is possible, efficient and fair in a mediation, and if nothing is, why.

>>> from goodoffices import analyse, load
>>> answer = analyse(load("examples/strait"))
>>> answer.result.zone.exists
True

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names
from goodoffices.version import __version__

if TYPE_CHECKING:
    from goodoffices.api import (
        Answer,
        CaseFileError,
        FilesToWatch,
        FormatNotSupported,
        LoadedCase,
        WatchedCase,
        Wishes,
        analyse,
        load,
        watch,
    )

__all__ = [
    "Answer",
    "CaseFileError",
    "FilesToWatch",
    "FormatNotSupported",
    "LoadedCase",
    "WatchedCase",
    "Wishes",
    "__version__",
    "analyse",
    "load",
    "watch",
]


__getattr__ = late_names(__name__, dict.fromkeys(__all__, "api"))


def __dir__() -> list[str]:
    return __all__
