"""A result of the analysis of the cast's case, computed once, and put where the office's own worker puts one."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from unittest import mock

import yaml

from goodoffices.office.running import worker
from goodoffices.office.running.analysis_process import result_of
from tests.office.cast import without_talks


@cache
def _computed() -> dict:
    return result_of(without_talks(), datetime.date(2026, 11, 24))


def made_result(lead: str = "", rests_on: str = "") -> dict:
    """The result, with other words where they are given."""
    found = copy.deepcopy(_computed())
    if lead:
        found["usual"]["lead"] = lead
    if rests_on:
        found["usual"]["rests_on"] = [rests_on]
    return found


def keep(cast, result: dict | None = None) -> None:
    """The mediation asks, and this is what is found."""
    with mock.patch.object(worker, "_in_a_process", return_value=made_result() if result is None else result):
        assert cast.post("mara", "report/ask").status_code == 302
        assert worker.run_next()


def doubtful_texts() -> dict[str, str]:
    """The case Strait where each party's pragmatic reading has weights between bounds, and no points on combinations."""
    texts = without_talks()
    for party in ("northland", "southland"):
        name = f"preferences/{party}/pragmatic.yaml"
        one = yaml.safe_load(texts[name])
        one.pop("interactions", None)
        one["weights"] = {i: [max(0, w - 2), w + 2] for i, w in one["weights"].items()}
        texts[name] = yaml.safe_dump(one, allow_unicode=True)
    return texts


@cache
def _doubtful() -> dict:
    return result_of(doubtful_texts(), datetime.date(2026, 11, 24))


def doubtful_result() -> dict:
    """What the analysis says of `doubtful_texts`."""
    return copy.deepcopy(_doubtful())
