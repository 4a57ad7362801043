"""Exit codes; documented in ``--help`` and in ``docs/reference/command-line.md``."""

#: A certificate that does not hold.
REFUSED = 1
BAD_INPUT = 2
NOT_SUPPORTED = 3
#: A complete answer to a part of the question.
IN_PART = 4
#: Told to the ``./goodoffices`` script, which then prepares the environment anew.
BROKEN_ENVIRONMENT = 97
INTERRUPTED = 130
