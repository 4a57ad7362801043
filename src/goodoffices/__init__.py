"""Good Offices: what is possible, efficient and fair in a mediation, and if nothing is, why.

>>> from goodoffices import analyse, load
>>> result = analyse(load("examples/strait"))
>>> result.zone.exists
True

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodoffices.api import CaseFileError, FormatNotSupported, LoadedCase, analyse, load

__version__ = "0.2.0"
__all__ = ["CaseFileError", "FormatNotSupported", "LoadedCase", "__version__", "analyse", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from goodoffices import api

        return getattr(api, name)
    raise AttributeError(f"module 'goodoffices' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
