"""What is printed in README and docs is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cases import EXAMPLES
from tests.cli.program import ROOT, TODAY, goodoffices

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.slow
def test_the_readme_shows_the_true_output(tmp_path):
    """Every line of the first block, between the ellipses, stands in the output of the command, in this order."""
    block = re.search(r"```console\n\$ (./goodoffices demo)\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
    assert block is not None
    out = goodoffices("demo", "--no-serve", "--today", TODAY, cwd=tmp_path).out
    at = 0
    for part in block.group(2).strip().removesuffix("…").split("\n…\n"):
        found = out.find(part.strip("\n"), at)
        assert found >= 0, part
        at = found
    assert out.startswith("The Strait\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path):
    text = page.read_text()
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        aim = (page.parent / path) if path else page
        assert aim.exists(), f"{page}: {target}"
        if anchor and aim.suffix == ".md":
            headings = [
                re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", aim.read_text(), re.M)
            ]
            assert anchor in headings, f"{page}: {target}"


def test_the_command_line_reference_is_the_program():
    from scripts.write_command_reference import TARGET, reference

    assert reference() == TARGET.read_text(encoding="utf-8"), "run PYTHONPATH=src python scripts/write_command_reference.py"


def test_every_key_of_the_formats_is_documented():
    """A key that the schema has and the reference does not name is a gap."""
    from goodoffices.formats.schemas import schema_of

    text = (ROOT / "docs/reference/case-format.md").read_text()
    missing = []
    for name in ("case", "preferences", "package", "team"):
        schema = schema_of(name)
        for part in (schema, *schema.get("$defs", {}).values()):
            missing += [key for key in part.get("properties", {}) if f"`{key}`" not in text and f"{key}:" not in text]
    assert sorted(set(missing)) == []


@pytest.mark.slow
def test_python_in_the_docs_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/how-to/use-from-python.md").read_text(), re.S)
    names: dict[str, object] = {}
    for code in blocks:
        exec(code, names)
    assert names["result"].zone.exists
    assert len(names["certificate"].points) == 64


def test_the_tutorial_quotes_true_figures():
    text = (ROOT / "docs/tutorial/strait.md").read_text()
    out = goodoffices("analyse", EXAMPLES / "strait", "--package", "draft-2").out.replace("\n", " ")
    for figure in ("34,846 of 746,496 packages", "64 combinations", "19 efficient combinations"):
        assert figure in text
        assert figure in out
    hard = goodoffices("analyse", EXAMPLES / "strait", "--reading", "hardline").out.replace("\n", " ")
    assert "No agreement is possible under these preferences." in hard
    assert "Northland's walk-away value of 66 and Southland's walk-away value of 62 cannot both hold." in hard
