"""Write a random case as a folder of our files.

Scores are 0 to 100, weights 1 to 100, and there are ten options an issue.
"""

from __future__ import annotations

import random
from pathlib import Path


def write_random_case(
    folder: Path, n_parties: int, n_issues: int, *, walk_away: int, seed: int = 1
) -> Path:
    """Write a case and one reading a party, and give the folder.

    It is the same for the same seed.
    """
    draw = random.Random(seed)
    parties, issues, options = (
        [f"{k}{n}" for n in range(count)]
        for k, count in (("p", n_parties), ("i", n_issues), ("o", 10))
    )
    (folder / "preferences").mkdir(parents=True)
    listed = ", ".join(f"{{id: {o}, text: {o}}}" for o in options)
    lines = ["format: goodoffices-case/1", "id: big", "name: Big", "languages: [en]", "parties:"]
    lines += [f"  - {{id: {p}, name: {p}}}" for p in parties]
    lines += [
        "issues:",
        *(f"  - {{id: {i}, name: {i}, options: [{listed}], status_quo: o0}}" for i in issues),
    ]
    (folder / "case.yaml").write_text("\n".join(lines) + "\n")
    for party in parties:
        text = [
            "format: goodoffices-preferences/1",
            "basis: exercise",
            "weights:",
            *(f"  {i}: {draw.randint(1, 100)}" for i in issues),
        ]
        text += [
            "scores:",
            *(
                f"  {i}: {{{', '.join(f'{o}: {draw.randint(0, 100)}' for o in options)}}}"
                for i in issues
            ),
        ]
        (folder / f"preferences/{party}.yaml").write_text(
            "\n".join([*text, f"walk_away: {walk_away}"]) + "\n"
        )
    return folder
