"""Measure the pages of one long text in many versions against their limits.

A text of 300 pages (3,300 paragraphs of about 180 characters) in 100 versions; each changes twelve
paragraphs, in two of which there is a bracket. One process serves one person on SQLite.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.talks import set_up

PARAGRAPHS, VERSIONS, CHANGED, EACH_CHAPTER = 3_300, 100, 12, 40
REQUESTS = 60
#: Milliseconds that 95 of 100 requests may take, by what is asked for.
WANTED = {
    "the list of texts": 200,
    "the text": 200,
    "another part of it": 200,
    "a paragraph, to type": 200,
    "versions 99 and 100": 1_000,
    "versions 1 and 100": 1_000,
}
WORDS = (
    "ports",
    "ships",
    "grain",
    "insurance",
    "inspection",
    "corridor",
    "shall",
    "not",
    "30",
    "days",
)


def run(quick: bool = False) -> None:
    """Fill a case with a text and measure; ``quick``: a tenth of it."""
    share = 10 if quick else 1
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from benchmarks.texts_filled import filled_text
        from goodoffices.office.running.server import collect_less_often

        chance = random.Random(7)
        versions = _versions(chance, PARAGRAPHS // share, VERSIONS // share)
        client, address = filled_text("A long text", versions)
        last = len(versions)
        client.get(address(""))
        collect_less_often()
        print(
            f"{PARAGRAPHS // share:,} paragraphs, {len(versions[-1]):,} characters, {last} versions"
        )
        asked = {
            "the list of texts": "",
            "the text": "{text}/",
            "another part of it": "{text}/?part=40",
            "a paragraph, to type": f"{{text}}/type/{last}/200/1/",
            f"versions {last - 1} and {last}": f"{{text}}/changes/?old={last - 1}&new={last}",
            f"versions 1 and {last}": f"{{text}}/changes/?old=1&new={last}",
        }
        for (name, page), limit in zip(asked.items(), WANTED.values(), strict=True):
            seconds = sorted(_measure(lambda page=page: client.get(address(page))))  # type: ignore[misc]
            p50, p95 = (seconds[int(part * len(seconds))] * 1000 for part in (0.5, 0.95))
            print(
                f"{name:22} median {p50:5.0f} ms, p95 {p95:6.0f} ms "
                f"({p95 / limit:.2f} of the limit of {limit} ms)"
            )


def _measure(ask: Callable[[], object]) -> list[float]:
    seconds = []
    for _number in range(REQUESTS):
        began = time.perf_counter()
        answer = ask()
        seconds.append(time.perf_counter() - began)
        assert answer.status_code == 200  # type: ignore[attr-defined]
    return seconds


def _versions(chance: random.Random, paragraphs: int, versions: int) -> list[str]:
    blocks = [_paragraph(chance, k) for k in range(paragraphs)]
    found = ["\n\n".join(blocks)]
    for number in range(1, versions):
        for changed in range(CHANGED):
            place = chance.randrange(paragraphs)
            if not blocks[place].startswith("#"):
                bracket = " [[shall | should]]" if changed < 2 else ""
                blocks[place] += f" {chance.choice(WORDS)} {number}{bracket}"
        found.append("\n\n".join(blocks))
    return found


def _paragraph(chance: random.Random, number: int) -> str:
    if number % EACH_CHAPTER == 0:
        return f"# Chapter {number // EACH_CHAPTER + 1}"
    words = [f"Article {number}:"]
    while len(" ".join(words)) < 180:
        words.append(chance.choice(WORDS) if chance.random() < 0.5 else f"w{chance.randrange(999)}")
    return " ".join(words) + "."
