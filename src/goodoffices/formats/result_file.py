"""Reads a result that ``analyse --json`` wrote. Untrusted: bounded in size, checked against its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goodoffices.formats.errors import CaseFileError
from goodoffices.formats.result_schema import AnalysisOut

#: Largest result that is read, in bytes.
MAX_RESULT_BYTES = 300_000_000


def read_result(path: Path) -> dict[str, Any]:
    """A result as plain data. Raises `CaseFileError`."""
    shown, remedy = str(path), "Give a file that `goodoffices analyse … --json` wrote."
    try:
        if path.exists() and not path.is_file():
            raise CaseFileError.one(shown, "this is no ordinary file.", remedy)
        if path.stat().st_size > MAX_RESULT_BYTES:
            raise CaseFileError.one(shown, f"the file is larger than {MAX_RESULT_BYTES:,} bytes.", remedy)
        data = json.loads(path.read_bytes())
        AnalysisOut.model_validate(data, strict=True)
    except OSError as fault:
        raise CaseFileError.one(shown, f"the file cannot be read: {fault.strerror}.", remedy) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise CaseFileError.one(shown, f"this is no result of an analysis: {place}: {first['msg']}.", remedy) from None
    except (ValueError, RecursionError):
        raise CaseFileError.one(shown, "this is not JSON.", remedy) from None
    assert isinstance(data, dict)
    return data
