"""The same files and options give the same bytes: whatever the order of hashes, on one core and two, idle and loaded."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.cases import EXAMPLES
from tests.cli.program import TODAY, goodoffices

#: Runs of each: with its own order of hashes; on one core and on all; idle and loaded.
WAYS = [("1", False, False), ("2", True, False), ("3", True, True), ("4", False, True), ("5", False, False)]


@contextmanager
def loaded(is_loaded):
    """Keep all cores busy."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * (os.cpu_count() or 1) if is_loaded else 0)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def runs(folder, ways, *options, command="analyse"):
    """What each way of running says, in words and as data."""
    said = set()
    for seed, one_core, is_loaded in ways:
        with loaded(is_loaded):
            mine = os.sched_getaffinity(0)
            try:
                if one_core:
                    os.sched_setaffinity(0, {min(mine)})
                for format_ in ("--plain", "--json"):
                    ran = goodoffices(command, folder, "--today", TODAY, format_, *options, PYTHONHASHSEED=seed)
                    assert ran.code == 0, ran.err
                    said.add((format_, ran.out))
            finally:
                os.sched_setaffinity(0, mine)
    return said


def doubtful_case(folder, seed):
    """Two or three parties; numbers of the first are blank or between bounds, some with an order beside them."""
    draw = random.Random(seed)
    parties, issues = [f"p{k}" for k in range(draw.randint(2, 3))], [f"i{k}" for k in range(draw.randint(3, 4))]
    lines = ["format: goodoffices-case/1", "id: c", "name: C", "languages: [en]", f"parties: [{', '.join(f'{{id: {p}, name: {p}}}' for p in parties)}]", "issues:"]  # fmt: skip
    for issue in issues:
        options = ", ".join(f"{{id: o{k}, text: o{k}}}" for k in range(3))
        lines.append(f"  - {{id: {issue}, name: {issue}, options: [{options}], status_quo: o0}}")
    (folder / "preferences").mkdir(parents=True)
    (folder / "case.yaml").write_text("\n".join(lines) + "\n")
    for number, party in enumerate(parties):

        def value(most, number=number):
            low, high = sorted((draw.randint(0, most), draw.randint(0, most)))
            return draw.choice(["~", f"[{low}, {high}]", str(low), str(high)]) if number == 0 else str(low)

        weights = ", ".join(f"{i}: {value(5) if k else 5}" for k, i in enumerate(issues))
        scores = "\n".join(f"  {i}: {{{', '.join(f'o{k}: {value(100)}' for k in range(3))}}}" for i in issues)
        order = "rankings:\n  - {id: r, issues: [i0, i1]}\n" if number == 0 and draw.random() < 0.5 else ""
        text = f"format: goodoffices-preferences/1\nbasis: exercise\nweights: {{{weights}}}\nscores:\n{scores}\nwalk_away: {draw.randint(10, 45)}\n{order}"
        (folder / f"preferences/{party}.yaml").write_text(text)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_a_case_in_doubt_is_answered_the_same_twice(tmp_path, seed):
    assert len(runs(doubtful_case(tmp_path / "c", seed), WAYS[1:3])) == 2


@pytest.mark.slow
def test_an_example_is_answered_the_same_twice():
    assert len(runs(EXAMPLES / "ferry-strike", WAYS[1:3])) == 2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_each_of_twenty_cases_in_doubt_is_answered_the_same_five_times(tmp_path, seed):
    assert len(runs(doubtful_case(tmp_path / "c", 100 + seed), WAYS)) == 2


@pytest.mark.long
@pytest.mark.parametrize("name", ["strait", "ferry-strike", "dry-river"])
@pytest.mark.parametrize(("command", "options"), [("analyse", ()), ("readings", ()), ("analyse", ("--costs", "--sensitivity"))])
def test_each_example_is_answered_the_same_five_times(tmp_path, name, command, options):
    folder = tmp_path / name
    shutil.copytree(EXAMPLES / name, folder)
    assert len(runs(folder, WAYS, *options, command=command)) == 2
