"""Mirror statements: what stands in one alone is listed, whatever the order, and a swap of the two names is shown and marked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.procedure.text import Paragraph, PieceKind, read_text, written
from goodoffices.procedure.text.mirror import MirrorComparison, statements_compared
from goodoffices.procedure.text.telling_facts import facts_in, names_in
from tests.reached import reached, reaches

#: Real names, published facts, our own words: the two statements of 25 March 2025 and the two texts of the call of 18 March.
ACTORS = {"us": ["United States", "US"], "ukraine": ["Ukraine", "Ukrainian"], "russia": ["Russia", "Russian Federation", "Russian"]}
WITH_UKRAINE = """The United States and Ukraine met in Riyadh and agreed that ships must sail safely in the Black Sea, \
that no force is used there, and that commercial vessels do not serve military purposes.

The United States and Ukraine will help to exchange prisoners of war, release civilians and return children who were taken away.

The United States and Ukraine will work out measures that carry out the ban on strikes against energy facilities of Ukraine and Russia.

The United States and Ukraine welcome the good offices of third countries that help the maritime and energy agreements.

The United States and Ukraine go on working for a peace that lasts."""
WITH_RUSSIA = """The United States and Russia met in Riyadh and agreed that ships must sail safely in the Black Sea, \
that no force is used there, and that commercial vessels do not serve military purposes.

The United States will help Russia to reach the world market for agricultural and fertiliser exports, to insure ships for less, \
and to use ports and payment systems for such sales.

The United States and Russia will work out measures that carry out the ban on strikes against energy facilities of Russia and Ukraine.

The United States and Russia welcome the good offices of third countries that help the maritime and energy agreements.

The United States and Russia go on working for a peace that lasts."""
CALL_AS_WASHINGTON_TOLD = """The two presidents spoke on 18 March 2025.

The way to peace begins with a ceasefire for energy and infrastructure; talks about the Black Sea will follow."""
CALL_AS_MOSCOW_TOLD = """The two presidents spoke on March 18, 2025.

At the proposal of the American side both refrain from strikes on energy infrastructure for 30 days; the order was given at once. \
Talks about the Black Sea will follow."""


def read(text: str) -> list[Paragraph]:
    return read_text(text, ())


def told(facts) -> list[tuple[str, str]]:
    return [(fact.kind.value, fact.value) for fact in facts]


def beside(found: MirrorComparison) -> list[tuple[int | None, int | None]]:
    return [(pair.first and pair.first.number, pair.second and pair.second.number) for pair in found.pairs]


def counted(facts) -> Counter[tuple[str, str]]:
    return Counter(told(facts))


def test_of_march_2025_each_statement_has_one_paragraph_alone_and_the_rest_is_mirrored():
    found = statements_compared(read(WITH_UKRAINE), read(WITH_RUSSIA), ACTORS, ("ukraine", "russia"))
    assert beside(found) == [(1, 1), (None, 2), (2, None), (3, 3), (4, 4), (5, 5)]
    assert [pair.is_mirrored for pair in found.pairs] == [True, False, False, True, True, True]
    alone = {"".join(one.words for one in pair.pieces) for pair in found.pairs if pair.first is None or pair.second is None}
    assert alone == {read(WITH_UKRAINE)[1].words, read(WITH_RUSSIA)[1].words}


def test_of_march_2025_only_the_names_stand_in_one_alone():
    """Those that are not marked stand in the paragraphs that are alone."""
    found = statements_compared(read(WITH_UKRAINE), read(WITH_RUSSIA), ACTORS, ("ukraine", "russia"))
    assert counted(found.only_first) == {("actor", "ukraine"): 5}
    assert counted(found.only_second) == {("actor", "russia"): 5}
    assert [fact.paragraph for fact in (*found.only_first, *found.only_second) if not fact.is_mirrored] == [2, 2]


def test_a_swap_of_names_is_a_difference_like_others_if_nobody_says_that_it_is_expected():
    found = statements_compared(read(WITH_UKRAINE), read(WITH_RUSSIA), ACTORS)
    assert counted(found.only_first) == {("actor", "ukraine"): 5}
    assert not any(one.is_mirrored for one in (*found.only_first, *found.only_second, *found.pairs))
    assert [piece.words for piece in found.pairs[0].pieces if piece.stands_out] == ["Ukraine ", "Russia "]


def test_of_the_call_of_18_march_only_one_text_has_30_days():
    found = statements_compared(read(CALL_AS_WASHINGTON_TOLD), read(CALL_AS_MOSCOW_TOLD), ACTORS)
    assert beside(found) == [(1, 1), (2, 2)]
    assert told(found.only_first) == []
    assert told(found.only_second) == [("actor", "American"), ("duration", "30 days")]
    assert [(fact.words, fact.paragraph) for fact in found.only_second] == [("American", 2), ("30 days", 2)]


@pytest.mark.parametrize(
    ("kind", "value", "forms"),
    [
        ("duration", "30 days", ["30 days", "thirty days", "30-day", "thirty-day", "30‑day", "Thirty Days", "٣٠ days", "30\ndays"]),
        ("duration", "30 days", ["thirty (30) days", "30 (thirty) days"]),
        ("duration", "120 days", ["120 days", "one hundred and twenty days", "a hundred twenty days"]),
        ("duration", "1 month", ["1 month", "one month", "a month", "one-month"]),
        ("duration", "0.5 hours", ["half an hour", "0.5 hours"]),
        ("duration", "1.5 years", ["one and a half years", "a year and a half", "1.5 years"]),
        ("duration", "30–60 days", ["30–60 days", "30-60 days", "thirty to sixty days", "between 30 and 60 days"]),
        ("duration", "5 working days", ["5 working days", "five working days"]),
        (
            "date",
            "2025-03-25",
            ["25 March 2025", "March 25, 2025", "2025-03-25", "25th of March 2025", "25 Mar. 2025", "MARCH 25 2025", "٢٠٢٥-٠٣-٢٥"],
        ),
        ("date", "--03-25", ["25 March", "March 25", "25th of March", "the 25th March"]),
        ("date", "2025-03", ["March 2025", "March, 2025", "Mar 2025"]),
        ("date", "2025-04-19/2025-04-20", ["19–20 April 2025", "19 to 20 April 2025", "April 19-20, 2025", "19 and 20 April 2025"]),
        ("date", "--05", ["in May", "during May"]),
        ("date", "Monday", ["on Monday", "Mondays"]),
        ("date", "18:00 UTC", ["18:00 UTC"]),
        ("number", "1000", ["1,000", "1000", "1\u00a0000", "1\u202f000", "1’000", "one thousand", "1 thousand"]),
        ("number", "33000000", ["33 million", "33,000,000", "thirty-three million"]),
        ("number", "99", ["99", "ninety-nine", "ninety nine", "٩٩", "९९"]),
        ("number", "100", ["a hundred", "one hundred", "100", "100.0"]),
        ("number", "17", ["seventeen", "17", "017"]),
        ("number", "30%", ["30%", "30 %", "thirty per cent", "30 percent"]),
        ("number", "2.", ["the 2nd"]),
        ("actor", "ukraine", ["to Ukraine", "Ukraine", "Ukraine’s", "pro-Ukrainian"]),
        ("actor", "russia", ["the Russian\nFederation", "Russia"]),
        ("actor", "Ministry of Defence", ["the Ministry of Defence", "The Ministry of Defence", "its Ministry of Defence's"]),
        ("actor", "UN", ["the UN", "UN ships", "the U.N."]),
        ("condition", "provided", ["provided that", "Provided", "provided the"]),
        ("condition", "on condition", ["on condition that", "on the condition that"]),
        ("condition", "only after", ["only after", "Only  after"]),
    ],
)
def test_what_is_the_same_in_writing_has_one_value(kind, value, forms):
    assert {form: told(facts_in(read(form), ACTORS)) for form in forms} == {form: [(kind, value)] for form in forms}


NOT_SAID_TO_BE_THE_SAME = """24 hours|1 day; 4 weeks|28 days; 30 days|30 working days; 30 days|30; 30|30%; 2|2nd; 1.000|1; 1.000|1000; \
25 March|25 March 2025; 03/04/2025|3 April 2025; 2,5|2.5; thirty (30) days|thirty (31) days; only after|after; shall|should; \
cannot|can not; 1234567890123456789012|1234567890123456789013; the Ministry|the Ministry of Defence"""
NOT_FOUND = """Jeddah hosted.|The parties met at once, the others once more.|They spoke to one another of two thirds or a dozen.|no one|\
THE PARTIES MET|# The Black Sea|1. First, the parties.
2. Second, the rest.|(3) They are provided by others.|several days, daily, tomorrow"""


@pytest.mark.parametrize("pair", NOT_SAID_TO_BE_THE_SAME.split("; "))
def test_what_nobody_said_is_the_same_has_two_values(pair):
    first, second = (counted(facts_in(read(text), ACTORS)) for text in pair.split("|"))
    assert first
    assert second
    assert first != second


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "condition",
            "if, unless, provided, only, only if, only after, until, except, subject to, once, when, as long as, before, after, within",
        ),
        ("condition", "pending, upon, so long as, as soon as, in the event, in case, prior to, whenever, contingent on, conditional upon"),
        ("modal", "shall, should, may, must, can, could, will, would, might"),
        ("negation", "not, no, never, nor, neither, none, without, cannot, won't"),
    ],
)
def test_each_word_of_condition_of_duty_and_of_denial_is_found(kind, words):
    every = words.split(", ")
    assert told(facts_in(read(", ".join(every)), {})) == [(kind, word) for word in every]


@pytest.mark.parametrize("text", NOT_FOUND.split("|"))
def test_what_is_not_found(text):
    assert [one for one in told(facts_in(read(text), ACTORS)) if one != ("negation", "no")] == []


def test_a_number_in_a_date_a_duration_or_a_name_is_listed_once_in_the_order_of_the_text():
    text = "# In 30 days\n\nOn 25 March 2025 at 18:00 an F-16 may fly 2 times within thirty days, unless Oslo or Ukraine says no."
    found = facts_in(read(text), ACTORS)
    assert [(fact.paragraph, fact.words) for fact in found] == [(0, "30 days")] + [
        (1, words) for words in ("25 March 2025", "18:00", "F-16", "may", "2", "within", "thirty days", "unless", "Oslo", "Ukraine", "no")
    ]


def test_may_and_march_begin_sentences_as_verbs():
    found = facts_in(read("May they rest. March they must, until May."), {})
    assert [value for _, value in told(found)] == ["may", "must", "until", "--05"]


def test_each_alternative_of_a_bracket_counts_and_who_sponsors_it_does_not():
    text = read_text("A pause of [[ukraine: 30 days | russia: 60 days]].", ("ukraine", "russia"))
    assert told(facts_in(text, ACTORS)) == [("duration", "30 days"), ("duration", "60 days")]


def test_a_name_that_begins_a_sentence_counts_where_either_text_has_it_within_one():
    first, second = read("Jeddah hosted the talks."), read("The talks were hosted by Jeddah.")
    assert names_in(second, {}) == {"Jeddah"}
    assert facts_in(first, {}) == []
    for one, other in ((first, second), (second, first)):
        found = statements_compared(one, other, {})
        assert (found.only_first, found.only_second) == ((), ())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Yesterday Jeddah hosted.", ["Yesterday Jeddah"]),
        ("Yesterday Jeddah hosted. They left Jeddah.", ["Jeddah", "Jeddah"]),
        ("Members of Parliament came.", ["Parliament"]),
        ("The ship of Mr. Lind came to No. 5. Ports wait.", ["Lind"]),
        ("It is signed by A. Lind. Ports wait.", ["Lind"]),
        ("It was seen by Jeddah’s Council.", ["Jeddah", "Council"]),
        ("The Council of the Union met.", ["Council of the Union"]),
        ("He said: “Ports wait.” - Ports do.", []),
        ("Ports wait.\n• Ships sail.\n(a) Crews rest.\n3. Guns stop.", []),
    ],
)
def test_a_run_of_words_with_capitals_within_a_sentence_is_one_name(text, values):
    assert [fact.value for fact in facts_in(read(text), {}) if fact.kind == "actor"] == values


def test_names_are_those_that_are_not_given_and_no_beginnings_of_sentences():
    assert names_in(read("Yesterday Jeddah hosted. They left Ukraine for Oslo.\n\n# Talks in Rome"), ACTORS) == {"Oslo"}


def test_a_given_name_is_found_however_its_signs_are_composed():
    composed, apart = "C\u00f4te", "Co\u0302te"
    for name, text in ((composed, apart), (apart, composed)):
        assert told(facts_in(read(f"to {text}"), {"c": [name]})) == [("actor", "c")]


def test_a_range_is_two_numbers_and_a_sign_before_a_number_is_its_sign():
    found = facts_in(read("10-20 ships at -5 or −6 degrees, 30–40"), {})
    assert [value for _, value in told(found)] == ["10", "20", "-5", "-6", "30", "40"]


def test_a_longer_name_that_is_given_is_not_taken_for_the_shorter():
    actors = {"n": ["Northland"], "bank": ["Bank of Northland", "Northland Bank"]}
    text = read("The Bank of Northland and the Northland Bank and Northland.")
    assert [fact.value for fact in facts_in(text, actors)] == ["bank", "bank", "n"]


def test_what_is_alike_is_paired_across_others_and_what_has_no_like_stays_alone():
    first = read("Prisoners are exchanged within a week.\n\nPorts reopen for grain.\n\nNobody shoots at bridges.")
    second = read("Ports are reopened for grain.\n\nA joint centre inspects.\n\nPrisoners are exchanged within two weeks.")
    found = statements_compared(first, second, {})
    assert beside(found) == [(1, 3), (2, 1), (None, 2), (3, None)]
    assert [(fact.words, fact.paragraph) for fact in found.only_first] == [("a week", 1)]
    assert [(fact.words, fact.paragraph) for fact in found.only_second] == [("two weeks", 3)]


def test_of_paragraphs_that_are_as_like_the_nearest_is_paired():
    first = read("Nobody knows.\n\nPorts reopen for grain soon.")
    second = read("Ports reopen for grain today.\n\nPorts reopen for grain again.")
    assert (
        beside(statements_compared(first, second, {})) == beside(statements_compared(second, first, {})) == [(None, 1), (1, None), (2, 2)]
    )


def test_a_heading_is_paired_with_a_heading_alone():
    found = statements_compared(read("# Ports\n\nShips sail."), read("Ports\n\n# Ships sail."), {})
    assert all(pair.first is None or pair.second is None for pair in found.pairs)
    assert not any(pair.is_same or pair.is_mirrored for pair in found.pairs)


def test_in_a_long_text_words_that_stand_everywhere_make_none_alike():
    first = read("\n\n".join(f"All guns in ward{k} stay silent." for k in range(60)))
    second = read("\n\n".join(f"All guns in ward{k} stay silent, too." for k in reversed(range(30, 90))))
    assert {pair for pair in beside(statements_compared(first, second, {})) if None not in pair} == {(k + 1, 90 - k) for k in range(30, 60)}


def test_of_facts_that_are_alike_the_one_whose_neighbour_lacks_it_is_listed():
    first = read("Ports reopen for 30 days.\n\nBridges are spared for 30 days.")
    second = read("Ports reopen.\n\nBridges are spared for 30 days.")
    assert [fact.paragraph for fact in statements_compared(first, second, {}).only_first] == [1]


SIDES = {"n": ["Northland", "the Republic of Northland"], "s": ["Southland"]}


def test_the_names_are_compared_in_their_places_and_only_their_swap_is_marked():
    first = read("Northland, Southland and the Republic of Northland stop, then Northland leaves.")
    second = read("Southland, Northland and Northland stop, then Northland soon leaves.")
    (pair,) = statements_compared(first, second, SIDES, ("n", "s")).pairs
    differ = [piece for piece in pair.pieces if piece.kind is not PieceKind.SAME]
    marked = [(piece.words, piece.stands_out) for piece in differ if piece.is_mirrored]
    assert marked == [("Northland", False), ("Southland", False), ("Southland", False), ("Northland", False)]
    others = [(piece.words, piece.stands_out) for piece in differ if not piece.is_mirrored]
    assert others == [("the Republic of Northland", True), ("Northland", True), ("soon ", False)]
    assert not pair.is_mirrored


SENTENCES_WITH_NUMBERS = """All guns stay silent for 30 days.
All guns stay silent for sixty days, unless Northland objects.
Until 25 March 2025 no ship of Southland may sail.
They free 1,000 prisoners of Northland and 20 of Southland.
They meet again within a week.""".splitlines()
OTHER_SENTENCES = """They free prisoners only after the Bank of Aland pays.
The talks in Jeddah go on.
Southland shall not shoot at ports of Northland.
Northland shall not shoot at ports of Southland.
The rest stays as it is.""".splitlines()
SENTENCE = st.sampled_from(SENTENCES_WITH_NUMBERS + OTHER_SENTENCES)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3)
BLOCKS = st.lists(PARAGRAPH, max_size=6)
SWAP = st.sampled_from([None, ("n", "s")])


def put(blocks) -> list[Paragraph]:
    return read("\n\n".join(" ".join(block) for block in blocks if block))


STATEMENT = st.tuples(BLOCKS, st.booleans()).map(lambda drawn: [*read("# Talks" if drawn[1] else ""), *put(drawn[0])])


@given(STATEMENT, SWAP)
def test_a_text_differs_nowhere_from_itself(text, swap):
    found = statements_compared(text, text, SIDES, swap)
    assert [(pair.first, pair.second) for pair in found.pairs] == [(one, one) for one in text]
    assert all(pair.is_same for pair in found.pairs)
    assert (found.only_first, found.only_second) == ((), ())


@given(STATEMENT, STATEMENT, SWAP)
def test_swapped_arguments_give_the_swapped_result(first, second, swap):
    found, turned = statements_compared(first, second, SIDES, swap), statements_compared(second, first, SIDES, swap)
    assert (turned.only_second, turned.only_first) == (found.only_first, found.only_second)
    assert Counter((pair.second, pair.first) for pair in turned.pairs) == Counter((pair.first, pair.second) for pair in found.pairs)


@given(STATEMENT, STATEMENT, SWAP)
def test_each_paragraph_is_in_one_pair_and_its_pieces_give_its_words(first, second, swap):
    pairs = statements_compared(first, second, SIDES, swap).pairs
    assert [pair.first for pair in pairs if pair.first is not None] == first
    assert Counter(pair.second for pair in pairs if pair.second is not None) == Counter(second)
    for pair in pairs:
        for one, other in ((pair.first, PieceKind.NEW), (pair.second, PieceKind.GONE)):
            words = "".join(piece.words for piece in pair.pieces if piece.kind is not other)
            assert words == (one.words if one is not None else "")


@given(STATEMENT, STATEMENT, SWAP)
def test_what_stands_in_one_alone_is_what_it_has_more_of(first, second, swap):
    found = statements_compared(first, second, SIDES, swap)
    one, other = counted(facts_in(first, SIDES)), counted(facts_in(second, SIDES))
    assert (counted(found.only_first), counted(found.only_second)) == (one - other, other - one)


@given(BLOCKS, PARAGRAPH, st.sampled_from(SENTENCES_WITH_NUMBERS), st.data())
def test_a_sentence_with_a_number_that_is_left_out_has_its_number_listed(others, block, sentence, data):
    k, n = data.draw(st.integers(0, len(others))), data.draw(st.integers(0, len(block)))
    whole = put([*others[:k], [*block[:n], sentence, *block[n:]], *others[k:]])
    found = statements_compared(whole, put([*others[:k], block, *others[k:]]), SIDES)
    gone = counted(facts_in(read(sentence), SIDES))
    assert {kind for kind, _ in gone} & {"number", "date", "duration"}
    assert (counted(found.only_first), found.only_second) == (gone, ())


@given(BLOCKS, BLOCKS, SWAP, st.randoms(use_true_random=False))
def test_the_order_of_paragraphs_changes_nothing_of_what_stands_in_one_alone(first, second, swap, random):
    found = statements_compared(put(first), put(second), SIDES, swap)
    shuffled = random.sample(first, len(first))
    again = statements_compared(put(shuffled), put(second), SIDES, swap)
    assert counted(again.only_first) == counted(found.only_first)
    assert counted(again.only_second) == counted(found.only_second)


@reaches(20)
@given(BLOCKS)
def test_where_the_names_alone_are_swapped_all_that_differs_is_marked(blocks):
    first = put([*blocks, ["Then Northland stops."]])
    swapped = written(first).replace("Northland", "*").replace("Southland", "Northland").replace("*", "Southland")
    found = statements_compared(first, read(swapped), SIDES, ("n", "s"))
    marks = [pair.is_mirrored for pair in found.pairs if not pair.is_same]
    if marks:
        reached()
        assert all(marks)
        assert all(fact.is_mirrored for fact in (*found.only_first, *found.only_second))


@given(st.text(st.sampled_from("aA1. ,:-(’\n/%–٣é\u0301\U000f0000"), max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared(one, other):
    first, second = [Paragraph(1, (one,))], [Paragraph(1, (other,)), Paragraph(2, ())]
    found = statements_compared(first, second, SIDES, ("n", "s"))
    assert sum(pair.first is not None for pair in found.pairs) == 1
    assert sum(pair.second is not None for pair in found.pairs) == 2
