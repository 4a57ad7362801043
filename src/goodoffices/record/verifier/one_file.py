"""Puts the modules of the verifier together as one program, that goes with each bundle."""

from __future__ import annotations

import re
from importlib import resources

#: In the order in which one needs the other.
MODULES = ("reading", "people", "entries", "checking", "program")
#: An import, on one line or in parentheses.
IMPORT = r"^(?:import|from) (?:[^(\n]*\([^)]*\)|[^\n]*)\n"
HEAD = '''#!/usr/bin/env python3
"""Verifies a bundle of the record of a Good Offices office, offline.

    pip install cryptography
    python verify_bundle.py BUNDLE --head HEAD

The rules are numbered in docs/reference/record-bundle.md of Good Offices (Apache-2.0).
"""

from __future__ import annotations
'''
FOOT = """

if __name__ == "__main__":
    raise SystemExit(main())
"""


def one_file() -> str:
    """Write the program: the imports of all modules, then each module in turn."""
    imports: set[str] = set()
    bodies = []
    for name in MODULES:
        text = resources.files(__package__).joinpath(f"{name}.py").read_text(encoding="utf-8")
        text = re.sub(r'\A"""(?P<said>.*?)"""\n', "", text, flags=re.S)
        text = re.sub(
            r"^from (__future__|goodoffices)[^(\n]*(\([^)]*\)|[^\n]*)\n", "", text, flags=re.M
        )
        imports |= set(re.findall(IMPORT, text, flags=re.M))
        bodies.append(re.sub(IMPORT, "", text, flags=re.M).strip())
    return HEAD + "\n" + "".join(sorted(imports)) + "\n\n" + "\n\n\n".join(bodies) + "\n" + FOOT
