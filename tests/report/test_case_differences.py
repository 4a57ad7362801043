"""`report.case_differences`: nothing of a case can change without a sentence that says so, whatever else changes."""

from __future__ import annotations

import dataclasses

import pytest
import yaml

from goodoffices.case import Case, GroundRules, Issue, Option, Party, Restriction, ThirdParty
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.report.case_differences import what_differs
from tests.cases import EXAMPLES

STRAIT = (EXAMPLES / "strait/case.yaml").read_text()

#: A change of one thing, and what is said of it.
CHANGES = {
    "note": (lambda c: c.update(note="All is signed"), "The note of the case now reads: All is signed."),
    "id": (lambda c: c.update(id="other"), "Its id is other"),
    "existing parties": (lambda c: c.update(real_parties=True), "The parties are now marked as parties that exist."),
    "languages": (lambda c: c.update(languages=["en", "id", "ar"]), "Its texts are written in: en, id, ar"),
    "name in another language": (lambda c: c.update(name={**c["name"], "id": "Lain"}), "The case is called (id) Lain."),
    "party": (lambda c: c["parties"][0].update(name="The North"), "Northland is called The North."),
    "default reading": (lambda c: c["parties"][0].update(default_reading="hard"), "Of Northland the reading “hard” is used"),
    "third party": (lambda c: c["third_parties"][0].update(name="The Bank"), "Meridia (a third party) is called The Bank."),
    "role": (lambda c: c["third_parties"][0].update(role="observer"), "Meridia is a third party as observer (before: mediator)."),
    "order of issues": (lambda c: c["issues"].append(c["issues"].pop(1)), "The issues stand in the order Scope"),
    "order of options": (lambda c: c["issues"][2]["options"].reverse(), "Rules at sea: the options stand in the order Warships"),
    "in whose hand": (lambda c: c["issues"][4].pop("in_hand_of"), "Sanctions steps is in the hand of nobody (before: Meridia)."),
    "what an issue is about": (lambda c: c["issues"][0].update(note="Where guns fall silent"), "is described anew: Where guns fall silent"),
    "status quo": (lambda c: c["issues"][2].update(status_quo="corridor"), "what holds if nothing is agreed is now A corridor"),
    "words in another language": (
        lambda c: c["issues"][0]["options"][0].update(text={"en": "No ceasefire", "id": "Perang"}),
        "No ceasefire now reads (id) Perang.",
    ),
    "a scale's unit": (lambda c: c["issues"][1]["scale"].update(unit="weeks"), "Duration is a scale in weeks (before: a scale in days)."),
    "a range": (lambda c: c["issues"][1].update(scale={"numbers": [0, 30, 60], "continuous": True, "unit": "days"}), "a continuous range"),
    "a rule under its old words": (
        lambda c: c["linkages"][3].update(only_if={"when": {"scope": "full"}, "then": {"duration": 60}}),
        "A rule is now: “A ceasefire has a duration”, that is: Scope of the ceasefire: All fronts only if Duration: 60 days. It was:",
    ),
    "a rule under false words": (
        lambda c: c["linkages"].append({"id": "lie", "text": "Nothing changes", "forbidden": {"sea": "none"}}),
        "A new rule: “Nothing changes”, that is: never Rules at sea: No rules.",
    ),
    "what is paid": (lambda c: c["third_parties"][0]["limits"][0]["sum"].update(at_most=0), "together at most 0 million"),
    "what it costs": (
        lambda c: c["third_parties"][0]["limits"][0]["sum"]["amounts"]["guarantees"].update(deployed=45),
        "A reassurance force in the ports: 45",
    ),
    "whose limit": (lambda c: c["third_parties"][1].update(limits=c["third_parties"][0].pop("limits")), "a limit of Tamar"),
    "whose bound": (lambda c: c["bounds"][0].update(of="mandate"), "a bound of mandate"),
    "source": (lambda c: c["bounds"][0].update(source="another act"), "a bound of law: another act"),
    "consent": (lambda c: c.update(rules={"consent": ["southland"]}), "these have to agree: Southland (before: Northland and Southland)."),
    "pause": (lambda c: c.update(rules={"pause": []}), "The talks rest when one of these withdraws: nobody"),
    "a ground rule": (
        lambda c: c["rules"].update(ground={"phones": "Off"}),
        "A new ground rule, “Phones and recording”: Off",
    ),
    "reading time": (lambda c: c["rules"].update(ground={"reading_time": 24}), "at least 24 hours before a decision (before: not said)."),
    "seats": (
        lambda c: c["rules"].update(seats=["southland"]),
        "Before others sit down these have to consent: Southland (before:",
    ),
    "agreed in part": (
        lambda c: c["rules"].update(ground={"part_agreements": "early harvest"}),
        "A new ground rule on what is agreed in part: What is agreed holds at once",
    ),
    "order of third parties": (lambda c: c["third_parties"].reverse(), "The third parties stand in the order"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_said_however_much_else_is(what):
    change, said = CHANGES[what]
    old, data = read_case(STRAIT), yaml.safe_load(STRAIT)
    change(data)
    alone = what_differs(old, read_case(yaml.safe_dump(data, sort_keys=False, allow_unicode=True)))
    assert any(said in sentence for sentence in alone), alone
    data["issues"].append({"id": "more", "name": "One more", "options": [{"id": "a", "text": "A"}], "status_quo": "a"})
    beside = what_differs(old, read_case(yaml.safe_dump(data, sort_keys=False, allow_unicode=True)))
    assert any(said.partition(" It was")[0] in sentence for sentence in beside), beside
    assert "A new issue: One more (A)." in beside


def test_no_part_of_a_case_is_forgotten():
    """A part that is added to a case needs a sentence in `what_differs`, and its change above."""
    known = {
        Case: "id name parties issues third_parties restrictions consent pause seats languages note real_parties in_steps ground_rules format",
        GroundRules: "phones notes press speaking breaks interpreters reading_time part_agreements",
        Party: "id name default_reading",
        ThirdParty: "id name role",
        Issue: "id name options status_quo is_scale unit in_hand_of of_range note",
        Option: "id text number",
        Restriction: "id kind shape text holder source of",
    }
    assert {k: " ".join(f.name for f in dataclasses.fields(k)) for k in known} == known


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"phones": "On"}, {"phones": "Off"}, ["The ground rule “Phones and recording” now reads: Off"]),
        ({"phones": "On"}, {"phones": {"en": "On", "id": "Hidup"}}, ["The ground rule “Phones and recording” now reads (id): Hidup"]),
        (
            {"notes": {"en": "One", "id": "Satu"}},
            {"notes": {"id": "Satu", "en": "One"}},
            ["The ground rule “Notes” has its languages in another order: Satu; en: One"],
        ),
        ({"press": "None", "breaks": "Some"}, {"breaks": "Some"}, ["The ground rule “Press and posts” is gone."]),
        ({"reading_time": 24}, {"reading_time": 1}, ["A text is circulated at least 1 hour before a decision (before: 24 hours)."]),
        ({"part_agreements": "early harvest"}, {}, ["No ground rule says any more what becomes of what is agreed in part."]),
        ({"reading_time": 24}, {}, ["No ground rule says any more how long a text is read before a decision."]),
    ],
)
def test_a_change_of_a_ground_rule_is_said_in_words(before, after, said):
    cases = []
    for ground in (before, after):
        data = yaml.safe_load(STRAIT)
        data["rules"]["ground"] = ground
        cases.append(read_case(yaml.safe_dump(data, sort_keys=False, allow_unicode=True)))
    assert what_differs(*cases) == said


def test_many_options_are_counted_and_not_listed_one_by_one():
    data = yaml.safe_load(STRAIT)
    data["issues"][1]["scale"] = {"from": 0, "to": 9990, "step": 30, "unit": "days"}
    told = what_differs(read_case(STRAIT), read_case(yaml.safe_dump(data, sort_keys=False, allow_unicode=True)))
    assert "Duration: 301 more new options." in told
    assert len(told) < 40
