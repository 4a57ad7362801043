"""Exit codes; documented in ``--help`` and in ``docs/reference/command-line.md``."""

BAD_INPUT = 2
NOT_SUPPORTED = 3
#: Told to the ``./goodoffices`` script, which then prepares the environment anew.
BROKEN_ENVIRONMENT = 97
INTERRUPTED = 130
