"""Tables of others are read row by row; what cannot be read is set aside with its reason, and nothing is read twice."""

from __future__ import annotations

import gzip
import json
from zoneinfo import ZoneInfo

import pytest

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.monitoring import rows as rows_module
from goodoffices.formats.monitoring.library import SHIPPED, mapping_for, places_of, shipped_mappings, vocabulary_of
from goodoffices.formats.monitoring.reading_reports import ReadWith, read_reports
from goodoffices.formats.monitoring.rows import SetAside, rows_of

HEAD = "id,source,reported,from,to,latitude,longitude,within,place,act,objects,actor,count,words\n"


def read(tmp_path, text, name="reports.csv", sides=None):
    path = tmp_path / name
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")
    return read_reports(
        [path],
        ReadWith(mappings=[], vocabulary=vocabulary_of(), places=places_of(), sides=sides or {}, zone=ZoneInfo("Europe/Oslo")),
    )


def row(**more):
    cells = {"id": "1", "source": "Council", "reported": "2026-09-01", "from": "2026-08-31", "act": "late-pay"} | more
    return ",".join(cells.get(name, "") for name in HEAD.strip().split(",")) + "\n"


def test_a_row_in_our_own_columns(tmp_path):
    found = read(
        tmp_path,
        HEAD + row(actor="The company", objects="", count="12", latitude="59.4", longitude="5.3", within="500"),
        sides={"the company": "company"},
    )
    (one,) = found.reports
    assert (one.id, one.act, one.actor, one.count, one.file, one.row) == ("report:1", "late-pay", "company", 12, "reports.csv", 2)
    assert (one.spot.latitude, one.spot.within) == (59.4, 500.0)
    # A day is all of its seconds on the clock of the agreement.
    assert one.happened.until - one.happened.begins == 86_400
    assert found.set_aside == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"latitude": "5.3", "longitude": "95", "from": "1970-01-01"}, "year 1970"),
        ({"from": "2106-02-07"}, "year 2106"),
        ({"from": "yesterday"}, "no time that can be read"),
        ({"from": "", "to": "", "reported": ""}, "says no time"),
        ({"from": "2026-08-31", "to": "2026-08-01"}, "ends before it begins"),
        ({"latitude": "95.3", "longitude": "59"}, "axes seem to be swapped"),
        ({"latitude": "NaN", "longitude": "59"}, "no number"),
        ({"latitude": "1e400", "longitude": "59"}, "no number"),
        ({"latitude": "0", "longitude": "0"}, "none was given"),
        ({"latitude": "59", "longitude": "190"}, "off the Earth"),
        ({"act": "tickling"}, "no kind that is known"),
        ({"count": "=2+3"}, "no number"),
        ({"count": "-1"}, "no number of things"),
        ({"within": "-5", "latitude": "59", "longitude": "5"}, "no such number of metres"),
        ({"id": ""}, '"id" is empty'),
    ],
)
def test_what_a_row_says_wrongly_is_named(tmp_path, cells, reason):
    found = read(tmp_path, HEAD + row(**cells) + row(id="2"))
    assert [one.id for one in found.reports] == ["report:2"]
    (aside,) = found.set_aside
    assert (aside.file, aside.row) == ("reports.csv", 2)
    assert reason in aside.reason


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "MOST_LINES", 50)
    broken = row(id="2").replace("Council", '"Council')
    found = read(tmp_path, HEAD + row() + broken + "".join(row(id=str(n)) for n in range(3, 200)))
    assert len(found.reports) == 198
    (aside,) = found.set_aside
    assert (aside.row, aside.reason) == (3, "a quotation mark is not closed")


def test_the_last_row_may_lack_its_closing_mark(tmp_path):
    found = read(tmp_path, HEAD + row() + row(id="2").replace("Council", '"Council'))
    assert [one.id for one in found.reports] == ["report:1"]
    assert [one.reason for one in found.set_aside] == ["a quotation mark is not closed"]


def test_fields_of_several_lines_and_gzip_and_other_signs_are_read(tmp_path):
    text = HEAD + row(words='"two\nlines, and a comma"')
    assert read(tmp_path, gzip.compress(text.encode()), "reports.csv.gz").reports[0].words == "two\nlines, and a comma"
    semicolons = (HEAD + row()).replace(",", ";")
    assert len(read(tmp_path, semicolons).reports) == 1


def test_loading_again_adds_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEAD + row() + row(id="2") + row(id="2"))
    (tmp_path / "b.csv").write_text(HEAD + row() + row(id="3"))
    known = ReadWith(mappings=[], vocabulary=vocabulary_of(), places=places_of(), sides={}, zone=ZoneInfo("UTC"))
    found = read_reports([path, tmp_path / "b.csv", path], known)
    assert sorted(one.id for one in found.reports) == ["report:1", "report:2", "report:3"]
    assert found.twice == 3
    assert {one.reason for one in found.set_aside} == {'the id "report:2" stands twice'}


def test_points_of_geojson_are_rows(tmp_path):
    properties = {"id": "g1", "source": "S", "reported": "2026-09-01", "from": "2026-09-01", "act": "attack"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [5.3, 59.4]}}
    found = read(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature, 7]}), "reports.geojson")
    assert [(one.spot.latitude, one.spot.longitude) for one in found.reports] == [(59.4, 5.3)]
    assert [one.reason for one in found.set_aside] == ["it is no feature"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "one,two\n1,2\n", "no mapping knows a table with these columns: one, two"),
        ("a.csv", "", "no header"),
        ("a.csv", "id,id\n", "stands twice"),
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("a.csv.gz", b"no gzip", "not UTF-8"),
        ("a.json", "[" * 10_000, "no JSON"),
        ("a.json", "[]", "no collection of features"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(tmp_path, name, text, words):
    with pytest.raises(CaseFileError) as refused:
        read(tmp_path, text, name)
    assert words in str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CaseFileError, match="no such file"):
        rows_of(tmp_path / "nothing.csv", "nothing.csv")


def test_a_row_longer_than_a_million_letters_is_set_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(rows_module, "LONGEST_ROW", 1_000)
    found = read(tmp_path, HEAD + row(words="x" * 2_000) + row(id="2"))
    assert [one.id for one in found.reports] == ["report:2"]
    assert found.set_aside[0].reason.startswith("it is longer")


def test_every_shipped_mapping_names_kinds_that_are_there():
    vocabulary = vocabulary_of()
    for mapping in shipped_mappings():
        named = [*mapping.act.equals.values(), *mapping.act.contains.values()]
        named += [one.act for one in mapping.rules if one.act] + ([mapping.act.otherwise] if mapping.act.otherwise else [])
        assert set(named) <= set(vocabulary.acts.by_id), mapping.name
        things = [*mapping.objects.equals.values(), *mapping.objects.contains.values()]
        assert set(things) <= set(vocabulary.objects.by_id), mapping.name
    assert len(list((SHIPPED / "mappings").glob("*.yaml"))) == len(shipped_mappings()) >= 6


def test_a_users_mapping_goes_before_the_shipped_ones():
    own = shipped_mappings()[0]
    assert mapping_for([*own.recognised_by, "more"], [own], "x.csv") is own


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny"\n2,z,too many\n')
    _, found = rows_of(path, "a.csv")
    first, second = found
    assert (first.number, first.cells) == (2, {"a": "1", "b": "x\ny"})
    assert second == SetAside(file="a.csv", row=3, reason="it has more cells than the header")
