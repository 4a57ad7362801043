"""What if says what was changed since the package from which one began."""

from __future__ import annotations

import re

import pytest

from tests.office.cast import Cast
from tests.office.made_results import keep


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_what_was_changed_since_the_start_is_listed_and_the_start_goes_along(cast):
    keep(cast)
    page = cast.clients["mara"].get(cast.path("bench") + "?like=solution:nash")
    assert "As Nash." in text(page)
    body = page.content.decode()
    chosen = dict(re.findall(r'name="(option:[^"]+)" value="([^"]+)" checked', body))
    others = {name: value for name, value in re.findall(r'name="(option:[^"]+)" value="([^"]+)"', body) if chosen.get(name, value) != value}
    issue, other = next(iter(others.items()))
    answer = text(cast.post("mara", "bench", like="solution:nash", **{**chosen, issue: other}))
    assert "Changed since Nash, 1 issue:" in answer
    assert "Changed since" not in text(cast.post("mara", "bench", **chosen))
