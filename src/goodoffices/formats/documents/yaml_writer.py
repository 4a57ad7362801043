"""Write YAML as a person would type it.

Numbers stand as typed. Words are quoted where they could be taken for something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import yaml

from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.documents.exact_number import MAX_DIGITS, decimal_text

OURS = "our format"


class _Dumper(yaml.SafeDumper):
    """A writer that writes numbers as typed and never abbreviates by anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(dumper: yaml.SafeDumper, value: Fraction) -> yaml.ScalarNode:
    typed = decimal_text(value)
    if typed is not None:
        return dumper.represent_scalar(
            "tag:yaml.org,2002:float" if "." in typed else "tag:yaml.org,2002:int", typed
        )
    text = f"{value.numerator}/{value.denominator}"
    if len(text) > MAX_DIGITS:
        raise FormatNotSupported(
            OURS, f"the number {text[:20]}… has more than {MAX_DIGITS} digits."
        )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


class Quoted(str):
    """Words that must not be read as a number, a date or a keyword."""


_Dumper.add_representer(Fraction, _number)
_Dumper.add_representer(
    Quoted,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'),
)


def yaml_text(data: Mapping[str, Any]) -> str:
    """Write a mapping as the text of a file."""
    return str(
        yaml.dump(
            data,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=120,
            default_flow_style=None,
        )
    )
