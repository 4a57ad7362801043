"""Read coordinates as people write them, and write them back in both notations."""

from __future__ import annotations

import re

#: A place in degrees: latitude (north is positive), longitude (east is positive). WGS 84.
Place = tuple[float, float]
#: Characters of one written place.
MOST_WRITTEN = 80
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,12})?"
#: Signs and words of degrees, minutes and seconds: what follows which number says its order.
_MARKS = re.compile(r"°|º|''|['′’\"″”]|\b(?:deg|min|sec)\b", re.IGNORECASE)
_PART = re.compile(
    rf" ?(?P<before>[NSEWnsew])? ?(?P<sign>[-+−–])? ?(?P<degrees>{_NUMBER})"
    rf"(?: (?P<minutes>{_NUMBER}))?(?: (?P<seconds>{_NUMBER}))? ?(?P<after>[NSEWnsew])? ?"
)
_SIGNS = {"N": 1, "E": 1, "S": -1, "W": -1}


def read_place(written: str) -> Place:
    """Read a place: decimal degrees, or degrees and minutes (and seconds), in degrees.

    ``46.4825, 30.7233`` is latitude, longitude; ``46°29.0′N 30°43.4′E`` and ``N46 29 00 E30 43
    24``, with signs, say which is which. Raises ValueError for anything else.
    """
    if len(written) > MOST_WRITTEN:
        raise ValueError("a place is written as 46.4825, 30.7233 or 46°29.0′N 30°43.4′E")
    parts = _split(written.strip())
    if parts is None:
        raise ValueError("a place is written as 46.4825, 30.7233 or 46°29.0′N 30°43.4′E")
    (one, first), (two, second) = (_degrees(part) for part in parts)
    kinds = (_axis(one), _axis(two))
    if kinds == ("longitude", "latitude"):
        first, second = second, first
    elif kinds not in (("", ""), ("latitude", "longitude")):
        raise ValueError("a place has one latitude (N or S) and one longitude (E or W)")
    return first, second


def _split(written: str) -> tuple[str, str] | None:
    """Split a written place into its two parts; None where that cannot be done in one way."""
    signs = " ".join(_MARKS.sub(" ", written).split())
    patterns = (
        r"(?P<a>[^;/]+)[;/](?P<b>[^;/]+)",
        r"(?P<a>[^NSEW]+[NSEW])[ ,]*(?P<b>[^NSEW]+[NSEW])",
        r"(?P<a>[NSEW][^NSEW]*?)[ ,]*(?P<b>[NSEW][^NSEW]*)",
        r"(?P<a>[^,]+),(?P<b> ?[^,]+)",
        r"(?P<a>[^ ,]+,[0-9]+),? (?P<b>[^ ,]+,[0-9]+)",
        r"(?P<a>[^ ,]+) (?P<b>[^ ,]+)",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, signs, re.IGNORECASE)
        if found and _PART.fullmatch(found["a"]) and _PART.fullmatch(found["b"]):
            return found["a"], found["b"]
    return None


def _axis(letter: str) -> str:
    return {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}.get(letter, "")


def _degrees(part: str) -> tuple[str, float]:
    """Read one part: its letter, or none, and its degrees."""
    found = _PART.fullmatch(part)
    assert found is not None
    letter = (found["before"] or found["after"] or "").upper()
    if found["before"] and found["after"]:
        raise ValueError("a latitude or longitude has one letter, before it or after it")
    if letter and found["sign"]:
        raise ValueError("a latitude or longitude has a letter or a sign, not both")
    degrees, minutes, seconds = (
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        raise ValueError("minutes and seconds are less than 60")
    has_parts = found["minutes"] or found["seconds"]
    if has_parts and degrees != int(degrees):
        raise ValueError("degrees before minutes are whole")
    value = degrees + minutes / 60 + seconds / 3600
    sign = -1 if found["sign"] in ("-", "−", "–") else _SIGNS.get(letter, 1)
    # Whatever is smaller than a millimetre was not written.
    return letter, round(sign * value, 9)


def decimal_degrees(place: Place) -> str:
    """Write a place in decimal degrees: ``46.48333, 30.72333`` (to about a metre)."""
    return ", ".join(f"{value:.5f}" for value in place)


def degrees_and_minutes(place: Place) -> str:
    """Write a place in degrees and minutes, as charts do: ``46°29.000′N 030°43.400′E``."""
    return " ".join(
        _with_minutes(value, letters, width)
        for value, letters, width in zip(place, ("NS", "EW"), (2, 3), strict=True)
    )


def _with_minutes(value: float, letters: str, width: int) -> str:
    thousandths = round(abs(value) * 60_000)
    degrees, rest = divmod(thousandths, 60_000)
    letter = letters[1] if value < 0 and thousandths else letters[0]
    return f"{degrees:0{width}}°{rest // 1000:02}.{rest % 1000:03}′{letter}"
