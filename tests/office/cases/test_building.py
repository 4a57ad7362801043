"""Building a case in the browser: begun from a few lines, a template or a folder; changed by forms; put to the parties and taken with their consents."""

from __future__ import annotations

import html
import re

import pytest
from django.db import transaction

from goodoffices.office.access.paper_heads import CaseDraftHead
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.models import CaseChange
from tests.cases import EXAMPLES
from tests.office.cast import Cast, stated
from tests.office.worlds import answer_next


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace("&quot;", '"').replace("&#x27;", "'")


def values_of(page) -> dict[str, str]:
    """The options that a form offers, by their words."""
    return {words.split(": ")[1]: value for value, words in re.findall(r'<option\s+value="(\d+\.\d+)">([^<]*)</option>', page)}


def opened(cast, **fields):
    answer = cast.clients["mara"].post("/cases/new/", {"idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1c", **fields})
    if answer.status_code == 302:
        cast.case_id = answer["Location"].split("/")[2]
    return answer


LINES = {
    "from": "lines",
    "name": "Working time",
    "parties": "The works council\nThe management",
    "issues": "Hours: as now; 38; 35\nPay: as now; +2 %",
}


def test_a_case_begins_from_a_few_lines_and_is_built_by_forms(cast):
    assert opened(cast, **LINES).status_code == 302
    assert cast.post("mara", "build", step="add_issue", name="Holidays", options="28 days\n30 days").status_code == 302
    page = text(cast.get("mara", "build"))
    assert "A new issue: Holidays (28 days; 30 days)." in page
    value = values_of(text(cast.clients["mara"].get(cast.path("build") + "?add=linkage")))
    linked = cast.post("mara", "build", step="add_linkage", when=value["35"], how="at_least", then=value["+2 %"], words="")
    assert linked.status_code == 302
    assert (
        cast.post("mara", "build", step="add_bound", of="law", forbidden=value["28 days"], source="Holidays act", words="").status_code
        == 302
    )
    assert cast.post("mara", "build/put", words="as we spoke about").status_code == 302
    with transaction.atomic():
        case = cast.view("mara").case
    assert [i.name.in_language("en") for i in case.issues] == ["Hours", "Pay", "Holidays"]
    assert len(case.restrictions) == 2
    assert "The case changed." in text(cast.get("mara", "record"))


@pytest.mark.parametrize("template", ["ceasefire", "labour", "family", "blank"])
def test_each_template_opens(cast, template):
    assert opened(cast, **{"from": "template", "template": template}).status_code == 302
    assert "no mistakes" in text(cast.get("mara", "build")) or "as it is" in text(cast.get("mara", "build"))


@pytest.mark.parametrize(("fields", "words"), [
    ({**LINES, "parties": "one"}, "at least two parties"), ({**LINES, "issues": ""}, "at least one issue"), ({"from": "folder"}, "Choose the ZIP"),
    ({**LINES, "issues": "Hours"}, "has no colon"),
])  # fmt: skip
def test_too_little_for_a_case_is_said(cast, fields, words):
    refused = opened(cast, **fields)
    assert (refused.status_code, words in text(refused)) == (422, True)


def test_the_lines_of_a_refused_case_stay_whole_and_the_field_is_named(cast):
    many = "\n".join(f"Issue {n}: as now; otherwise {'x' * 60}" for n in range(101))
    page = text(refused := opened(cast, **{**LINES, "issues": many}))
    assert (refused.status_code, 'data-field="issues"' in page, "otherwise x" in page.rpartition("Issue 100:")[2]) == (422, True, True)
    page = text(opened(cast, **{**LINES, "parties": "one"}))
    assert 'data-field="parties"' in page
    page = text(opened(cast, **{"from": "folder"}))
    assert ("Choose the ZIP" in page, page.count('class="error"')) == (True, 1)


def test_a_draft_may_hold_mistakes_which_are_named_as_check_names_them_and_is_not_put(cast):
    spoilt = (EXAMPLES / "strait/case.yaml").read_text().replace("status_quo: kept", "status_quo: keept")
    checked = cast.post("mara", "build", step="check", text=spoilt)
    assert 'has no option "keept"' in text(checked)
    assert "This is the case as it is" in text(cast.get("mara", "build"))
    assert cast.post("mara", "build", step="text", text=spoilt).status_code == 302
    assert 'has no option "keept"' in text(cast.get("mara", "build"))
    assert cast.post("mara", "build/put", words="try").status_code == 409
    assert not CaseChange.objects.exists()
    assert cast.post("mara", "build", step="text", text=(EXAMPLES / "strait/case.yaml").read_text()).status_code == 302
    assert "This is the case as it is" in text(cast.get("mara", "build"))


def changed(cast, words="Let us speak of prisoners, too."):
    with transaction.atomic():
        case = cast.view("mara").case
    issue = case.issue("exchanges")
    form = {"step": "change_issue", "issue": "exchanges", "name": "Exchange of all detained", "status_quo": "none"}
    options = [o.id for o in issue.options if o.id != "all"]
    answer = cast.clients["mara"].post(
        cast.path("build"), {**form, "option": [*options, ""], "option_text": [*(f"Option {o}" for o in options), "Under the Red Cross"]}
    )
    assert answer.status_code == 302
    assert cast.post("mara", "build/put", words=words).status_code == 302
    with transaction.atomic():
        return read_open_change(cast.view("mara")).id


def test_a_change_holds_when_all_agree_whom_the_rules_name_and_nobody_learns_who_does_not(cast):
    cast.post("north", "preferences", text=stated(41))
    change = changed(cast)
    for name in ("north", "south"):
        page = text(cast.get(name, "change"))
        assert "Let us speak of prisoners, too." in page
        assert "the option All for all is gone" in page
    assert "has to be given anew" in text(cast.get("north", "change"))
    assert "has to be given anew" not in text(cast.get("south", "change"))
    before = text(cast.get("south", "record"))
    assert cast.post("north", "change", change=str(change), agrees="no").status_code == 302
    assert text(cast.get("south", "record")) == before
    assert "Northland: does not agree" in text(cast.get("mara", "change"))
    assert "Exchange of all detained" not in text(cast.get("olga"))
    cast.post("north", "change", change=str(change), agrees="yes")
    assert "Exchange of all detained" not in text(cast.get("south"))
    cast.post("south", "change", change=str(change), agrees="yes")
    assert "Exchange of all detained" in text(cast.get("olga"))
    assert "No change lies before the parties" in text(cast.get("south", "change"))


@pytest.mark.slow
def test_every_page_stands_after_a_change_that_what_was_said_does_not_fit(cast):
    from tests.office.made_results import keep

    keep(cast)
    cast.post("north", "preferences", text=stated(41))
    for _ in range(13):
        answer_next(cast, "north", "questions")
    change = changed(cast)
    for name in ("north", "south"):
        cast.post(name, "change", change=str(change), agrees="yes")
    assert "does not fit the case as it is now" in text(cast.get("north", "preferences"))
    for page in ("", "questions", "questions/summary", "weigh", "record", "export"):
        assert cast.get("north", page).status_code == 200, page
    assert "12 answers" in text(cast.get("north", "questions"))
    with transaction.atomic():
        case = cast.view("mara").case
    package = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    for page in ("report", "report/frontier", "frontier", "compare", "bench", "estimates", "release", "build"):
        assert cast.get("mara", page).status_code == 200, page
    assert cast.post("mara", "bench", **package).status_code == 200
    assert cast.post("mara", "release", to="southland", words="this", **package).status_code == 200


def test_an_answer_that_says_neither_yes_nor_no_is_none(cast):
    change = changed(cast)
    for fields in ({}, {"agrees": "perhaps"}):
        assert cast.post("north", "change", change=str(change), **fields).status_code == 409
    assert "Northland: nothing yet" in text(cast.get("mara", "change"))


def test_a_change_can_be_taken_back_and_then_holds_no_more(cast):
    change = changed(cast)
    assert cast.post("mara", "build/put", step="take_back").status_code == 302
    assert cast.post("north", "change", change=str(change), agrees="yes").status_code == 409
    assert "The change of the case was taken back." in text(cast.get("south", "record"))


def test_a_party_for_which_somebody_stands_is_not_put_out(cast):
    other = (EXAMPLES / "strait/case.yaml").read_text().replace("id: southland", "id: eastland", 1).replace("southland]", "eastland]")
    cast.post("mara", "build", step="text", text=other)
    refused = cast.post("mara", "build/put", words="others")
    assert refused.status_code == 409


def test_a_draft_that_somebody_else_changed_meanwhile_is_not_written_over(cast):
    old = re.search(r'name="based_on"\s+value="([^"]*)"', text(cast.get("mara", "build")))[1]
    cast.post("mara", "build", step="add_issue", name="Holidays", options="28 days")
    mine = (EXAMPLES / "strait/case.yaml").read_text() + "\n# mine\n"
    met = cast.post("mara", "build", step="text", text=mine, based_on=old)
    assert (met.status_code, "# mine" in text(met), "changed the draft meanwhile" in text(met)) == (409, True, True)
    assert "Holidays" in text(cast.get("mara", "build"))
    again = re.search(r'name="based_on"\s+value="([^"]*)"', text(met))[1]
    assert cast.post("mara", "build", step="text", text=mine, based_on=again).status_code == 302


def test_limits_of_third_parties_names_and_rules_of_consent_are_forms_and_the_parties_read_what_differs(cast):
    page = text(cast.clients["mara"].get(cast.path("build") + "?add=payment"))
    value = values_of(page)
    observers, force = value["Observers of third states on the ground"], value["A reassurance force in the ports"]
    paid = {
        "step": "add_limit",
        "kind": "payment",
        "holder": "",
        "who": "A donor",
        "costly": [observers, force],
        "cost": ["30", "2.5"],
        "at_most": "31",
    }
    assert cast.post("mara", "build", **{**paid, "at_most": "much"}).status_code == 422
    assert cast.post("mara", "build", **paid, unit="million").status_code == 302
    assert (
        cast.post(
            "mara", "build", step="add_limit", kind="limit", holder="tamar", forbidden=[force, ""], words="Tamar hosts no force"
        ).status_code
        == 302
    )
    assert cast.post("mara", "build", step="name", name="The Strait of Tamar").status_code == 302
    rules = {"step": "rules", "party:northland": "The North", "party:southland": "Southland", "consent": ["southland"]}
    assert cast.post("mara", "build", **{**rules, "consent": []}).status_code == 422
    assert cast.post("mara", "build", **rules, pause=["northland"]).status_code == 302
    draft = text(cast.get("mara", "build"))
    for said in (
        "The case is called The Strait of Tamar.",
        "Northland is called The North.",
        "A donor takes part, as a third party (other).",
        "A new rule: “Tamar hosts no force”, that is: never Guarantees: A reassurance force in the ports, a limit of Tamar.",
        "To a later change of the case these have to agree: Southland (before: Northland and Southland).",
        "The talks rest when one of these withdraws: The North (before: Northland and Southland).",
    ):
        assert said in draft, said
    assert cast.post("mara", "build/put", words="the donor joins").status_code == 302
    # What a party is asked to agree to names these, too; none can be slipped in.
    assert "To a later change of the case these have to agree: Southland" in text(cast.get("north", "change"))
    for name in ("north", "south"):
        change = str(CaseChange.objects.get().pk)
        assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    with transaction.atomic():
        case = cast.view("mara").case
    assert (case.consent, case.pause) == (("southland",), ("northland",))
    assert [(r.holder, str(r.shape.at_most)) for r in case.restrictions if r.id == "limit"] == [("a_donor", "31")]
    assert cast.post("mara", "build", step="remove_rule", rule="limit").status_code == 302
    assert "Gone is the rule" in text(cast.get("mara", "build"))


def test_words_of_a_case_in_another_language_are_marked_as_such(cast):
    assert opened(cast, **LINES).status_code == 302
    said = text(cast.get("mara", ""))
    assert ' lang="en" dir="ltr">' not in said.partition("<body>")[2]
    arabic = {"from": "lines", "name": "المضيق", "parties": "الشمال\nالجنوب", "issues": "المدة: لا شيء; 30 يوما"}
    assert opened(cast, **arabic, idempotency_key="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1e").status_code == 302
    page = text(cast.get("mara", "build"))
    given = re.search(r'<textarea id="text"[^>]*>(.*?)</textarea>', page, re.S)[1]
    assert cast.post("mara", "build", step="text", text=given.replace("name:", "languages: [ar]\nname:", 1)).status_code == 302
    assert cast.post("mara", "build/put", words="in Arabic").status_code == 302
    for place in ("", "bench"):
        assert ' lang="ar"' in text(cast.get("mara", place)), place


def test_a_refusal_names_the_field_that_would_be_mended(cast):
    page = text(cast.post("mara", "estimates/begin", party="southland", reading="a/b", confidence="low", reason="two calls"))
    assert 'data-field="reading-asked"' in page
    assert '<a href="#reading-asked">Go to the field</a>' in page
    assert 'id="reading-asked"' in page


def test_a_form_makes_no_mistake_that_would_shut_the_other_forms(cast):
    page = text(cast.get("mara", "build"))
    options = re.findall(r'name="option"\s+value="([^"]+)"', page)
    refused = cast.post(
        "mara",
        "build",
        step="change_issue",
        issue="sea",
        name="Rules at sea",
        option=["none", "corridor"],
        option_text=["No rules", "No rules"],
    )
    assert (refused.status_code, "have the same text" in text(refused)) == (422, True)
    assert options == re.findall(r'name="option"\s+value="([^"]+)"', text(cast.get("mara", "build")))
    assert "This is the case as it is." in text(cast.get("mara", "build"))


def test_forms_take_no_control_characters_and_name_nobody_twice(cast):
    value = values_of(text(cast.clients["mara"].get(cast.path("build") + "?add=payment")))
    force = value["A reassurance force in the ports"]
    paid = {"step": "add_limit", "kind": "payment", "at_most": "31", "costly": [force], "cost": ["30"]}
    assert cast.post("mara", "build", **paid, holder="", who="A\x07 do\u202enor\x00", unit="mil\x85lion").status_code == 302
    assert "A  do nor takes part" in text(cast.get("mara", "build"))
    assert "cannot be read" not in text(cast.get("mara", "build"))
    for more in (
        {"holder": "tamar", "who": "Somebody"},
        {"holder": "", "who": "Northland"},
        {"holder": "tamar", "costly": [force, force], "cost": ["1", "2"]},
    ):
        assert cast.post("mara", "build", **{**paid, **more}).status_code == 422, more
    assert cast.post("mara", "build", step="rules", **{"party:northland": "Southland"}, consent=["northland"]).status_code == 302
    refused = cast.post("mara", "build/put", words="the same name")
    assert "Two parties are called “Southland”" in text(refused)
    assert cast.post("mara", "build", step="rules", consent=["zzz"]).status_code == 422


def test_what_an_office_cannot_hold_is_refused_before_it_is_made(cast):
    page = text(cast.get("mara", "build"))
    given = html.unescape(re.search(r'<textarea id="text"[^>]*>(.*?)</textarea>', page, re.S)[1])
    lines = "".join(f"  - {{id: n{n}, name: N{n}, status_quo: null, scale: {{from: 0, to: 9999}}}}\n" for n in range(60))
    many = given.replace("issues:\n", "issues:\n" + lines, 1)
    assert "Up to 20,000 are taken here" in text(cast.post("mara", "build", step="check", text=many))
    whole = given.replace("scale: {from: 0, to: 60, step: 30, unit: days}", "scale: {numbers: [0, 30, 60], continuous: true}")
    assert whole != given
    assert cast.post("mara", "build", step="text", text=whole).status_code == 302
    assert "is a continuous range" in text(cast.post("mara", "build/put", words="all days"))


def stands(cast) -> str:
    return re.search(r'name="based_on" value="(\w+)"', text(cast.get("mara", "build")))[1]


def test_changes_of_a_draft_are_undone_one_by_one_back_to_the_case(cast):
    assert "Undo the last change" not in text(cast.get("mara", "build"))
    for name in ("First", "Second"):
        assert cast.post("mara", "build", step="name", name=name).status_code == 302
    assert cast.post("mara", "build", step="undo", based_on=stands(cast)).status_code == 302
    assert 'value="First"' in text(cast.get("mara", "build"))
    assert cast.post("mara", "build", step="undo", based_on=stands(cast)).status_code == 302
    page = text(cast.get("mara", "build"))
    assert 'value="The Strait"' in page
    assert "This is the case as it is." in page


def test_nobody_undoes_what_somebody_of_her_side_did_meanwhile(cast):
    assert cast.post("mara", "build", step="name", name="First").status_code == 302
    seen = stands(cast)
    assert cast.post("mara", "build", step="name", name="Second").status_code == 302
    refused = cast.post("mara", "build", step="undo", based_on=seen)
    assert (refused.status_code, "changed the draft meanwhile" in refused.content.decode()) == (422, True)
    assert 'value="Second"' in text(cast.get("mara", "build"))


def test_ten_drafts_are_kept_and_no_more(cast):
    for number in range(13):
        assert cast.post("mara", "build", step="name", name=f"Name {number}").status_code == 302
    with transaction.atomic():
        assert len(cast.view("mara").papers(CaseDraftHead)) == 10
    assert cast.post("mara", "build", step="name", name="Name 12").status_code == 302
    with transaction.atomic():
        assert cast.view("mara").papers(CaseDraftHead)[0].text.count("Name 12") == 1


def test_an_issue_is_described_where_it_stands_and_each_reader_reads_it(cast):
    page = text(cast.get("mara", "build"))
    form = re.search(r'data-autosave="scope".*?</form>', page, re.S)[0]
    options = re.findall(r'name="option" value="([^"]*)">\s*<input\s+name="option_text" value="([^"]*)"', form)
    sent = {"option": [i for i, _ in options], "option_text": [words for _, words in options], "status_quo": "none"}
    words = "Where the guns fall silent."
    assert (
        cast.post("mara", "build", step="change_issue", issue="scope", name="Scope of the ceasefire", note=words, **sent).status_code == 302
    )
    assert f"Scope of the ceasefire is described anew: {words}" in text(cast.get("mara", "build"))
    assert words not in text(cast.get("north"))
    assert cast.post("mara", "build/put", words="So that all know.").status_code == 302
    for name in ("north", "south"):
        change = re.search(r'name="change" value="([^"]+)"', text(cast.get(name, "change")))[1]
        assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    assert words in text(cast.get("north"))
    assert words in text(cast.get("north", "questions"))
