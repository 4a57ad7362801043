"""Write the whole frontier as a Parquet file.

It is written block by block, so that no second copy of it is ever in memory. Needs ``pyarrow``,
which is installed with the extra *parquet*.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goodoffices.analysis import Analysis
from goodoffices.formats.results.result_parts import option_values

#: Points that are turned into words at a time.
BLOCK = 50_000


def write_frontier(result: Analysis, path: Path) -> None:
    """Write one row a point, in the order of the result.

    The columns are ``utility.PARTY`` (nearest double), ``in_zone``, ``issue.ID`` (the option as
    packages name it). Raises ImportError without ``pyarrow``, OSError where the file cannot be
    written.
    """
    import pyarrow
    from pyarrow import parquet

    values = [[str(v) for v in of_issue] for of_issue in option_values(result.problem.case)]
    ids = result.problem.case.issue_ids
    fields = [(f"utility.{party}", pyarrow.float64()) for party in result.problem.party_ids]
    fields += [
        ("in_zone", pyarrow.bool_()),
        *((f"issue.{i}", pyarrow.dictionary(pyarrow.int32(), pyarrow.string())) for i in ids),
    ]
    schema = pyarrow.schema(fields)
    with parquet.ParquetWriter(path, schema) as writer:
        for start in range(0, len(result.frontier), BLOCK):
            writer.write_table(
                pyarrow.table(_columns(pyarrow, result, values, start), schema=schema)
            )


def _columns(pyarrow: Any, result: Analysis, values: list[list[str]], start: int) -> list[Any]:
    rows = slice(start, start + BLOCK)
    utilities, packages = result.frontier.utilities[rows], result.frontier.packages[rows]
    columns: list[Any] = [
        pyarrow.array([int(u) / reading.final_scale for u in utilities[:, p]])
        for p, reading in enumerate(result.problem.evaluations)
    ]
    columns.append(pyarrow.array(result.zone.on_frontier[rows]))
    columns += [
        pyarrow.DictionaryArray.from_arrays(pyarrow.array(packages[:, j]), pyarrow.array(of_issue))
        for j, of_issue in enumerate(values)
    ]
    return columns
