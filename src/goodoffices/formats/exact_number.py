"""Numbers exactly as typed: ``0.1`` is one tenth. Bounded in length, so that none grows out of hand."""

from __future__ import annotations

import re
from fractions import Fraction

#: Most digits of a number, and its largest power of ten.
MAX_DIGITS = 60
MAX_EXPONENT = 60

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def exact_number(text: str) -> int | Fraction | str:
    """A number as typed, exactly; the text itself where it is none, or unreasonably long."""
    if not DECIMAL.match(text):
        return text
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 4 or abs(int(exponent or 0)) > MAX_EXPONENT:
        return text
    return int(text) if INTEGER.match(text) else Fraction(text)


def decimal_text(number: int | Fraction) -> str | None:
    """A number as a decimal without loss; None where it has no end, as 1/3, or is too long to be read back."""
    value = Fraction(number)
    if is_endless(value):
        return None
    text = with_places(value, _places(value))
    return text if len(text) <= MAX_DIGITS else None


def is_endless(number: Fraction) -> bool:
    """Whether a number has no last decimal place."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest != 1


def _places(number: Fraction) -> int:
    places, rest = 0, number.denominator
    while 10**places % rest:
        places += 1
    return places


def with_places(number: int | Fraction, places: int) -> str:
    """A number rounded half up to so many decimal places."""
    whole = (Fraction(number) * 10**places + Fraction(1, 2)).__floor__()
    digits = str(abs(whole)).rjust(places + 1, "0")
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
