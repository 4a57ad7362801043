"""Other programs' files as they are written today: read with their meaning; what is left aside is said, what is not understood is refused by name."""

from __future__ import annotations

import json
import random
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.open_case import open_case
from goodoffices.preferences import utility
from tests.cli.program import goodoffices

FIXTURES = Path(__file__).parents[1] / "fixtures"
F = Fraction


def packages(case):
    rows = [{}]
    for issue in case.issues:
        rows = [{**row, issue.id: o} for row in rows for o in issue.option_ids]
    return rows


# NegMAS


def negmas(folder, first, space=None):
    """Price listed at unequal steps and a quay; the first party as given."""
    issues = [{"name": "Quay", "type": "CategoricalIssue", "values": ["a", "b"]}, {"name": "Pay", "type": "CardinalIssue", "values": [100, 110, 120, 200]}]  # fmt: skip
    other = linear([{"a": 1.0, "b": 0.2}, {100: 1.0, 110: 0.4, 120: 0.3, 200: 0.0}])
    folder.mkdir(exist_ok=True)
    for name, data in (("space", {"type": "DiscreteCartesianOutcomeSpace", "name": "t", "issues": issues, **(space or {})}), ("first", first), ("other", other)):  # fmt: skip
        (folder / f"{name}.yml").write_text(yaml.safe_dump(data))
    return folder


def linear(tables, **more):
    return {"type": "LinearAdditiveUtilityFunction", "weights": [0.5, 0.5], "reserved_value": 0.1, "values": [{"type": "TableFun", "mapping": t} for t in tables], **more}  # fmt: skip


TABLES = [{"a": 0.0, "b": 1.0}, {100: 0.0, 110: 0.4, 120: 0.8, 200: 1.0}]


def test_a_bias_is_added_to_every_total(tmp_path):
    plain = open_case(negmas(tmp_path / "plain", linear(TABLES)))
    biased = open_case(negmas(tmp_path / "biased", linear(TABLES, bias=0.3)))
    for package in packages(plain.case):
        one, other = (utility(opened.preferences("first", "only"), package) for opened in (plain, biased))
        assert other == one + F(3, 10)
    assert biased.preferences("first", "only").walk_away == F(1, 10)


@pytest.mark.parametrize(
    ("first", "space", "said"),
    [
        (linear(TABLES, constraints=["code"]), None, "constraints"),
        (linear(TABLES, penalty=0.2), None, "penalty"),
        (linear(TABLES), {"constraints": ["code"]}, "constraints"),
        ({**linear(TABLES), "values": [{"type": "TableFun", "mapping": TABLES[0], "power": 2}, {"type": "TableFun", "mapping": TABLES[1]}]}, None, "power"),
        ({**linear(TABLES), "reserved_value": None, "reserved_outcome": ["a", 100]}, None, "reserved outcome"),
        ({"type": "RankOnlyUtilityFunction", "ranks": [1]}, None, "RankOnlyUtilityFunction"),
    ],
)  # fmt: skip
def test_what_may_change_a_utility_or_the_space_is_refused_by_name(tmp_path, first, space, said):
    with pytest.raises(FormatNotSupported, match=said):
        open_case(negmas(tmp_path / "c", first, space))


# Conversion


@pytest.mark.parametrize("seed", range(20))
def test_converting_listed_numbers_of_any_steps_changes_no_answer(tmp_path, seed):
    draw = random.Random(seed)
    numbers = sorted(draw.sample(range(0, 400, 5), draw.randint(3, 7)))
    tables = [{"a": 0.0, "b": 1.0}, {n: draw.choice([0.0, 0.1, 0.2, 0.4, 0.8]) for n in numbers}]
    other = linear([{"a": 1.0, "b": 0.0}, {n: round(1 - k / (len(numbers) - 1), 3) for k, n in enumerate(numbers)}])
    folder = negmas(tmp_path / "c", linear(tables))
    space = yaml.safe_load((folder / "space.yml").read_text())
    space["issues"][1]["values"] = numbers
    (folder / "space.yml").write_text(yaml.safe_dump(space))
    (folder / "other.yml").write_text(yaml.safe_dump(other))
    assert goodoffices("convert", folder, tmp_path / "ours").code == 0
    before, after = open_case(folder), open_case(tmp_path / "ours")
    for package in packages(before.case):
        for party in ("first", "other"):
            assert utility(after.preferences(party, "only"), package) == utility(before.preferences(party, "only"), package)


# GeniusWeb


def geniusweb(folder, *, new, numbers=False):
    """One profile pair, with the names of utilities as GeniusWeb writes them today, or as it did."""
    names = ("DiscreteValueSetUtilities", "NumberValueSetUtilities") if new else ("discreteutils", "numberutils")
    days = {"range": {"low": "1", "high": "3", "step": "1"}} if numbers else {"values": ["1", "2", "3"]}
    domain = {"name": "t", "issuesValues": {"Pay": {"values": ["low", "high"]}, "Days": days}}
    folder.mkdir()
    (folder / "t.json").write_text(json.dumps(domain))
    for name, low, high in (("a", 0, 1), ("b", 1, 0)):
        line = {"lowValue": "1", "lowUtility": low, "highValue": "3", "highUtility": high}
        listed = {"valueUtilities": {"1": low, "2": 0.5, "3": high}}
        utilities = {
            "Pay": {names[0]: {"valueUtilities": {"low": low, "high": high}}},
            "Days": {names[1]: line} if numbers else {names[0]: listed},
        }
        profile = {"domain": domain, "name": name, "issueWeights": {"Pay": 0.6, "Days": 0.4}, "issueUtilities": utilities}
        (folder / f"{name}.json").write_text(json.dumps({"LinearAdditiveUtilitySpace": profile}))
    return folder


@pytest.mark.parametrize("numbers", [False, True])
def test_geniusweb_is_read_under_its_old_and_its_new_names(tmp_path, numbers):
    old, new = (open_case(geniusweb(tmp_path / str(k), new=bool(k), numbers=numbers)) for k in (0, 1))
    assert new.case.issues == old.case.issues
    assert [new.by_party[p].scores for p in "ab"] == [old.by_party[p].scores for p in "ab"]


def test_utilities_of_another_kind_are_refused_by_what_is_read(tmp_path):
    folder = geniusweb(tmp_path / "c", new=True)
    file = folder / "a.json"
    file.write_text(file.read_text().replace("DiscreteValueSetUtilities", "NewerUtilities"))
    with pytest.raises(FormatNotSupported, match="DiscreteValueSetUtilities and NumberValueSetUtilities"):
        open_case(folder)


def test_a_number_is_worth_what_geniusweb_rounds_it_to_and_nothing_outside_its_ends(tmp_path):
    folder = geniusweb(tmp_path / "c", new=True, numbers=True)
    file = folder / "a.json"
    file.write_text(file.read_text().replace('"lowUtility": 0, "highValue": "3"', '"lowUtility": 0, "highValue": "2.5"'))
    scores = open_case(folder).by_party["a"].scores["Days"]
    assert (scores["2"], scores["3"]) == (F(66666667, 10**8), 0)


def test_what_others_computed_of_a_domain_is_passed_over_and_strangers_are_named(tmp_path):
    folder = geniusweb(tmp_path / "c", new=True)
    (folder / "specials.json").write_text('{"size": 6, "nash": {}}')
    assert open_case(folder).notes == ()
    (folder / "results.json").write_text('{"winner": "a"}')
    (folder / "log.xml").write_text("<Tournament/>")
    notes = " ".join(open_case(folder).notes)
    assert "Passed over" in notes
    assert "results.json" in notes
    assert "log.xml" in notes
    with pytest.raises(CaseFileError, match="does not belong"):
        open_case(folder / "t.json", folder / "a.json", folder / "b.json", folder / "results.json")


# GENIUS


def genius(tmp_path, change=lambda name, text: text):
    folder = tmp_path / "genius"
    shutil.copytree(FIXTURES / "genius", folder)
    for file in folder.glob("*.xml"):
        file.write_text(change(file.name, file.read_text()))
    return folder


def test_a_comment_before_the_declaration_is_skipped(tmp_path):
    before = open_case(FIXTURES / "genius")
    after = open_case(genius(tmp_path, lambda name, text: f'\n<!-- profile\n {name} -->\n<?xml version="1.0" encoding="UTF-8"?>\n{text[text.index("<", text.find("?>") + 1):]}'))  # fmt: skip
    assert [one.scores for one in after.by_party.values()] == [one.scores for one in before.by_party.values()]


def test_a_stranger_in_a_folder_of_genius_is_named_and_not_fatal(tmp_path):
    folder = genius(tmp_path)
    (folder / "tournament.xml").write_text("<Tournament/>")
    assert any("tournament.xml" in note for note in open_case(folder).notes)


def test_uncertain_profiles_weights_of_no_issue_and_evaluations_below_0_are_told(tmp_path):
    def change(name, text):
        if name != "buyer.xml":
            return text
        text = text.replace("<utility_space>", '<utility_space type="UNCERTAIN">')
        text = text.replace('value="diesel" evaluation="3"', 'value="diesel" evaluation="-3"').replace('evaluation="7"', 'evaluation="-7"')
        text = text.replace('value="steam" evaluation="1"', 'value="steam" evaluation="-1"')
        return text.replace('<issue index="1"', '<weight index="99" value="0.3"/>\n  <issue index="1"', 1)

    notes = " ".join(open_case(genius(tmp_path, change)).notes)
    assert "weight for an issue that there is not (99)" in notes
    assert "is an uncertain profile" in notes
    assert 'no evaluation of "Engine" is above 0' in notes


def test_a_decimal_comma_is_named(tmp_path):
    def change(name, text):
        return text.replace('value="0.', 'value="0,')

    with pytest.raises(CaseFileError, match="Write a point for the comma"):
        open_case(genius(tmp_path, change))


def test_models_of_an_opponent_are_pointed_out(tmp_path):
    folder = genius(tmp_path)
    shutil.copy(folder / "buyer.xml", folder / "buyer_opp.xml")
    assert any("models that others have of an opponent" in note for note in open_case(folder).notes)
