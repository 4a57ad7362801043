"""``python -m benchmarks frontier``."""

from __future__ import annotations

import sys

from benchmarks import frontier

BENCHMARKS = {"frontier": frontier.run}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in BENCHMARKS:
        sys.exit(f"Usage: python -m benchmarks {'|'.join(BENCHMARKS)}")
    BENCHMARKS[sys.argv[1]]()
