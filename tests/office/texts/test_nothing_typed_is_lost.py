"""Two people type, are done, undo, make versions and go back in any order, from old pages too: no word goes but where somebody takes it out."""

from __future__ import annotations

import random
import re

import pytest
from django.db import transaction

from goodoffices.office.refusal import Refused
from goodoffices.office.texts import commands
from goodoffices.office.texts.bodies import digest_of_text
from goodoffices.office.texts.edits import SavedMeanwhile, Typed, list_edits, save_edit, undo_edit
from goodoffices.office.texts.readings import find_text
from tests.office.cast import Cast
from tests.office.texts.test_texts import joined

RUNS, STEPS = 8, 25


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def marks(words: str) -> set[str]:
    return set(re.findall(r"t\d+", words))


class Walk:
    """A text on which two people work, step by step, by chance."""

    def __init__(self, cast: Cast, people: list[str], seed: int) -> None:
        self.cast, self.people, self.chance, self.count = cast, people, random.Random(seed), 0
        self.pages: list[dict] = []
        self.saves = self.refusals = 0
        with transaction.atomic():
            body = "\n\n".join(f"{self.mark()} x" for _ in range(self.chance.randint(1, 5)))
            self.text = commands.begin_text(cast.view("mara"), f"A text {seed}", body, None)

    def mark(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def read(self):
        view = self.cast.view("mara")
        text = find_text(view, self.text)
        for version in text.versions:
            assert version.blocks
        return text, list_edits(view, text)

    def all_marks(self) -> set[str]:
        """All that stands somewhere: in a version, in what is typed, or kept beside it."""
        with transaction.atomic():
            text, edits = self.read()
        found = [version.body for version in text.versions]
        for one in edits:
            found += [one.edit.words, *(words for _name, words in one.earlier)]
        return marks(" ".join(found))

    def step(self) -> None:
        who = self.chance.choice(self.people)
        act = self.chance.choice([self.type, self.type, self.type, self.undo, self.make, self.back])
        before = self.all_marks()
        try:
            with transaction.atomic():
                given, taken = act(who)
        except Refused as refusal:
            self.refusals += isinstance(refusal, SavedMeanwhile)
            given, taken = set(), set()
        assert (before | given) - taken <= self.all_marks()
        with transaction.atomic():
            text, edits = self.read()
        ready = [one.edit for one in edits if one.version == text.newest.number]
        assert not any(one.touches(other) for k, one in enumerate(ready) for other in ready[k + 1 :])

    def type(self, who: str) -> tuple[set[str], set[str]]:
        """Somebody opens a page, or takes up an old one, and saves some of its words with others."""
        text, edits = self.read()
        if not self.pages or self.chance.random() < 0.6:
            self.pages.append(self.opened(who, text, edits))
        page = self.chance.choice(self.pages[-6:])
        blocks = [one for one in page["shown"].split("\n\n") if self.chance.random() < 0.8]
        new = f"{self.mark()} y"
        blocks.insert(self.chance.randint(0, len(blocks)), new)
        words = "\n\n".join(blocks)
        place = {name: page[name] for name in ("version", "start", "count", "seen", "instead")}
        is_done = self.chance.random() < 0.5
        typed = Typed(words=words, is_done=is_done, takes_over=True, **place)
        saved = save_edit(self.cast.view(page["who"]), self.text, typed)
        taken = marks(page["shown"]) | marks(page["beside"])
        page |= {"shown": words, "seen": saved.words_digest, "instead": None}
        self.saves += 1
        return marks(new), taken - marks(words)

    def opened(self, who: str, text, edits) -> dict:
        if edits and self.chance.random() < 0.5:
            one = self.chance.choice(edits)
            place = {"version": one.version, "start": one.edit.start, "count": one.edit.count}
            shown, beside, instead = one.edit.words, "", None
            if one.clash is not None:
                place = {"version": text.newest.number, "start": one.clash.place, "count": len(one.clash.theirs)}
                beside, instead = "\n\n".join(one.clash.theirs), one.id
            return {"who": who, "shown": shown, "seen": digest_of_text(shown), "beside": beside, "instead": instead, **place}
        version = self.chance.choice([text.newest, *text.versions])
        start = self.chance.randint(0, len(version.blocks))
        count = self.chance.randint(0, min(2, len(version.blocks) - start))
        shown = "\n\n".join(version.blocks[start : start + count])
        return {
            "who": who, "version": version.number, "start": start, "count": count,
            "shown": shown, "seen": digest_of_text(shown), "beside": "", "instead": None,
        }  # fmt: skip

    def undo(self, who: str) -> tuple[set[str], set[str]]:
        _text, edits = self.read()
        if not edits:
            return set(), set()
        one = self.chance.choice(edits)
        undo_edit(self.cast.view(who), self.text, one.id, one.words_digest)
        return set(), marks(one.edit.words + " ".join(words for _name, words in one.earlier))

    def make(self, who: str) -> tuple[set[str], set[str]]:
        text, edits = self.read()
        # What others had typed before goes with what took its place into the version.
        kept = " ".join(words for one in edits if one.is_done for _name, words in one.earlier)
        commands.make_version(self.cast.view(who), self.text, text.newest.number, None)
        return set(), marks(kept)

    def back(self, who: str) -> tuple[set[str], set[str]]:
        text, _edits = self.read()
        earlier = self.chance.choice(text.versions).number
        commands.go_back(self.cast.view(who), self.text, earlier, text.newest.number, None)
        return set(), set()


@pytest.mark.slow
def test_nothing_that_two_people_type_is_lost_in_any_order(cast):
    tom = joined(cast, "tom")
    saves = refusals = 0
    for seed in range(RUNS):
        walk = Walk(cast, ["mara", tom], seed)
        for _step in range(STEPS):
            walk.step()
        saves, refusals = saves + walk.saves, refusals + walk.refusals
    assert saves > 6 * RUNS
    assert refusals > RUNS / 4
