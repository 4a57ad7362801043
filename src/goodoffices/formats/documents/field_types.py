"""Types of fields that all our file formats share.

Each has its check and its part of the JSON Schema.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, PydanticKnownError, core_schema

from goodoffices.formats.documents.exact_number import MAX_DIGITS, decimal_text

ID = re.compile(r"[\w][\w.-]{0,63}\Z")
RATIO = re.compile(r"-?[0-9]+\s*/\s*[0-9]+\Z")


#: What one mapping or list of our files holds at most: issues, options of an issue, languages of a
#: text.
MOST_ISSUES, MOST_OPTIONS, MOST_LANGUAGES = 1_000, 10_001, 50


#: How a validator calls what can be bounded.
KINDS: dict[str, tuple[type[Any], ...]] = {"list": (list,), "dict": (dict,)}


#: Mistakes found in one pass after which no further list or mapping is looked at.
MOST_FOUND = 2_000


@dataclass
class MistakesFound:
    """A count of the mistakes that a pass over a file finds: given to the pass as its context."""

    mistakes: int = 0


@dataclass(frozen=True)
class AtMost:
    """A bound on a list or a mapping.

    One that is too long is refused before anything in it is looked at.
    """

    most: int
    least: int = 0

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner: Any = handler(source)
        if inner["type"] in KINDS:
            inner["max_length"] = self.most
            if self.least:
                inner["min_length"] = self.least
        kinds = KINDS.get(inner["type"], (list, dict))

        def checked(
            value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo[Any]
        ) -> Any:
            n = len(value) if isinstance(value, kinds) else 0
            if n > self.most:
                kind = "List" if isinstance(value, list) else "Dictionary"
                raise PydanticKnownError(
                    "too_long", {"field_type": kind, "max_length": self.most, "actual_length": n}
                )
            found = info.context if isinstance(info.context, MistakesFound) else MistakesFound()
            if found.mistakes >= MOST_FOUND:
                raise PydanticCustomError("not_looked_at", "There are too many mistakes above")
            try:
                return check(value)
            except ValidationError as error:
                found.mistakes += error.error_count()
                raise

        return core_schema.with_info_wrap_validator_function(checked, inner)


class FileModel(BaseModel):
    """A mapping in a file: unknown keys are refused, values are not changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


#: What people write for a number, or for what lies between two, where a number is wanted.
DECIMAL_COMMA, FROM_TO = (
    re.compile(r"-?[0-9]{1,12},[0-9]{1,12}"),
    re.compile(r"[0-9.]{1,12} ?[-–] ?[0-9.]{1,12}"),
)


def _identifier(value: Any) -> str:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not ID.match(text):
        raise ValueError(
            "an id is 1 to 64 letters, digits, '_', '-' or '.', and starts with a letter or digit"
        )
    return text


def _issue_id(value: Any) -> str:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not text.strip() or len(text) > 200 or "\n" in text or "\t" in text:
        raise ValueError("an issue's id is 1 to 200 letters, digits, spaces or signs in one line")
    return text


def _option_key(value: Any) -> str:
    if type(value) is str and 0 < len(value) <= 200:
        return value
    if isinstance(value, Fraction):
        return decimal_text(value) or str(value)
    if (
        isinstance(value, bool)
        or not isinstance(value, (str, int))
        or not str(value)
        or len(str(value)) > 200
    ):
        raise ValueError(
            "an option is named by its id, or on a scale by its number (put words like true in "
            "quotes)"
        )
    return str(value)


def exact_value(value: Any) -> Fraction:
    """Read a number as typed. Raises ValueError."""
    if type(value) is Fraction:
        return value
    if not isinstance(value, (str, bool)) and isinstance(value, (int, Fraction)):
        return Fraction(value)
    if isinstance(value, str) and len(value) <= MAX_DIGITS and RATIO.match(value):
        above, below = map(int, value.split("/"))
        if below:
            return Fraction(above, below)
    if isinstance(value, str) and DECIMAL_COMMA.fullmatch(value):
        raise ValueError(
            f"a number is written with a point, as {value.replace(',', '.')}, and not with a comma"
        )
    if isinstance(value, str) and FROM_TO.fullmatch(value):
        raise ValueError(
            "what lies between two numbers is written in brackets, "
            f"as [{', '.join(re.split('[-–]', value.replace(' ', '')))}]"
        )
    raise ValueError("a number is a decimal such as 12.5 or a fraction such as 3/7")


def _text(value: Any) -> str | dict[str, str]:
    if isinstance(value, (str, int, Fraction)) and not isinstance(value, bool):
        words = str(value) if not isinstance(value, Fraction) else str(float(value))
        if words.strip():
            return words
    if isinstance(value, dict) and len(value) > MOST_LANGUAGES:
        raise ValueError(f"a text stands in at most {MOST_LANGUAGES} languages")
    if (
        isinstance(value, dict)
        and value
        and all(isinstance(k, str) and isinstance(v, str) and v.strip() for k, v in value.items())
    ):
        return dict(value)
    raise ValueError("a text is words, or words by language such as {en: Pause, id: Jeda}")


def _date(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("a date is written as year-month-day, such as 2025-03-25") from None


_NUMBER_SCHEMA = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]+\\s*/\\s*[0-9]+$"}]
}

#: A short name that other places refer to.
Id = Annotated[str, BeforeValidator(_identifier), WithJsonSchema({"type": ["string", "integer"]})]
#: The id of an issue: its name, in cases that come from other programs.
IssueId = Annotated[
    str, BeforeValidator(_issue_id), WithJsonSchema({"type": ["string", "integer"]})
]
#: The id of an option; options on a scale are named by their number.
OptionKey = Annotated[
    str, BeforeValidator(_option_key), WithJsonSchema({"type": ["string", "number"]})
]
#: A number exactly as typed.
Number = Annotated[Fraction, BeforeValidator(exact_value), WithJsonSchema(_NUMBER_SCHEMA)]
#: Words, or words by language.
Words = Annotated[
    str | Annotated[dict[str, str], AtMost(MOST_LANGUAGES)],
    BeforeValidator(_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
#: A day.
Day = Annotated[
    datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})
]


def _allowed(value: Any) -> Any:
    if isinstance(value, dict):
        if not value or set(value) - {"at_least", "at_most"}:
            raise ValueError("a range on a scale is {at_least: 30}, {at_most: 60} or both")
        return {name: exact_value(number) for name, number in value.items()}
    items = value if isinstance(value, list) else [value]
    if not items:
        raise ValueError("name at least one option")
    if len(items) > MOST_OPTIONS:
        raise ValueError(f"name at most {MOST_OPTIONS:,} options")
    return [_option_key(item) for item in items]


#: What a condition allows on one issue: an option, a list of options, or a range on a scale.
Allowed = Annotated[
    Annotated[list[str], AtMost(MOST_OPTIONS)] | Annotated[dict[str, Fraction], AtMost(2)],
    BeforeValidator(_allowed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "integer"]},
                {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"]}},
                {
                    "type": "object",
                    "properties": {"at_least": _NUMBER_SCHEMA, "at_most": _NUMBER_SCHEMA},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]


def _doubtful(value: Any) -> Any:
    """Read a number; an interval [low, high]; None (blank); or any of them with its source."""
    if isinstance(value, dict):
        if "value" not in value or set(value) - {"value", "source"}:
            raise ValueError("a number with its source is {value: 3, source: s1}")
        return {
            "value": _doubtful(value["value"]),
            "source": None if value.get("source") is None else str(value["source"]),
        }
    if value is None:
        return None
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError("an interval is two numbers, such as [20, 40]")
        low, high = exact_value(value[0]), exact_value(value[1])
        if low > high:
            raise ValueError("an interval's first number is the smaller one, as in [5, 9]")
        return [low, high]
    return exact_value(value)


#: A number that may be an interval, a blank, or carry its source.
Doubtful = Annotated[
    Any,
    BeforeValidator(_doubtful),
    WithJsonSchema(
        {
            "anyOf": [
                *_NUMBER_SCHEMA["anyOf"],
                {"type": "null"},
                {"type": "array", "minItems": 2, "maxItems": 2, "items": _NUMBER_SCHEMA},
                {
                    "type": "object",
                    "required": ["value"],
                    "properties": {"value": {}, "source": {"type": ["string", "null"]}},
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
