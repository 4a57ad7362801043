"""An exact number as it stands in the file of a certificate."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

#: An exact number in a file: a whole one or a fraction, in digits. No exponents: these make short
#: texts into numbers that fill the memory.
DIGITS = r"^-?[0-9]{1,4300}(/[1-9][0-9]{0,4299})?$"


def exact_number(digits: object) -> Fraction:
    """Read a number from its digits. Raises ValueError."""
    if not isinstance(digits, str) or not re.fullmatch(DIGITS, digits, re.ASCII):
        raise ValueError("no whole number or fraction in digits")
    return Fraction(digits)


Exact = Annotated[
    Fraction,
    PlainValidator(exact_number),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": DIGITS}),
]
