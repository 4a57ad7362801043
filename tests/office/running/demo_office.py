"""The office of the demonstration without the report that goes before it, for tests that start it often."""

from __future__ import annotations

import datetime
import json
import os
import sys
from pathlib import Path


def _set_clock(file: Path) -> None:
    """The office's clock runs as many seconds ahead as a file says, which a test writes."""
    from goodoffices.office.sealing import clock_and_chance

    now = clock_and_chance.now
    clock_and_chance.now = lambda: now() + datetime.timedelta(seconds=float(file.read_text()))


def main() -> None:
    folder, port, links = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    os.environ["GOODOFFICES_DEMONSTRATION"] = "1"
    from goodoffices.cli.serve import of_the_office, places_of, run_office

    def say_links() -> None:
        from goodoffices.office.running.demonstration import links as made
        from goodoffices.office.running.demonstration import texts_of_folder
        from tests.cases import EXAMPLES

        links.write_text(json.dumps(made(texts_of_folder(EXAMPLES / "strait"), f"http://localhost:{port}")))

    if "TEST_CLOCK" in os.environ:
        _set_clock(Path(os.environ["TEST_CLOCK"]))
    of_the_office(run_office)(places_of(folder), port, say_links)
