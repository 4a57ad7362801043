"""Compute NegMAS's value functions of one issue, in fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from goodoffices.case import Issue, Option
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.documents.exact_number import decimal_text, exact_number
from goodoffices.formats.others.continuous_issue import Worth
from goodoffices.formats.others.negmas.known_keys import KNOWN, refuse_unknown_keys

#: Longest polynomial that is read.
MOST_COEFFICIENTS = 20

ValueFunction = Callable[[Option], Fraction]


def value_function(data: Any, issue: Issue, shown_as: str) -> ValueFunction:
    """Compute the score of an option of the issue. Raises `CaseFileError`, `FormatNotSupported`."""
    where = f'issue "{issue.id}"'
    if not isinstance(data, dict):
        raise CaseFileError.one(
            shown_as, f"the values of {where} are no function.", "Give a mapping with a type."
        )
    if _kind(data) in KNOWN and "type" in data:
        refuse_unknown_keys(data, _kind(data), shown_as)
    if _kind(data) == "TableFun":
        return _table(data.get("mapping", data), issue, shown_as)
    worth = number_worth(data, where, shown_as)

    def score(option: Option) -> Fraction:
        number = option.number if option.number is not None else exact_number(option.id)
        if isinstance(number, str):
            if _kind(data) == "ConstFun":
                return worth.of(Fraction(0))
            found = f'{where} is valued by a function of numbers, and "{option.id}" is none.'
            raise CaseFileError.one(shown_as, found, "Use a table.")
        return worth.of(Fraction(number))

    return score


def number_worth(data: Any, where: str, shown_as: str, weight: Fraction = Fraction(1)) -> Worth:
    """Compute what a number is worth, times a weight, with the corners of the function.

    Raises as `value_function`.
    """
    if not isinstance(data, dict):
        raise CaseFileError.one(
            shown_as, f"the values of {where} are no function.", "Give a mapping with a type."
        )
    kind = _kind(data)
    if kind in KNOWN and "type" in data:
        refuse_unknown_keys(data, kind, shown_as)

    def parameter(name: str, default: int | None = None) -> Fraction:
        return _number(data.get(name, default), f"{name} of {kind}", where, shown_as) * (
            1 if name in ("start", "middle", "end") else weight
        )

    if kind == "ConstFun":
        constant = parameter("bias")
        return Worth(lambda x: constant)
    if kind in ("AffineFun", "LinearFun"):
        return Worth(_polynomial([parameter("bias", 0), parameter("slope")]))
    if kind == "IdentityFun":
        return Worth(_polynomial([Fraction(0), weight]))
    if kind == "QuadraticFun":
        return Worth(_polynomial([parameter("bias", 0), parameter("a1"), parameter("a2")]))
    if kind == "PolynomialFun" and isinstance(data.get("coefficients"), (list, tuple)):
        if len(data["coefficients"]) > MOST_COEFFICIENTS:
            raise FormatNotSupported(
                shown_as,
                f"{where} is valued by a polynomial of more than {MOST_COEFFICIENTS} coefficients.",
            )
        terms = [
            _number(c, "a coefficient", where, shown_as) * weight for c in data["coefficients"]
        ]
        return Worth(_polynomial([parameter("bias", 0), *terms]))
    if kind == "TriangularFun":
        ends = (parameter("start"), parameter("middle"), parameter("end"))
        return Worth(_triangle(ends, parameter("bias", 0), parameter("scale", 1)), ends)
    raise FormatNotSupported(
        shown_as, f"{where} is valued by a function of the kind {kind}, which is not read."
    )


def _kind(data: Mapping[str, Any]) -> str:
    """Name the class of a function. Plain tables stand without a type in some files."""
    return str(data["type"]).rpartition(".")[2] if "type" in data else "TableFun"


def _number(value: Any, what: str, where: str, shown_as: str) -> Fraction:
    found = exact_number(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, (int, Fraction)):
        raise CaseFileError.one(
            shown_as, f"{where}: the {what} is {str(value)[:40]!r}.", "Write a number."
        )
    return Fraction(found)


def _table(mapping: Any, issue: Issue, shown_as: str) -> ValueFunction:
    if not isinstance(mapping, Mapping):
        raise CaseFileError.one(
            shown_as,
            f'the table of issue "{issue.id}" is no mapping.',
            "Give a number for each value.",
        )
    scores = {str(key): value for key, value in mapping.items()}
    # 2.0 and True, as Python prints them, name the options 2 and true.
    again = {_plain_name(key): value for key, value in scores.items()}

    def score(option: Option) -> Fraction:
        if option.id not in scores and option.id in again:
            return _number(
                again[option.id], f'value of "{option.id}"', f'issue "{issue.id}"', shown_as
            )
        if option.id not in scores:
            raise CaseFileError.one(
                shown_as, f'issue "{issue.id}" has no value of "{option.id}".', "Add it."
            )
        return _number(
            scores[option.id], f'value of "{option.id}"', f'issue "{issue.id}"', shown_as
        )

    return score


def _plain_name(key: str) -> str:
    number = exact_number(key)
    if not isinstance(number, str):
        return decimal_text(number) or str(number)
    return key.lower() if key in ("True", "False") else key


def _polynomial(coefficients: list[Fraction]) -> Callable[[Fraction], Fraction]:
    return lambda x: sum((c * x**power for power, c in enumerate(coefficients)), Fraction(0))


def _triangle(
    ends: tuple[Fraction, Fraction, Fraction], bias: Fraction, scale: Fraction
) -> Callable[[Fraction], Fraction]:
    start, middle, end = ends

    def height(x: Fraction) -> Fraction:
        if x <= start or x >= end:
            return Fraction(0)
        if x <= middle:
            return (x - start) / (middle - start)
        return (end - x) / (end - middle)

    return lambda x: bias + scale * height(x)
