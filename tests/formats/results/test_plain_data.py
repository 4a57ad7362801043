"""A result is written by the classes that its published schema is made from."""

from __future__ import annotations

import json
import shutil

import pytest
from pydantic import TypeAdapter

from goodoffices.formats.results.doubt_schema import DoubtOut
from goodoffices.formats.results.plain_data import as_plain_data
from goodoffices.formats.results.result_schema import AnalysisOut
from tests.cases import EXAMPLES
from tests.cli.program import goodoffices


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "case", "options", "weights"),
    [
        (AnalysisOut, "strait", ["--package", "draft-2", "--costs", "--sensitivity", "--explain-method"], ""),
        (AnalysisOut, "ferry-strike", [], ""),
        (DoubtOut, "ferry-strike", ["--package", "first-offer"], "raise: [20, 40], term: ~"),
    ],
    ids=["a zone", "no zone", "in doubt"],
)
def test_what_is_written_is_what_the_schema_reads_and_would_write(tmp_path, shape, case, options, weights):
    folder = shutil.copytree(EXAMPLES / case, tmp_path / case)
    if weights:
        company = folder / "preferences/company.yaml"
        company.write_text(company.read_text().replace("raise: 30, term: 10", weights))
    written = goodoffices("analyse", folder, *options, "--json").json
    adapter = TypeAdapter(shape)
    read = adapter.validate_json(json.dumps(written), strict=True)
    for again in (as_plain_data(read), adapter.dump_python(read, mode="json", by_alias=True)):
        asked = {key: value for key, value in again.items() if key in written}
        assert asked == written
        assert list(asked) == list(written)


def test_what_has_no_shape_is_not_written():
    with pytest.raises(TypeError):
        as_plain_data(object())
