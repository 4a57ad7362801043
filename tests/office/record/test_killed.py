"""An office that is killed between an entry and the checkpoint over it loses neither, and signs on where it stopped."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.cli.program import ROOT

FEW, MANY = 2, 100


def started(folder: Path, what: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    named = {
        "GOODOFFICES_DATA": str(folder / "data"),
        "GOODOFFICES_KEY_FILE": str(folder / "office.key"),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tests.office.record.append_and_sign", what],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **named, **environment},
    )  # fmt: skip


def kill_again_and_again(folder: Path, times: int, environment: dict[str, str] | None = None) -> tuple[int, int]:
    """Kill an office that enters and signs, at random moments; count the entries and checkpoints it had acknowledged."""
    environment, chance, acknowledged = environment or {}, random.Random(times), {"e": 0, "s": 0}
    for _ in range(times):
        with started(folder, "run", environment) as office:
            said = [office.stdout.readline().strip() for _ in range(1 + chance.randint(3, 20))]
            office.send_signal(signal.SIGKILL)  # After an entry or a checkpoint, as it happens: it goes on meanwhile.
            said += [line.strip() for line in office.stdout]
        acknowledged = {kind: count + said.count(kind) for kind, count in acknowledged.items()}
        with started(folder, "check", environment) as checking:
            found = json.loads(checking.communicate()[0].splitlines()[-1])
        assert found["departures"] == []
        assert {verdict for verdict, *_ in found["verdicts"]} == {"consistent"}, found["verdicts"]
        assert found["entries"] >= acknowledged["e"]
        assert found["checkpoints"] >= acknowledged["s"]
    return acknowledged["e"], acknowledged["s"]


@pytest.mark.slow
@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_kills_between_an_entry_and_its_checkpoint_lose_nothing(tmp_path, times):
    entries, checkpoints = kill_again_and_again(tmp_path, times)
    assert min(entries, checkpoints) >= times


@pytest.mark.slow
@pytest.mark.parametrize("times", [FEW // 2, pytest.param(MANY, marks=pytest.mark.long)])
def test_kills_between_an_entry_and_its_checkpoint_lose_nothing_on_postgres(tmp_path, times, postgres_server):
    import psycopg

    uri, config = postgres_server
    name = f"killed_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(uri, autocommit=True) as root:
        root.execute(f"create database {name} template office_template owner office_owner")
    environment = {
        "GOODOFFICES_DATABASE": f"postgresql://office_app@/{name}?host={config['HOST']}",
        "GOODOFFICES_DATABASE_OWNER": f"postgresql://office_owner@/{name}",
    }
    entries, checkpoints = kill_again_and_again(tmp_path, times, environment)
    assert min(entries, checkpoints) >= times
