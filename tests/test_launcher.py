"""`./goodoffices` and `./test` make their environment, notice when it is broken, and mend it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import ROOT

#: Stands for Python: `-m venv DIR` makes a folder, `-m pip install` a package; each is noted in $LOG.
STUB = """#!/bin/sh
case "$*" in
  "-c "*) exit 0 ;;
  "-m venv "*) echo venv >> "$LOG"; mkdir -p "$3/bin" "$3/lib/python3.11/site-packages"; cp "$0" "$3/bin/python" ;;
  *"pip install"*) echo pip >> "$LOG"; [ -z "$FAIL" ] || { echo "no route to index" ; exit 1; }
    mkdir -p "$(dirname "$0")/../lib/python3.11/site-packages/tool" ;;
esac
"""


@pytest.fixture
def bench(tmp_path: Path):
    """A folder with a list and a stub, and a way to prepare its environment."""
    stub = tmp_path / "python-stub"
    stub.write_text(STUB)
    stub.chmod(0o755)
    (tmp_path / "list.txt").write_text("tool==1\n")
    log = tmp_path / "log"

    def begin(fail: str = "", then: str = "") -> subprocess.Popen[str]:
        script = f'set -eu; . "{ROOT}/scripts/environment.sh"; prepare "{tmp_path}/env" "{tmp_path}/list.txt"; echo ready; {then}'
        environment = {**os.environ, "PYTHON": str(stub), "LOG": str(log), "FAIL": fail}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(["sh", "-c", script], text=True, env=environment, **pipes)

    def prepare(fail: str = "") -> subprocess.CompletedProcess[str]:
        begun = begin(fail)
        out, err = begun.communicate(timeout=60)
        return subprocess.CompletedProcess(begun.args, begun.returncode, out, err)

    prepare.begin = begin
    prepare.log = lambda: log.read_text().split() if log.exists() else []
    return prepare


def test_an_environment_is_made_once(bench):
    assert bench().stdout == "ready\n"
    assert bench().stdout == "ready\n"
    assert bench.log() == ["venv", "pip"]


def test_a_changed_list_makes_it_anew(bench, tmp_path):
    bench()
    (tmp_path / "list.txt").write_text("tool==2\n")
    bench()
    assert bench.log() == ["venv", "pip"] * 2


@pytest.mark.parametrize("damage", ["env/lib/python3.11/site-packages/tool", "env/bin", "env/prepared"])
def test_a_broken_one_is_noticed_and_mended(bench, tmp_path, damage):
    bench()
    hurt = tmp_path / damage
    shutil.rmtree(hurt) if hurt.is_dir() else hurt.unlink()
    assert bench().stdout == "ready\n"
    assert bench.log() == ["venv", "pip"] * 2
    bench()
    assert bench.log() == ["venv", "pip"] * 2


def test_a_failed_installation_leaves_nothing_and_says_why(bench, tmp_path):
    ran = bench(fail="yes")
    assert ran.returncode == 1
    assert "no route to index" in ran.stderr
    assert "Look at the network and at pip's settings" in ran.stderr
    assert list(tmp_path.glob("env*")) == []
    assert bench().stdout == "ready\n"


def test_what_was_left_half_built_is_removed(bench, tmp_path):
    """By somebody who was killed: nobody has this number."""
    (tmp_path / "env.999999999/bin").mkdir(parents=True)
    assert bench().stdout == "ready\n"
    assert len(list(tmp_path.glob("env.*"))) == 1


def test_an_environment_stays_while_somebody_runs_in_it(bench, tmp_path):
    """A server goes on in the environment that it began in, though a newer list came with an update."""
    server = bench.begin(then='read -r wait; "$environment/bin/python" -c still || echo gone; echo served')
    assert server.stdout.readline() == "ready\n"
    old = (tmp_path / "env").resolve()
    for version in (2, 3):
        (tmp_path / "list.txt").write_text(f"tool=={version}\n")
        assert bench().stdout == "ready\n"
        assert old.is_dir()
    assert (tmp_path / "env").resolve() != old
    assert server.communicate("go on\n", timeout=60)[0] == "served\n"
    (tmp_path / "list.txt").write_text("tool==4\n")
    assert bench().stdout == "ready\n"
    assert not old.exists()
    assert len(list(tmp_path.glob("env.*"))) == 1


def test_many_who_begin_at_once_all_have_one(bench, tmp_path):
    begun = [bench.begin() for _ in range(8)]
    assert [one.communicate(timeout=60)[0] for one in begun] == ["ready\n"] * 8
    assert (tmp_path / "env/prepared").exists()


def test_the_folder_of_an_earlier_version_is_taken_out_of_the_way(bench, tmp_path):
    """Up to version 0.2 it was no link; somebody may still run in it."""
    (tmp_path / "env/bin").mkdir(parents=True)
    assert bench().stdout == "ready\n"
    assert (tmp_path / "env").is_symlink()
    (before,) = tmp_path.glob("env.before.*")
    (tmp_path / "list.txt").write_text("tool==2\n")
    assert bench().stdout == "ready\n"
    assert not before.exists()


def test_lists_hold_hashes_and_no_addresses():
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text


@pytest.mark.long
def test_a_fresh_checkout_runs_and_mends_itself(tmp_path):
    """For real: clone, run the demo, break a package deep inside, run again."""
    checkout = tmp_path / "checkout"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(checkout)], check=True)
    first = subprocess.run([checkout / "goodoffices", "demo", "--no-serve"], capture_output=True, text=True, cwd=tmp_path, timeout=900)
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "strait-report.html").exists()
    next(checkout.glob(".venv/lib/python3*/site-packages/click/core.py")).unlink()
    again = subprocess.run([checkout / "goodoffices", "--version"], capture_output=True, text=True, cwd=tmp_path, timeout=900)
    assert again.returncode == 0
    assert again.stdout.startswith("goodoffices, version")
