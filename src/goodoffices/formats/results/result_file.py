"""Read JSON that the program itself wrote, a result above all.

It is untrusted: bounded in size, checked against its schema.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.json_document import mapping_of
from goodoffices.formats.documents.printable import printable

#: Largest file that is read, in bytes.
MAX_RESULT_BYTES = 300_000_000

Shape = TypeVar("Shape")


def read_result(path: Path) -> dict[str, Any]:
    """Read a result as plain data: of `analyse` or of `readings`, certain or in doubt.

    Raises `CaseFileError`.
    """
    from goodoffices.formats.results.doubt_schema import DoubtOut
    from goodoffices.formats.results.readings_schema import ReadingsInDoubtOut, ReadingsOut
    from goodoffices.formats.results.result_schema import AnalysisOut

    # Any kind of result; its key `format` says which.
    any_kind: TypeAdapter[AnalysisOut | DoubtOut | ReadingsOut | ReadingsInDoubtOut] = TypeAdapter(
        Annotated[
            AnalysisOut | DoubtOut | ReadingsOut | ReadingsInDoubtOut,
            Field(discriminator="format"),
        ]
    )
    remedy = (
        "Give a file that `goodoffices analyse … --json` or `goodoffices readings … --json` wrote."
    )
    return read_json_of(path, any_kind, "result of an analysis", remedy)[0]


def read_json_of(
    path: Path, shape: TypeAdapter[Shape], what: str, remedy: str
) -> tuple[dict[str, Any], Shape]:
    """Read a file's data, plain and in its shape.

    ``what`` and ``remedy`` are said of one that does not fit. Raises `CaseFileError`.
    """
    shown = str(path)
    try:
        if path.exists() and not path.is_file():
            raise CaseFileError.one(shown, "this is no ordinary file.", remedy)
        if path.stat().st_size > MAX_RESULT_BYTES:
            raise CaseFileError.one(
                shown, f"the file is larger than {MAX_RESULT_BYTES:,} bytes.", remedy
            )
        text = path.read_bytes()
        # The shape's own parser takes the last of two equal keys.
        data = json.loads(text, object_pairs_hook=mapping_of)
        read = shape.validate_json(text, strict=True)
    except OSError as fault:
        raise CaseFileError.one(
            shown, f"the file cannot be read: {fault.strerror}.", remedy
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise CaseFileError.one(
            shown, printable(f"this is no {what}: {place}: {first['msg']}."), remedy
        ) from None
    except (ValueError, RecursionError):
        raise CaseFileError.one(shown, "this is not JSON, or a key stands twice.", remedy) from None
    assert isinstance(data, dict)
    return data, read
