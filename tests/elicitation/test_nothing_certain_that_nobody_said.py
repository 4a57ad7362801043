"""For any person with a true model, whatever is said to hold under all truths is true of that model: after any number of answers, on scales too."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from dataclasses import replace

import pytest

from goodoffices.analysis import NotSupported, Possible, Standing, analyse_in_doubt
from goodoffices.analysis.doubt.bounds import doubt_of
from goodoffices.analysis.doubt.party_doubt import Linear, Truth
from goodoffices.analysis.doubt.truths_program import TruthsProgram
from goodoffices.elicitation.conversation import Conversation
from goodoffices.formats.ours.answers_file import Transcript, read_transcript, transcript_text, with_answer
from goodoffices.formats.ours.elicited import elicited
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.preferences import Answers
from goodoffices.report.wording import Wording
from tests.elicitation.channels import next_on_paper, through
from tests.elicitation.respondents import Truthful, random_case, true_model
from tests.reference.brute import Truth as Listed

DAY = datetime.date(2026, 1, 1)


def asked(person, most, channel):
    """Her transcript after at most so many answers, given in the terminal, on a page or on paper."""
    transcript = Transcript(party="a", reading="stated", kind="stated", author="", date=DAY, confidence="", reason="")
    while len(transcript.answers) < most:
        on_paper = channel == "paper"
        question = next_on_paper(person.case, transcript) if on_paper else Conversation(person.case, transcript.answers).next_or_check
        if question is None:
            break
        meant = person.answer(question)
        taken = through(channel, question, meant, person.case, Answers(person.case, transcript.answers))
        assert alike(taken, meant), (channel, question, meant, taken)
        transcript = with_answer(transcript, question, taken)
    return transcript


def alike(taken, meant):
    """Whether an answer is the one that was meant: what stands in one group of an order has no order, nor what is refused."""
    if taken == meant:
        return True
    if isinstance(taken, tuple) and all(isinstance(group, tuple) for group in (*taken, *meant)):
        return [set(group) for group in taken] == [set(group) for group in meant] or set(taken) == set(meant)
    return set(taken) == set(meant)


def sentences_hold(seed, counts):
    draw = random.Random(seed)
    case = random_case(draw)
    person = Truthful(case, true_model(case, draw), draw)
    channel = draw.choice(["terminal", "page", "paper"])
    transcript = asked(person, draw.choice([1, 2, 4, 6, 9, 14, 20]), channel)
    counts[channel] += 1
    again = read_transcript(transcript_text(transcript), case, "answers")
    assert again.answers == transcript.answers
    talk = Conversation(case, transcript.answers)
    assert (talk.fitted.disagree, talk.fitted.set_aside) == ((), ())
    _, text = elicited(case, transcript, talk.fitted, Wording(case))
    one = read_preferences(text, case, "a", "stated", "a.yaml")
    assert TruthsProgram(doubt_of(case, one)).most(Linear()).value == 0
    allows_the_truth(case, one, person, counts)
    other = replace(true_model(case, draw), party="b", red_lines=())
    listed = Listed(case, (person.model, other))
    drafts = {f"d{k}": draw.choice(listed.all) for k in range(6)}
    result = analyse_in_doubt(case, [one, other], drafts=drafts, most=12)
    signed = [x for x in listed.feasible if listed.in_zone(listed.vector(x))]
    counts[f"possible {result.possible.value}"] += 1
    if result.possible is Possible.ALWAYS:
        assert result.problem.package(result.example) in signed
    if result.possible is Possible.NEVER:
        assert not signed
    frontier = set(listed.frontier())
    for judged in result.candidates:
        package = result.problem.package(judged.package)
        is_efficient = listed.is_feasible(package) and listed.vector(package) in frontier
        counts[f"{judged.standing.value}, signed {judged.accepted[0].value}"] += 1
        if judged.standing is Standing.EFFICIENT:
            assert is_efficient, (seed, package)
        if judged.standing is Standing.DOMINATED:
            assert not is_efficient, (seed, package)
        if judged.accepted[0] is Possible.ALWAYS:
            assert person.would_sign(package), (seed, package)
        if judged.accepted[0] is Possible.NEVER:
            assert not person.would_sign(package), (seed, package)


def allows_the_truth(case, one, person, counts):
    """Her own numbers lie within what was written of her; also where she refuses and where not."""
    doubt, model = doubt_of(case, one), person.model
    top = next((i for i, w in one.weights.items() if w == 100), None)
    times = 1 if top is None else 100 / model.weights[top]
    truth = Truth(
        tuple(model.weights[i] * times for i in case.issue_ids),
        tuple(tuple(model.scores[i.id][o] for o in i.option_ids) for i in case.issues),
        model.walk_away,
    )
    assert doubt.allows(truth)
    for issue in case.issues:
        for option in issue.option_ids:
            sure, perhaps = (
                any(issue.id in dict(line.condition.options) and line.condition.holds({issue.id: option}) for line in lines)
                for lines in (one.red_lines, one.possible_red_lines)
            )
            counts["perhaps refused"] += perhaps
            assert perhaps or sure == person.refuses(issue.id, option)


def several(first, last):
    counts = Counter()
    for seed in range(first, last):
        try:
            sentences_hold(seed, counts)
        except NotSupported:
            counts["not supported"] += 1
    return counts


@pytest.mark.slow
def test_what_is_said_under_all_truths_is_true_of_whoever_answered():
    counts = several(0, 44)
    # Each kind of sentence was put to the test.
    for kind in ("possible always", "possible perhaps", "perhaps refused", "terminal", "page", "paper"):
        assert counts[kind] > 0, counts
    for standing in ("efficient", "dominated"):
        assert sum(n for kind, n in counts.items() if kind.startswith(standing)) > 10, counts
    for signing in ("always", "never"):
        assert sum(n for kind, n in counts.items() if kind.endswith(f"signed {signing}")) > 10, counts


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_thousands_of_people(part):
    several(1000 + 150 * part, 1150 + 150 * part)
