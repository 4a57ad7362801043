"""Every list and mapping of the files that people write is bounded, and one that is longer is refused with what, where and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, BeforeValidator

from goodoffices.formats.documents.errors import MOST_FAULTS
from goodoffices.formats.documents.field_types import AtMost, FileModel, Id, Words
from goodoffices.formats.documents.yaml_document import MOST_PARTS, parse_yaml
from tests.formats.documents.filling import each, filled
from tests.formats.documents.worst_texts import LISTS, OF_PEOPLE, PREFERENCES, read, shapes

#: What can hold many: a list without a bound must be none of these.
OF_MANY = {"list", "dict", "set", "frozenset", "tuple", "generator", "json"}
#: Values whose shape is checked by a function, which allows lists of two alone.
CHECKED = {"_doubtful"}


def of_many(schema: Any, field: str = "", is_checked: bool = False) -> Iterator[tuple[str, bool]]:
    """Each place of a validator's schema that can hold many, as MODEL.field, and whether it is bounded. What is words alone is left out."""
    if isinstance(schema, (list, tuple)):
        for part in schema:
            yield from of_many(part, field, is_checked)
    if not isinstance(schema, dict):
        return
    kind, function = schema.get("type"), schema.get("function")
    if kind == "model":
        field = schema["cls"].__name__
    name = getattr(function.get("function") if isinstance(function, dict) else None, "__qualname__", "")
    is_checked = is_checked or name in CHECKED or name.startswith("AtMost.")
    if kind == "any":
        yield field, is_checked
    if kind in OF_MANY and not (kind == "dict" and schema.get("max_length") == 50):
        yield field, "max_length" in schema
    if kind == "model-fields":
        for key, part in schema["fields"].items():
            yield from of_many(part, f"{field}.{key}")
        return
    for key, part in schema.items():
        if key not in ("metadata", "serialization", "cls", "function"):
            yield from of_many(part, field, is_checked)


def lists_of(model: type[BaseModel]) -> dict[str, bool]:
    """Each field of a model, and of the models in it, that can hold many; whether all that it holds is bounded."""
    found: dict[str, bool] = {}
    for field, is_bounded in of_many(model.__pydantic_core_schema__):
        found[field] = found.get(field, True) and is_bounded
    return found


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda m: m.__name__)
def test_every_list_and_mapping_has_a_bound(model):
    assert [field for field, is_bounded in lists_of(model).items() if not is_bounded] == []


def test_a_field_that_is_added_without_a_bound_is_found():
    class Row(FileModel):
        ids: list[Id]

    class Added(FileModel):
        name: Words
        bounded: Annotated[list[Id], AtMost(3)]
        rows: Annotated[list[Row], AtMost(3)]
        by_id: dict[Id, int]
        groups: Annotated[list[list[Id]], AtMost(3)]
        pair: tuple[int, ...] | None = None
        anything: Annotated[Any, BeforeValidator(str)] = None

    found = lists_of(Added)
    assert {field for field, is_bounded in found.items() if not is_bounded} == {
        "Row.ids", "Added.by_id", "Added.groups", "Added.pair", "Added.anything"
    }  # fmt: skip
    assert found["Added.bounded"] is found["Added.rows"] is True


def test_each_list_is_read_at_its_bound():
    """A field that is added gets texts in `worst_texts`, so that what it costs is measured."""
    fields = {field for model in OF_PEOPLE for field in lists_of(model)}
    # A bound, an interval, a package: the same types again, or with room for two.
    same = {"BoundIn.exactly_one", "BoundIn.forbidden", "CaseFile.note"}
    assert fields - set(LISTS) == set()
    assert set(LISTS) - fields <= same


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in LISTS if n not in ("PreferencesFile.walk_away", "OutcomeIn.odds")])
def test_a_list_that_is_longer_is_refused(name):
    before, item, after, most = LISTS[name]
    item = item if "#" in item or not before.endswith("{") else f"{item}#"
    faults = read(filled(before, each(item), after, most + 1)) if most <= 2_000 else read(filled(before, each("#: 1" if before[-1] == "{" else "#"), after, most + 1))  # fmt: skip
    said = " ".join(map(str, faults))
    assert f"{most + 1} stand here. At most {most} can stand here." in said or f"at most {most:,} " in said, said[:300]


def test_odds_are_no_list():
    assert "At most 2 can stand here." in " ".join(map(str, read(f"{PREFERENCES}otherwise: [{{worth: 1, odds: [1, 2, 3]}}]")))


def test_a_walk_away_value_is_no_list():
    assert "walk_away: 5 stand here. At most 2 can stand here." in " ".join(map(str, read(f"{PREFERENCES}walk_away: [1, 2, 3, 4, 5]")))


@pytest.mark.slow
def test_lists_and_mappings_of_a_file_are_counted():
    from goodoffices.formats.documents.errors import CaseFileError

    parse_yaml(f"[{'[],' * (MOST_PARTS - 1)}]", "x")
    with pytest.raises(CaseFileError, match=r"x:1: more than 50,000 lists and mappings stand in the file\. Split"):
        parse_yaml(f"[{'[],' * MOST_PARTS}]", "x")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["PreferencesFile.red_lines: all the same", "PreferencesFile.red_lines: all of a wrong kind", "IssueIn.options: all the same", "unknown options in many issues", "unknown keys on top", "one key again and again"],
)  # fmt: skip
def test_of_very_many_mistakes_the_first_are_named(name):
    (made,) = (worst.made for worst in shapes() if worst.name == name)
    assert 1 <= len(read(made())) <= 2 * MOST_FAULTS
