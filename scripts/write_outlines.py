"""Write the outlines of the land that maps show, from Natural Earth as `world-atlas` ships it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/write_outlines.py package/land-50m.json

Natural Earth is in the public domain. What is written: rings as whole hundredths of a degree,
longitude first, each point as its difference from the one before.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/goodoffices/formats/results/outlines/land.json.gz"
#: Of land-50m.json in world-atlas 2.0.2.
SHA256 = "619477ff690c086885e45cb91707d783805561bd75ae8e437b7d4694b0204e0f"


def main(source: Path) -> None:
    """Read TopoJSON, write the rings."""
    data = source.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        sys.exit(f"{source} has the digest {found}, not {SHA256}: it is another version.")
    rings = list(_rings(json.loads(data)))
    written = json.dumps(rings, separators=(",", ":")).encode()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress(written, 9, mtime=0))
    print(f"{len(rings)} rings, {TARGET.stat().st_size} bytes")


def _rings(topology: dict[str, Any]):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points: list[tuple[float, float]] = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield _small(points)


def _small(points: list[tuple[float, float]]) -> list[int]:
    """Write a ring in hundredths of a degree, as differences; points that fall together once."""
    whole = [(round(x * 100), round(y * 100)) for x, y in points]
    kept = [one for k, one in enumerate(whole) if k == 0 or one != whole[k - 1]]
    flat, before = [], (0, 0)
    for x, y in kept:
        flat += [x - before[0], y - before[1]]
        before = (x, y)
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]))
