"""`formats.open_case`: whoever's files a folder holds, the right reader takes them, or a sentence says why not."""

from __future__ import annotations

import shutil

import pytest

from goodoffices.formats import CaseFileError
from goodoffices.formats.open_case import open_case
from goodoffices.formats.others.imported_case import ImportedCase, party_names
from goodoffices.formats.others.notes_on_files import variant_notes
from tests.cases import EXAMPLES
from tests.formats.opening import FIXTURES


def said_of(*paths):
    with pytest.raises(CaseFileError) as caught:
        open_case(*paths)
    return str(caught.value)


@pytest.mark.parametrize(
    ("folder", "origin"), [("genius", "GENIUS XML"), ("geniusweb", "GeniusWeb JSON"), ("negolog", "NegoLog JSON"), ("negmas", "NegMAS")]
)
def test_the_format_is_found_by_what_the_files_hold(folder, origin):
    opened = open_case(FIXTURES / folder)
    assert isinstance(opened, ImportedCase)
    assert opened.origin == origin


def test_ours_is_known_by_case_yaml():
    assert open_case(EXAMPLES / "strait").case.id == open_case(EXAMPLES / "strait" / "case.yaml").case.id == "strait"


def test_in_a_folder_parties_stand_in_the_byte_order_of_file_names(tmp_path):
    shutil.copy(FIXTURES / "genius/boat.xml", tmp_path / "x.xml")
    for name in ("b", "a", "B", "é", "a-1", "a1"):
        shutil.copy(FIXTURES / "genius/seller.xml", tmp_path / f"{name}.xml")
    assert [p.name.by_language[0][1] for p in open_case(tmp_path).case.parties] == ["B", "a-1", "a", "a1", "b", "é"]


def test_files_named_one_by_one_keep_their_order_wherever_the_domain_stands():
    one, two, domain = (FIXTURES / f"genius/{name}.xml" for name in ("seller", "buyer", "boat"))
    assert open_case(one, domain, two).case.party_ids == ("seller", "buyer")


def test_what_lies_beside_a_domain_is_passed_over(tmp_path):
    shutil.copytree(FIXTURES / "genius", tmp_path, dirs_exist_ok=True)
    (tmp_path / "pareto.xml").write_text("0.5, 1.0\n")
    (tmp_path / "README.md").write_text("words")
    (tmp_path / ".hidden.xml").write_text("<")
    (tmp_path / "_stats.yml").write_text("x: 1")
    assert open_case(tmp_path).case.party_ids == ("buyer", "seller")


def test_two_domains_in_a_folder_are_named(tmp_path):
    shutil.copytree(FIXTURES / "genius", tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "boat.xml", tmp_path / "ship.xml")
    said = said_of(tmp_path)
    assert (
        said == f"{tmp_path.name}: there are 2 domains: boat.xml, ship.xml. Leave all but one out: name its files, DOMAIN PROFILE PROFILE …"
    )


def test_missing_profiles_a_missing_domain_and_nothing_at_all_are_told_apart(tmp_path):
    (tmp_path / "inner").mkdir()
    assert said_of(tmp_path) == f"{tmp_path}: there is no case in this folder. Its folders may be cases: inner."
    shutil.copy(FIXTURES / "genius/buyer.xml", tmp_path)
    assert said_of(tmp_path) == f"{tmp_path.name}: there are profiles (buyer.xml) and no domain. Name the domain's file, too."
    shutil.copy(FIXTURES / "genius/boat.xml", tmp_path)
    assert said_of(tmp_path) == f"{tmp_path.name}: there is one profile, buyer.xml. Give a profile for each party, two at least."
    (tmp_path / "buyer.xml").unlink()
    assert "there is a domain and no profile" in said_of(tmp_path)
    assert "there is no such folder or file" in said_of(tmp_path / "nowhere")
    assert "this is a folder, and there are other names beside it" in said_of(tmp_path, FIXTURES / "genius/buyer.xml")


def test_a_profile_named_twice_is_no_second_party():
    buyer = FIXTURES / "negolog/profileA.json"
    assert said_of(buyer, buyer) == f"negolog: {buyer} is named twice. Name each profile once."
    assert said_of(buyer) == f"profileA: there is one profile, {buyer}. Give a profile for each party, two at least."


def test_files_of_several_formats_are_not_mixed(tmp_path):
    shutil.copytree(FIXTURES / "genius", tmp_path, dirs_exist_ok=True)
    shutil.copy(FIXTURES / "negolog/profileA.json", tmp_path)
    assert "these files are of several formats: boat.xml (XML), buyer.xml (XML), profileA.json (JSON), seller.xml (XML)" in said_of(
        tmp_path
    )
    shutil.copytree(FIXTURES / "geniusweb", tmp_path / "json")
    shutil.copy(FIXTURES / "negolog/profileA.json", tmp_path / "json")
    assert said_of(tmp_path / "json").startswith("boat.json: this does not belong with profileA.json.")


def test_several_knapsack_files_are_several_cases(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.in").write_text("1 1\n1\n1 1\n")
    assert "each of these files is a case of its own: a.in, b.in. Name one of them." in said_of(tmp_path)


def test_profiles_that_may_be_variants_are_said():
    assert variant_notes(["prof1", "prof2"]) == []
    assert variant_notes(["union", "company", "state"]) == []
    assert variant_notes([f"p{k}" for k in (1, 2, 3)])[0].startswith(
        "The names p1, p2, p3 differ only by a number; they are taken as 3 parties,"
    )
    assert variant_notes(["a1", "a2", "b"])[0].startswith("The names a1, a2 differ only by a number; they are taken as 2 parties,")
    assert variant_notes([f"name{chr(97 + k)}" for k in range(10)])[0].startswith("10 profiles are taken as 10 parties;")


def test_parties_get_names_that_fit_a_file_and_differ():
    parties = party_names(["Copy of Minister", "copy_of_Minister", "../../etc", "", "a" * 90])
    assert [p.id for p in parties] == ["Copy_of_Minister", "copy_of_Minister-2", "_.._etc", "case", "a" * 64]
    assert parties[0].name.by_language == (("en", "Copy of Minister"),)


def test_names_of_files_cannot_steer_a_terminal(tmp_path):
    shutil.copy(FIXTURES / "negolog/profileB.json", tmp_path)
    shutil.copy(FIXTURES / "negolog/profileA.json", tmp_path / "a\x1b]0;pwn\x07\x1b[31m\u202e.json")
    (tmp_path / "b\udcff.json").write_bytes((FIXTURES / "negolog/profileA.json").read_bytes())
    opened = open_case(tmp_path)
    for party in opened.case.parties:
        name = party.name.by_language[0][1]
        assert name.isprintable() or "\ufffd" in name
        assert not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 or c == "\u202e" for c in name + party.id)
    genius = tmp_path / "genius"
    shutil.copytree(FIXTURES / "genius", genius)
    (genius / "buyer.xml").rename(genius / "buyer\x1b[31m.xml")
    assert open_case(genius).notes[0].startswith("Discount factors are left aside (buyer\ufffd[31m.xml: 0.9)")


def test_halves_of_surrogate_pairs_are_no_text(tmp_path):
    for name in "AB":
        (tmp_path / f"profile{name}.json").write_text('{"issueWeights": {"A": 1}, "issues": {"A": {"\\ud800": 0.1, "y": 0.9}}}')
    assert said_of(tmp_path) == "profileA.json: a control character stands in a text. Take it out."


def test_a_name_in_two_lines_is_refused(tmp_path):
    shutil.copytree(FIXTURES / "genius", tmp_path, dirs_exist_ok=True)
    for file in tmp_path.iterdir():
        file.write_text(file.read_text().replace('"Berth"', '"Ber&#10;th"'))
    assert "has no name of 1 to 200 letters in one line" in said_of(tmp_path)


@pytest.mark.slow
def test_many_issues_or_doubled_keys_are_refused_at_once(tmp_path):
    """Reading is linear in the size of a file: these took half a minute each when it was not."""
    import json

    issues = {f"i{k}": {"a": 1} for k in range(40_000)}
    for name in "AB":
        (tmp_path / f"profile{name}.json").write_text(json.dumps({"issueWeights": dict.fromkeys(issues, 1), "issues": issues}))
    assert "there are 40,000 issues; a case has at most 1,000." in said_of(tmp_path)
    (tmp_path / "profileA.json").write_text("{" + ", ".join(f'"k{k}": 1' for k in range(40_000)) + ', "k7": 2}')
    assert 'the key "k7" stands twice' in said_of(tmp_path)
