"""What is read in one walk says what a look at every pair says."""

from __future__ import annotations

import datetime
import unicodedata
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case import Condition, Issue, Option, Text
from goodoffices.formats.documents.exact_number import decimal_text, exact_number, is_endless, with_places
from goodoffices.formats.documents.printable import in_one_way
from goodoffices.formats.ours.case_folder import CLAIMS_TO_BE_ITS_OWN
from goodoffices.preferences import (
    Basis,
    BasisKind,
    Interaction,
    Interval,
    Numbers,
    Position,
    Preferences,
    Ranked,
    Ranking,
    Source,
    between_given,
    holds,
    lower_end,
    upper_end,
)
from goodoffices.preferences.public_words import contradictions

SMALL = st.fractions(0, 100, max_denominator=12)
VALUE = st.one_of(st.none(), SMALL, st.tuples(SMALL, SMALL).map(lambda ends: Interval(min(ends), max(ends))))
OPTIONS = "abcdef"
GROUPS = st.lists(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3).map(tuple), min_size=2, max_size=4).map(tuple)
PACKAGES = st.fixed_dictionaries({"x": st.sampled_from(OPTIONS), "y": st.sampled_from(OPTIONS)})


@pytest.mark.slow
@given(st.from_regex(r"[-+]?(\.[0-9]{1,9}|[0-9]{1,9}(\.[0-9]{0,9})?)([eE][-+]?[0-9]{1,2})?", fullmatch=True))
def test_a_number_is_what_was_typed(text):
    found = exact_number(text)
    assert isinstance(found, str) or found == Fraction(text)


@given(st.fractions(), st.integers(0, 30))
def test_decimals_have_no_place_too_many(number, places):
    exact = next((n for n in range(61) if (number * 10**n).denominator == 1), None)
    assert is_endless(number) == (exact is None)
    if exact is not None:
        assert decimal_text(number) == with_places(number, exact)
        assert Fraction(decimal_text(number)) == number
    assert Fraction(with_places(number, places)) == Fraction((number * 10**places + Fraction(1, 2)).__floor__(), 10**places)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=12, unique=True).map(sorted), st.data())
def test_scores_between_two_lie_on_their_line(numbers, data):
    issue = Issue(
        id="s", name=Text.of("S"), options=tuple(Option(str(n), Text.of(str(n)), n) for n in numbers), status_quo=None, is_scale=True
    )
    told = {0, len(numbers) - 1, *data.draw(st.sets(st.integers(0, len(numbers) - 1)))}
    values = {str(numbers[k]): data.draw(VALUE) for k in sorted(told)}
    found = between_given(issue, values)
    for k, number in enumerate(numbers):
        low, high = (numbers[max(j for j in told if j <= k)], numbers[min(j for j in told if j >= k)])
        if low == high:
            assert found[str(number)] == values[str(number)]
            continue
        one, other, part = values[str(low)], values[str(high)], Fraction(number - low, high - low)
        ends = [end(one) + (end(other) - end(one)) * part for end in (lower_end, upper_end)]
        expected = None if one is other is None else ends[0] if ends[0] == ends[1] else Interval(*ends)
        assert found[str(number)] == expected


@pytest.mark.slow
@given(st.data())
def test_a_ranking_holds_where_each_pair_does(data):
    row = st.fixed_dictionaries(dict.fromkeys(OPTIONS, SMALL))
    weights = data.draw(st.fixed_dictionaries({"x": SMALL, "y": SMALL}).filter(lambda w: any(w.values())))
    box = st.dictionaries(st.sampled_from("xy"), st.sets(st.sampled_from(OPTIONS), min_size=1), min_size=1)
    interactions = tuple(Interaction(Condition.of(b), points) for b, points in data.draw(st.lists(st.tuples(box, SMALL), max_size=3)))
    scores = {"x": data.draw(row), "y": data.draw(row)}
    numbers = Numbers(weights_as_given=data.draw(st.booleans()))
    one = Preferences(
        party="p",
        reading="r",
        basis=Basis(kind=BasisKind.STATED),
        weights=weights,
        scores=scores,
        walk_away=Fraction(9),
        interactions=interactions,
        numbers=numbers,
    )
    what = data.draw(st.sampled_from(list(Ranked)))
    within = data.draw(st.fractions(-9, 9, max_denominator=3)) if what is Ranked.PACKAGES else Fraction(0)
    if what is Ranked.PACKAGES:
        groups = data.draw(st.lists(st.lists(st.one_of(st.none(), PACKAGES), min_size=1, max_size=2).map(tuple), min_size=2, max_size=3))
    else:
        groups = data.draw(GROUPS if what is Ranked.OPTIONS else st.just((("x",), ("y",))))

    def worth(item):
        if what is Ranked.ISSUES:
            return one.exact_weight(item)
        if what is Ranked.OPTIONS:
            return one.contribution("x", item)
        if item is None:
            return Fraction(9)
        return sum(one.contribution(*c) for c in item.items()) + sum(i.points for i in interactions if i.condition.holds(item))

    ranking = Ranking(id="k", what=what, groups=tuple(groups), issue="x", within=within)
    assert holds(one, ranking) is all(worth(a) + within >= worth(b) for a, b in ranking.pairs())


@given(
    st.fixed_dictionaries(dict.fromkeys(OPTIONS[:5], VALUE)), GROUPS, st.sets(st.sampled_from(OPTIONS)), st.sets(st.sampled_from(OPTIONS))
)
def test_the_first_contradiction_of_public_words_is_named(row, order, wants, refuses):
    position = Position(issue="x", says=Text.of("S"), source="s", wants=tuple(sorted(wants)), refuses=tuple(sorted(refuses)), order=order)
    source = Source(id="s", title="T", publisher="P", date=datetime.date(2026, 1, 1))
    public = Preferences(party="p", reading="public", basis=Basis(kind=BasisKind.PUBLIC), positions=(position,), sources=(source,))
    pairs = [pair for before, after in pairwise(order) for pair in product(before, after)]
    pairs += product(sorted(wants), sorted(refuses))
    first = next(((a, b) for a, b in pairs if a in row and b in row and upper_end(row[a]) < lower_end(row[b])), None)
    found = list(contradictions(public, Preferences(party="p", reading="r", basis=Basis(kind=BasisKind.STATED), scores={"x": row})))
    assert [(c.better, c.worse) for c in found] == ([] if first is None else [first])


MARKS = [chr(c) for c in range(0x300, 0x1E95F) if unicodedata.combining(chr(c)) or unicodedata.decomposition(chr(c))]


@given(st.lists(st.sampled_from([*MARKS, *"aeo가각ắ中"]), max_size=40), st.integers(1, 9))
def test_letters_are_written_in_one_way_however_many_marks_they_have(letters, times):
    text = "".join(letters) * times
    assert in_one_way(text) == unicodedata.normalize("NFC", text)


def test_very_many_marks_on_one_letter_are_put_in_order_at_once():
    text = "a" + "\u0301\u0316" * 100_000
    assert in_one_way(text) == "\u00e1" + "\u0316" * 100_000 + "\u0301" * 99_999


def test_whether_a_file_is_a_partys_own_is_seen_at_once_however_many_lines_it_has():
    """Each blank that begins a line doubled the time."""
    assert CLAIMS_TO_BE_ITS_OWN.search("basis:\n" + "    x: 1\n" * 100_000) is None
    assert CLAIMS_TO_BE_ITS_OWN.search("basis:\n" + "    x: 1\n" * 1_000 + "  kind: stated\n") is not None
