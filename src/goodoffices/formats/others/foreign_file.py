"""Read the shape of other programs' JSON and YAML, by models.

They pass over keys that carry no meaning here.
"""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document


class ForeignModel(BaseModel):
    """A mapping in another program's file: keys that are not named are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


Model = TypeVar("Model", bound=ForeignModel)


def as_model(model: type[Model], data: Any, shown_as: str) -> Model:
    """Read plain data as a model. Raises `CaseFileError` with everything that is wrong."""
    document = (
        data if isinstance(data, Document) else Document(file=shown_as, data=data, first_line=0)
    )
    if isinstance(document.data, dict):
        for key in document.data.keys() - model.model_fields.keys():
            if near := difflib.get_close_matches(
                str(key).lower(), {name.lower(): name for name in model.model_fields}, 1, 0.85
            ):
                meant = next(name for name in model.model_fields if name.lower() == near[0])
                raise CaseFileError.one(
                    shown_as, f'"{key}" is no key that is known here.', f'Did you mean "{meant}"?'
                )
    found, faults, _ = validate(model, document)
    if faults or found is None:
        raise CaseFileError([*document.faults, *faults])
    return found
