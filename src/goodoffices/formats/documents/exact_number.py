"""Read and write numbers exactly as typed: ``0.1`` is one tenth.

They are bounded in length, so that none grows out of hand.
"""

from __future__ import annotations

import re
from fractions import Fraction

#: Most digits of a number, and its largest power of ten.
MAX_DIGITS = 60
MAX_EXPONENT = 60

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def exact_number(text: str) -> int | Fraction | str:
    """Read a number as typed, exactly.

    The result is the text itself where it is no number, or unreasonably long.
    """
    if text.isdigit() and text.isascii() and len(text) <= MAX_DIGITS:
        return int(text)
    if not DECIMAL.match(text):
        return text
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 4 or abs(int(exponent or 0)) > MAX_EXPONENT:
        return text
    if INTEGER.match(text):
        return int(text)
    whole, _, decimals = mantissa.partition(".")
    power = int(exponent or 0) - len(decimals)
    digits = int(whole + decimals)
    return Fraction(digits * 10**power) if power >= 0 else Fraction(digits, 10**-power)


def decimal_text(number: int | Fraction) -> str | None:
    """Write a number as a decimal without loss.

    The result is None where the decimal has no end, as that of 1/3, or is too long to be read back.
    """
    twos, fives, rest = _factors(number.denominator)
    if rest != 1:
        return None
    text = with_places(number, max(twos, fives))
    return text if len(text) <= MAX_DIGITS else None


def is_endless(number: int | Fraction) -> bool:
    """Tell whether a number has no last decimal place."""
    return _factors(number.denominator)[2] != 1


def _factors(number: int) -> tuple[int, int, int]:
    """Count how often 2 and 5 divide a number, and give what is left of it."""
    twos = (number & -number).bit_length() - 1
    rest, fives = number >> twos, 0
    for step in (64, 32, 16, 8, 4, 2, 1):
        while rest % 5**step == 0:
            rest, fives = rest // 5**step, fives + step
    return twos, fives, rest


def with_places(number: int | Fraction, places: int) -> str:
    """Round a number half up to so many decimal places."""
    above, below = number.numerator * 10**places, number.denominator
    whole = (2 * above + below) // (2 * below)
    digits = str(abs(whole)).rjust(places + 1, "0")
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
