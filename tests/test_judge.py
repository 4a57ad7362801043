"""An independent judge of the analysis, by brute force, is content with others' public cases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.formats.open_case import open_case
from tests.public_cases import DENSE, UNREADABLE, folders, result_of

#: What the judge itself cannot do: too many packages to list, EXCLUDES, the older form of integer evaluators.
UNJUDGED = (*UNREADABLE, *DENSE, "genius/other/web_service")
#: A case of each kind, fast to judge; several hold what is special about their format.
FAST = (
    "genius/anac2010/Travel",
    "genius/anac2011/IS_BT_Acquisition",
    "genius/anac2012/AirportSiteSelectionB",
    "genius/anac2012/BarterC",
    "genius/anac2012/NiceOrDieC",
    "genius/anac2015/group3-bank_robbery",
    "genius/anac2016/Farma",
    "genius/other/ItexvsCypressDomain",
    "genius/other/Jobs",
    "genius/other/QODomain",
    "genius/other/kite",
    "genius/other/thompson",
    "negolog/domain0",
    "negolog/domain12",
    "negolog/domainUnbalancedHighOpp",
)


def judgement(shared: Path, folder: Path) -> str:
    """What the judge says of our answer to a case."""
    ran = subprocess.run(
        [sys.executable, str(shared / "acceptance/oracle.py"), str(folder)],
        input=json.dumps(result_of(open_case(folder))),
        capture_output=True,
        text=True,
        timeout=600,
    )
    return ran.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("name", FAST)
def test_the_judge_is_content(shared, name):
    assert judgement(shared, folders(shared)[name]).startswith("ok:")


@pytest.mark.long
def test_the_judge_is_content_with_all_that_it_can_judge(shared):
    found = {name: path for name, path in folders(shared, "genius", "negolog").items() if name not in UNJUDGED}
    said = {name: judgement(shared, path) for name, path in found.items()}
    assert {name: words for name, words in said.items() if not words.startswith("ok:")} == {}
    assert len(said) >= 167
