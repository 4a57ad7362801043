"""Changes of a case as a form makes them: what was not touched stays, what was is as asked, and the text can be read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours import case_editing
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.formats.ours.new_case import TEMPLATES, blank_case
from tests.cases import EXAMPLES

CASES = [p / "case.yaml" for p in sorted(EXAMPLES.iterdir()) if (p / "case.yaml").exists()]
CASES += sorted(TEMPLATES.glob("*/case.yaml"))


@pytest.mark.parametrize("file", CASES, ids=lambda p: p.parent.name)
def test_what_a_change_does_not_touch_stays_as_it_was(file):
    before = read_case(file.read_text())
    text = case_editing.add_issue(file.read_text(), "A new issue", ["No", "yes", "2026-01-01", "0.10"], 0)
    after = read_case(text)
    assert after.issues[:-1] == before.issues
    assert (after.parties, after.restrictions, after.name) == (before.parties, before.restrictions, before.name)
    assert [o.text.in_language(after.languages[0]) for o in after.issues[-1].options] == ["No", "yes", "2026-01-01", "0.10"]
    assert read_case(case_editing.remove_issue(text, after.issues[-1].id)) == before


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=40).filter(lambda t: t.strip())


@settings(max_examples=60, deadline=None)
@given(words, st.lists(words, min_size=2, max_size=3, unique_by=str.strip), st.lists(words, min_size=1, max_size=4, unique_by=str.strip))
def test_any_words_make_a_case_that_reads_back(name, parties, options):
    case = read_case(blank_case(name, parties, [("Issue", options), (name, ["one", "two"])]))
    assert case.name.in_language("en") == name or case.name.in_language("en") == name.strip()
    assert [p.name.in_language("en").strip() for p in case.parties] == [p.strip() for p in parties]
    assert [o.text.in_language("en") for o in case.issues[0].options] == [o.strip() for o in options]


def strait() -> str:
    return (EXAMPLES / "strait/case.yaml").read_text()


def test_an_issue_keeps_the_ids_of_its_options_when_their_words_change():
    issue = read_case(strait()).issue("sanctions")
    options = [(o.id, o.text.in_language("en") + ("!" if k == 1 else "")) for k, o in enumerate(issue.options)] + [("", "Something new")]
    after = read_case(case_editing.change_issue(strait(), "sanctions", "Sanctions, step by step", "", options, "Something new")).issue(
        "sanctions"
    )
    assert after.option_ids[:-1] == issue.option_ids
    assert after.status_quo == after.option_ids[-1] == "something_new"
    assert after.options[1].text.in_language("en").endswith("!")
    assert (after.name.in_language("en"), after.name.in_language("id")) == ("Sanctions, step by step", issue.name.in_language("id"))


def test_rules_are_added_as_sentences_and_go_with_their_issues():
    text = case_editing.add_linkage(strait(), "Ports only with an exchange", ("exports", "all_ports"), ("exchanges", ["wounded", "all"]))
    text = case_editing.add_bound(text, "No force", "mandate", "Resolution 1", {"scope": "full", "sea": "none"})
    rules = {r.id: r for r in read_case(text).restrictions}
    assert {"ports_only_with_an_exchange", "no_force"} <= set(rules)
    gone = read_case(case_editing.remove_issue(text, "exports"))
    assert "ports_only_with_an_exchange" not in {r.id for r in gone.restrictions}
    assert "no_force" in {r.id for r in gone.restrictions}
    assert "no_force" not in {r.id for r in read_case(case_editing.remove_rule(text, "no_force")).restrictions}


@pytest.mark.parametrize("text", ["", "- a", "a: [", "issues: 3", "\t", "a: &x 1"])
def test_what_cannot_be_changed_is_refused_with_words(text):
    with pytest.raises(EditRefused, match="text itself"):
        case_editing.change_issue(text, "a", "b", "", [], None)


def test_a_rule_of_another_issue_stays_whatever_an_issue_is_called():
    text = (EXAMPLES / "strait/case.yaml").read_text()
    n = len(read_case(text).restrictions)
    for name in ("Sum", "Text", "Id", "When", "Of", "Source", "At most", "Amounts"):
        more = case_editing.add_issue(text, name, ["a", "b"], 0)
        added = read_case(more).issues[-1].id
        assert len(read_case(case_editing.remove_issue(more, added)).restrictions) == n, name


def test_the_words_that_a_page_shows_are_those_that_change():
    text = (EXAMPLES / "strait/case.yaml").read_text().replace("languages: [en, id]", "languages: [id, en]")
    assert read_case(text).languages == ("id", "en")
    shown = read_case(text).name.in_language("id")
    assert read_case(case_editing.with_name(text, shown)).name == read_case(text).name
    assert dict(read_case(case_editing.with_name(text, "Lain")).name.by_language) == {"en": "The Strait", "id": "Lain"}


def test_somebody_has_to_agree_to_a_change():
    text = (EXAMPLES / "strait/case.yaml").read_text()
    with pytest.raises(CaseFileError):
        read_case(text.replace("consent: [northland, southland]", "consent: []"))
    for nobody in ([], ["somebody"]):
        with pytest.raises(EditRefused, match="tick at least one"):
            case_editing.with_rules(text, {}, nobody, [])
