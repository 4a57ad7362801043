"""NegMAS's value functions of one issue, computed in fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from goodoffices.case import Issue, Option
from goodoffices.formats.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.exact_number import exact_number

ValueFunction = Callable[[Option], Fraction]


def value_function(data: Any, issue: Issue, shown_as: str) -> ValueFunction:
    """The score of an option of the issue. Raises `CaseFileError`, `FormatNotSupported`."""
    if not isinstance(data, dict):
        raise CaseFileError.one(shown_as, f'the values of issue "{issue.id}" are no function.', "Give a mapping with a type.")
    # Plain tables stand without a type in some files.
    kind = str(data["type"]).rpartition(".")[2] if "type" in data else "TableFun"

    def parameter(name: str, default: int | None = None) -> Fraction:
        return _number(data.get(name, default), f"{name} of {kind}", issue, shown_as)

    if kind == "TableFun":
        return _table(data.get("mapping", data), issue, shown_as)
    if kind == "ConstFun":
        worth = parameter("bias")
        return lambda option: worth
    if kind in ("AffineFun", "LinearFun", "IdentityFun"):
        return _on_numbers(_polynomial([parameter("bias", 0), parameter("slope", 1)]), issue, shown_as)
    if kind == "QuadraticFun":
        return _on_numbers(_polynomial([parameter("bias", 0), parameter("a1"), parameter("a2")]), issue, shown_as)
    if kind == "PolynomialFun" and isinstance(data.get("coefficients"), (list, tuple)):
        terms = [_number(c, "a coefficient", issue, shown_as) for c in data["coefficients"]]
        return _on_numbers(_polynomial([parameter("bias", 0), *terms]), issue, shown_as)
    if kind == "TriangularFun":
        ends = (parameter("start"), parameter("middle"), parameter("end"))
        return _on_numbers(_triangle(ends, parameter("bias", 0), parameter("scale", 1)), issue, shown_as)
    raise FormatNotSupported(shown_as, f'issue "{issue.id}" is valued by a function of the kind {kind}, which is not read.')


def _number(value: Any, what: str, issue: Issue, shown_as: str) -> Fraction:
    found = exact_number(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, (int, Fraction)):
        raise CaseFileError.one(shown_as, f'issue "{issue.id}": the {what} is {str(value)[:40]!r}.', "Write a number.")
    return Fraction(found)


def _table(mapping: Any, issue: Issue, shown_as: str) -> ValueFunction:
    if not isinstance(mapping, Mapping):
        raise CaseFileError.one(shown_as, f'the table of issue "{issue.id}" is no mapping.', "Give a number for each value.")
    scores = {str(key).lower() if isinstance(key, bool) else str(key): value for key, value in mapping.items()}

    def score(option: Option) -> Fraction:
        if option.id not in scores:
            raise CaseFileError.one(shown_as, f'issue "{issue.id}" has no value of "{option.id}".', "Add it.")
        return _number(scores[option.id], f'value of "{option.id}"', issue, shown_as)

    return score


def _on_numbers(function: Callable[[Fraction], Fraction], issue: Issue, shown_as: str) -> ValueFunction:
    def score(option: Option) -> Fraction:
        number = option.number if option.number is not None else exact_number(option.id)
        if isinstance(number, str):
            raise CaseFileError.one(
                shown_as, f'issue "{issue.id}" is valued by a function of numbers, and "{option.id}" is none.', "Use a table."
            )
        return function(Fraction(number))

    return score


def _polynomial(coefficients: list[Fraction]) -> Callable[[Fraction], Fraction]:
    return lambda x: sum((c * x**power for power, c in enumerate(coefficients)), Fraction(0))


def _triangle(ends: tuple[Fraction, Fraction, Fraction], bias: Fraction, scale: Fraction) -> Callable[[Fraction], Fraction]:
    start, middle, end = ends

    def height(x: Fraction) -> Fraction:
        if x <= start or x >= end:
            return Fraction(0)
        if x <= middle:
            return (x - start) / (middle - start)
        return (end - x) / (end - middle)

    return lambda x: bias + scale * height(x)
