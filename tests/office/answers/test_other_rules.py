"""Several packages, rankings, blind bids, silence: what a side is served hangs on its own answers and the result alone."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import AnswerCall, SealedAnswer
from goodoffices.office.sealing import clock_and_chance
from goodoffices.record.kinds import CALL_ANSWERED
from tests.office import kept_worlds
from tests.office.answers.test_sealed_answers import HOUR, PUT, ask, orders, read, served
from tests.office.cast import Cast, act
from tests.office.talks.test_rounds import text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def sent_for(cast, rule) -> dict:
    """What the lead sends to ask by a rule."""
    if rule == "packages":
        with act("the drafts", 90):
            for number in range(3):
                package = {f"option:{i.id}": i.option_ids[number % len(i.option_ids)] for i in cast.case.issues}
                assert cast.post("mara", "drafts", name=f"put-{number}", **package).status_code == 302
        keys = ["draft:put-0", "draft:put-1", "draft:put-2"]
        more = {f"package-{number}": key for number, key in enumerate(keys, 1)}
    elif rule == "ranking":
        more = {"wordings": "No strikes on ports.\n\nNo strikes on ports, \nsave in defence.\n \nPorts are spared."}
    elif rule == "bid":
        more = {"payer": "northland", "lowest": "0", "highest": "900", "unit": "million euro"}
    else:
        more = {}
    return {**PUT, "rule": rule, **more}


def put(cast, rule, **more) -> str:
    sent = {**sent_for(cast, rule), **more}
    with act(f"a call by {rule}", 100):
        answer = ask(cast, sent)
    assert answer.status_code == 302, text(answer)
    with transaction.atomic():
        return list_calls(cast.view("mara"))[0].call.id


def give(cast, name, call, sent, minute=110):
    with act(f"{name} answers {sorted(sent)} {minute}", minute):
        return cast.post(name, "answers/give", call=call, **sent)


def world(rule) -> Cast:
    return kept_worlds.world(f"sealed_{rule}", lambda: _with_a_call(rule))


def _with_a_call(rule) -> Cast:
    cast = Cast()
    with transaction.atomic():
        cast.case = cast.view("mara").case
    cast.call = put(cast, rule)
    return cast


def ranks(*given: str) -> dict[str, str]:
    return {f"rank-{number}": rank for number, rank in enumerate(given, 1)}


BACK = {"choice": ""}
#: What a side does until the hour, by rule.
HISTORIES: dict[str, list[tuple[dict, ...]]] = {
    "packages": [(), ({"accepted": ["1", "3"]},), ({"accepted": ["2"]}, {"accepted": ["3"]}), ({"accepted": ["1"]}, BACK)],
    "ranking": [(), (ranks("1", "2", "3"),), (ranks("3", "2", "1"), ranks("2", "1", "1")), (ranks("3", "1", "2"), BACK)],
    "bid": [(), ({"choice": "400"},), ({"choice": "500"}, {"choice": "401"}), ({"choice": "900"}, BACK)],
}


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "reader"), [(rule, reader) for rule in HISTORIES for reader in ("south", "mara")])
def test_a_whole_view_is_a_function_of_the_own_answers_and_the_joint_result(fresh, rule, reader):
    """Each answer of North and South: what South and the mediation are served before, at and after the hour, byte for byte."""
    known: dict[tuple, set] = {}
    tried = 0
    results = set()
    souths = range(len(HISTORIES[rule])) if reader == "mara" else (1, 2)
    for (k, north), s in product(enumerate(HISTORIES[rule]), souths):
        south = HISTORIES[rule][s]
        for order in list(orders(range(len(north)), range(len(south))))[: 1 if reader == "mara" else 2]:
            tried += 1
            fresh()
            cast = world(rule)
            for number, (who, which) in enumerate(order):
                sent = (north if who == "north" else south)[which]
                assert give(cast, who, cast.call, sent, 110 + number).status_code == 302, (k, s)
            own = s if reader == "south" else None
            known.setdefault((own, "before"), set()).add(repr(served(cast, reader, HOUR - 1)))
            joint = read(cast, "mara", HOUR).seen.joint
            results.add(joint)
            known.setdefault((own, "at the hour", joint), set()).add(repr(served(cast, reader, HOUR)))
            with act("the office tells", HOUR + 2):
                assert tell_where_due(clock_and_chance.now()) == 1
            known.setdefault((own, "told", joint), set()).add(repr(served(cast, reader, HOUR + 3)))
    assert tried >= 8
    assert len(results) > 1
    assert [key for key, what in known.items() if len(what) != 1] == []


def test_the_first_package_that_all_accept_is_told_and_no_other(cast):
    with transaction.atomic():
        cast.case = cast.view("mara").case
    call = put(cast, "packages")
    give(cast, "north", call, {"accepted": ["1", "2", "3"]})
    give(cast, "south", call, {"accepted": ["3", "2"]})
    assert "accepted: 2 and 3" in text(cast.get("south", "answers"))
    with act("the hour", HOUR):
        page = text(cast.get("north", "answers"))
    assert "All accept package 2" in page
    assert "package 3" not in page.replace("Package 3", "").lower().replace("package 3 issue", "")


def test_who_is_silent_accepts_none(cast):
    with transaction.atomic():
        cast.case = cast.view("mara").case
    call = put(cast, "packages")
    give(cast, "north", call, {"accepted": ["1", "2", "3"]})
    with act("the hour", HOUR):
        assert "There is no package that all accept" in text(cast.get("north", "answers"))


def test_the_elected_wording_is_told_with_the_lot_that_was_drawn_before(cast):
    call = put(cast, "ranking")
    with act("before anybody answers", 105):
        page = text(cast.get("north", "answers"))
    assert "which was drawn by lot before anybody answered" in page
    assert "No strikes on ports, save in defence." in page
    give(cast, "north", call, ranks("1", "2", "3"))
    give(cast, "south", call, ranks("3", "2", "1"))
    with act("the hour", HOUR):
        assert "Wording 2 is elected" in text(cast.get("south", "answers"))
        tell_where_due(clock_and_chance.now())
        record = text(cast.get("south", "record"))
    assert "Wording 2 was elected." in record
    with transaction.atomic():
        assert SealedAnswer.objects.count() == 0


def test_a_bid_that_settles_is_told_and_one_that_does_not_is_told_as_that_alone(fresh):
    for offer, said in (("500", "It settles at 450 million euro"), ("399", "It does not settle")):
        fresh()
        cast = world("bid")
        assert give(cast, "north", cast.call, {"choice": offer}).status_code == 302
        assert give(cast, "south", cast.call, {"choice": "400"}).status_code == 302
        with act("the hour", HOUR):
            page = text(cast.get("south", "answers"))
        assert said in page
        assert offer not in page


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("packages", {"accepted": ["4"]}),
        ("packages", {"accepted": ["x"]}),
        ("ranking", ranks("1", "2")),
        ("ranking", ranks("1", "2", "4")),
        ("bid", {"choice": "901"}),
        ("bid", {"choice": "-1"}),
        ("bid", {"choice": "4.5"}),
        ("bid", {"choice": "9" * 30}),
        ("sealed", {"choice": "1,2"}),
    ],
)
def test_what_is_no_answer_of_the_rule_is_refused_and_the_one_before_stands(fresh, rule, wrong):
    fresh()
    cast = world(rule)
    assert give(cast, "south", cast.call, wrong).status_code == 422
    assert read(cast, "south", 120).seen.own is None


@pytest.mark.parametrize(
    ("rule", "wrong", "said"),
    [
        ("packages", {"package-2": "", "package-3": ""}, "from two to nine packages"),
        ("packages", {"package-2": "draft:put-0"}, "each once"),
        ("ranking", {"wordings": "One alone."}, "from two to six wordings"),
        ("ranking", {"wordings": "Twice.\n\nTwice."}, "each once"),
        ("ranking", {"wordings": "\n\n".join("abcdefg")}, "from two to six"),
        ("ranking", {"wordings": f"{'x' * 2001}\n\nShort."}, "at most 2,000"),
        ("bid", {"payer": "moon"}, "not complete"),
        ("bid", {"lowest": "900"}, "lowest amount is below"),
        ("bid", {"highest": ""}, "lowest amount is below"),
        ("bid", {"unit": " "}, "what the amount is of"),
        ("silence", {"parties": ["northland"]}, "two or more"),
    ],
)
def test_what_a_rule_cannot_be_asked_with_is_refused_and_nothing_is_made(cast, rule, wrong, said):
    with transaction.atomic():
        cast.case = cast.view("mara").case
    sent = {**sent_for(cast, rule), **wrong}
    with act("a wrong call", 100):
        shown = ask(cast, sent)
    assert (shown.status_code, said in text(shown)) == (422, True)
    assert AnswerCall.objects.count() == 0


def test_a_text_is_adopted_by_silence_and_an_objection_is_read_by_all_at_once(fresh):
    for objects in (False, True):
        fresh()
        cast = world("silence")
        if objects:
            with act("an objection", 110):
                sent = {"assessed": cast.call, "assessment": "object", "assessment_words": "Ports of both sides."}
                assert cast.post("north", "answers/assess", **{**sent, "assessment_words": ""}).status_code == 422
                shown = cast.post("north", "answers/assess", **sent)
                assert shown.status_code == 302, text(shown)
                for name in ("south", "mara"):
                    assert "Northland objects: “ Ports of both sides. ”" in text(cast.get(name, "answers"))
                with transaction.atomic():
                    assert len(read_answers(cast, "mara")) == 1
        with act("the office tells", HOUR + 1):
            assert tell_where_due(clock_and_chance.now()) == 1
        said = "Not adopted: somebody objects" if objects else "Adopted: nobody objects"
        with act("the hour", HOUR + 2):
            for name in ("north", "south", "mara"):
                assert said in text(cast.get(name, "answers"))
            assert said.split(":")[1].strip()[1:] in text(cast.get("south", "record"))


def read_answers(cast, name):
    [one] = list_calls(cast.view(name))
    assert len(cast.view(name).entries_of(CALL_ANSWERED)) >= 1
    return one.given


def test_the_mediation_s_own_may_assess_and_the_parties_read_nothing_of_it(cast):
    call = put(cast, "assessment", parties=["northland", "mediation"])
    with act("the mediation's own", 110):
        assert (
            cast.post("mara", "answers/assess", assessed=call, assessment="accept", assessment_words="At home they agree.").status_code
            == 302
        )
    with act("somebody looks", 120):
        assert "At home they agree." in text(cast.get("mara", "answers"))
        for name in ("north", "south"):
            assert "At home they agree." not in text(cast.get(name, "answers")) + text(cast.get(name, "record"))


def test_an_hour_that_is_announced_once_more_is_recorded_the_same_for_all(cast):
    call = put(cast, "assessment")
    with act("before", 105):
        assert "Announced once." in text(cast.get("mara", "answers"))
    with act("once more", 150):
        assert cast.post("mara", "answers/announce", announced=call).status_code == 302
        assert cast.post("north", "answers/announce", announced=call).status_code == 404
    for name in ("north", "south", "mara"):
        assert len(read(cast, name, 160).announced) == 1
        with act("the record", 160):
            assert "announced once more" in text(cast.get(name, "record"))
    with act("too late", HOUR + 1):
        assert cast.post("mara", "answers/announce", announced=call).status_code == 422


def test_each_rule_says_on_a_page_of_its_own_what_its_result_tells(cast):
    said = {
        "sealed": "that the other did not say yes",
        "packages": "We accepted a package, one after it is revealed that the other did not accept it",
        "ranking": "We rank them, the elected wording is our rank 2 that the other did not rank first what we ranked first",
        "bid": "figure: it can be computed from ours and the middle 1 of 12 stays possible",
    }
    for rule, words in said.items():
        assert words in text(cast.get("mara", f"answers/ask/{rule}")), rule
    for rule in ("assessment", "silence"):
        assert "What the result would tell" not in text(cast.get("mara", f"answers/ask/{rule}"))
