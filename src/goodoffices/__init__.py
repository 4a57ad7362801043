"""Good Offices: what is possible, efficient and fair in a mediation, and if nothing is, why.

>>> from goodoffices import analyse, load
>>> result = analyse(load("examples/strait"))
>>> result.zone.exists
True

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.api import CaseFileError, FormatNotSupported, LoadedCase, analyse, load

__version__ = "0.2.0"
__all__ = ["CaseFileError", "FormatNotSupported", "LoadedCase", "__version__", "analyse", "load"]


__getattr__ = late_names(__name__, dict.fromkeys(__all__, "api"))


def __dir__() -> list[str]:
    return __all__
