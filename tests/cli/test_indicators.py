"""``goodoffices indicators``: flows by week with the agreement's days; unknown is never none."""

from __future__ import annotations

import json

from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

VOYAGES = (
    "Status,Outbound Sequence,Vessel name,Tonnage,Departure\n"
    'Outbound,2,B,"2,700",02-Nov-22\nOutbound +,2,B,"300",02-Nov-22\nOutbound,1,A,"66,564",24-Oct-22\nOutbound,3,C,5,never\n'
)
TRANSITS = "date,cp3_total,cp3_tanker\n2022-10-24,90,20\n2022-10-25,100,21\n2022-11-10,80,19\n"


def read(tmp_path, *files):
    ran = goodoffices("indicators", EXAMPLES / "grain-2022", *files, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_ships_are_counted_by_voyage_and_tonnes_by_row(tmp_path):
    (tmp_path / "v.csv").write_text(VOYAGES)
    data = read(tmp_path, tmp_path / "v.csv")
    weeks = {flow["id"]: [(w["monday"], w["total"]) for w in flow["weeks"]] for flow in data["flows"]}
    assert weeks["ships"] == [("2022-10-24", 1.0), ("2022-10-31", 1.0)]
    assert weeks["tonnes"] == [("2022-10-24", 66_564.0), ("2022-10-31", 3_000.0)]
    assert [(row["row"], row["reason"]) for row in data["set_aside"]] == [(5, '"never" is no day that can be read')]
    assert {"suspended", "resumed", "withdrawn", "start"} <= {d["kind"] for d in data["dates"]}


def test_days_of_which_nothing_is_known_are_not_none(tmp_path):
    (tmp_path / "t.csv").write_text(TRANSITS)
    transits = read(tmp_path, tmp_path / "t.csv")["flows"][0]
    assert [(w["monday"], w["total"], w["known_days"]) for w in transits["weeks"]] == [
        ("2022-10-24", 190.0, 2),
        ("2022-10-31", None, 0),
        ("2022-11-07", 80.0, 1),
    ]


def test_a_row_that_is_set_aside_makes_no_day_known(tmp_path):
    (tmp_path / "m.yaml").write_text(
        "format: goodoffices-flows/1\nname: Crossing\nrecognised_by: [day, trucks]\nday: day\nis_a_list: false\n"
        "flows: [{id: trucks, name: Trucks, unit: trucks, total_of: trucks}]\n"
    )
    rows = "day,trucks\n2022-11-07,5\n2022-11-08,nan\n2022-11-09,-4\n2022-11-07,6\n9999-12-31,5\n0001-01-01,5\n2022-11-10,7\n"
    (tmp_path / "t.csv").write_text(rows)
    data = read(tmp_path, tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml")
    assert [(w["total"], w["known_days"]) for w in data["flows"][0]["weeks"]] == [(12.0, 2)]
    assert [row["row"] for row in data["set_aside"]] == [3, 4, 5, 6, 7]
    (tmp_path / "m.yaml").write_text((tmp_path / "m.yaml").read_text().replace("total_of: trucks", "total_of: truckz"))
    ran = goodoffices("indicators", EXAMPLES / "grain-2022", tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml")
    assert (ran.code, 'Did you mean "trucks"?' in ran.err) == (2, True)


def test_the_page_has_a_drawing_and_its_table(tmp_path):
    (tmp_path / "v.csv").write_text(VOYAGES)
    ran = goodoffices("indicators", EXAMPLES / "grain-2022", tmp_path / "v.csv", "--html", tmp_path / "v.html")
    assert ran.code == 0, ran.err
    page = (tmp_path / "v.html").read_text()
    assert page.count("<svg") == 2
    assert "66,564" in page


def test_real_voyages_add_up_to_what_their_list_says(shared):
    ran = goodoffices("indicators", EXAMPLES / "grain-2022", *(shared / "events/bsgi_voyages").glob("*.csv"), "--json")
    flows = {flow["id"]: flow for flow in json.loads(ran.out)["flows"]}
    assert sum(w["total"] for w in flows["ships"]["weeks"]) == 825
    assert sum(w["total"] for w in flows["tonnes"]["weeks"]) == 25_012_238


def test_a_table_that_no_mapping_knows(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    ran = goodoffices("indicators", EXAMPLES / "grain-2022", tmp_path / "x.csv")
    assert ran.code == 2
    assert "no mapping knows a table with these columns: a, b" in ran.err
