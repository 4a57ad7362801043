"""Run the measurements: ``python -m benchmarks``. Nothing has to be installed before.

The program first makes an environment of its own, then measures.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / ".venv-benchmark"
LIST = ROOT / "requirements" / "benchmark.txt"
NAMES = (
    "adapter",
    "peer",
    "frontier",
    "dense",
    "density",
    "knapsack",
    "parties",
    "elicitation",
    "commands",
    "monitoring",
    "same_event",
    "office",
    "record",
    "talks",
    "texts",
)
#: The office and its record are measured with what their tests need: no NegMAS, but PostgreSQL.
OFFICE = (ROOT / ".venv-test", ROOT / "requirements" / "test.txt")


def main(arguments: list[str]) -> None:
    """Run the benchmarks named, or all, in an environment of their own."""
    if unknown := [a for a in arguments if a not in (*NAMES, "--quick")]:
        sys.exit(
            f"There is no {unknown[0]}. Usage: python -m benchmarks [{'|'.join(NAMES)}] [--quick]"
        )
    named = [a for a in arguments if a in NAMES] or list(NAMES)
    if len(named) == 1 and named[0] in ("office", "record", "talks", "texts"):
        _inside(*OFFICE, arguments)
        from benchmarks import office, record, talks, texts

        rooms = {"office": office, "record": record, "talks": talks, "texts": texts}
        rooms[named[0]].run(quick="--quick" in arguments)
        return
    _inside(ENVIRONMENT, LIST, arguments)
    from benchmarks import (
        commands,
        dense,
        density,
        elicitation,
        frontier,
        knapsack,
        monitoring,
        parties,
        peer,
        same_event,
    )

    if "adapter" in named:
        _test_the_adapter()
    if "peer" in named:
        peer.run(quick="--quick" in arguments)
    if "frontier" in named:
        frontier.run()
    if "dense" in named:
        dense.run()
    if "density" in named:
        density.run()
    if "knapsack" in named:
        knapsack.run()
    if "parties" in named:
        parties.run()
    if "elicitation" in named:
        elicitation.run(cases=12 if "--quick" in arguments else 96)
    if "commands" in named:
        commands.run()
    if "monitoring" in named:
        monitoring.run(quick="--quick" in arguments)
    if "same_event" in named:
        same_event.run()
    # These two need another environment.
    for name in ("office", "record"):
        quick = [a for a in arguments if a == "--quick"]
        command = [sys.executable, "-m", "benchmarks", name, *quick]
        if name in named and subprocess.run(command).returncode:
            sys.exit(1)


def _test_the_adapter() -> None:
    # The adapter can be tested only where NegMAS is installed: here.
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        "-q",
        "-o",
        "addopts=",
        "-W",
        "default",
        "-p",
        "no:cacheprovider",
        "benchmarks/test_negmas_adapter.py",
    ]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(1)


def _inside(environment: Path, packages: Path, arguments: list[str]) -> None:
    """Prepare the environment and start anew with its Python, unless this is that environment.

    It holds NegMAS and what it needs: 0.8 GB.
    """
    if Path(sys.prefix).resolve() == environment.resolve():
        return
    command = f'. "{ROOT}/scripts/environment.sh"; prepare "{environment}" "{packages}"'
    if subprocess.run(["sh", "-c", command]).returncode:
        sys.exit(1)
    variables = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    python = str(environment / "bin" / "python")
    os.execve(python, [python, "-m", "benchmarks", *arguments], variables)


if __name__ == "__main__":
    main(sys.argv[1:])
