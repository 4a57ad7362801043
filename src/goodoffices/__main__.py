"""The program as ``python -m goodoffices``."""

import sys

from goodoffices.cli.exit_codes import BROKEN_ENVIRONMENT

if __name__ == "__main__":
    try:
        from goodoffices.cli.main import main
    except ImportError as missing:
        if (missing.name or "").split(".")[0] == "goodoffices":
            raise
        sys.stderr.write(
            f"A needed package is missing or broken: {missing}. Install Good Offices anew.\n"
        )
        sys.exit(BROKEN_ENVIRONMENT)
    main()
