"""The program's entry: the commands, and what each kind of failure says and exits with."""

from __future__ import annotations

import importlib
import io
import os
import sys
import threading

import click

from goodoffices import __version__
from goodoffices.cli.exit_codes import BAD_INPUT, BROKEN_ENVIRONMENT, INTERRUPTED, NOT_SUPPORTED

#: The names in `analysis.solvers.time_limits` and `proof.timed_checking`.
#: Those modules are not imported before they are needed.
GIVEN_UP = {"goodoffices-solver", "goodoffices-checker"}


#: The packages that a light installation leaves out, with the extra that brings each.
EXTRA_OF = {
    "cryptography": "office",
    "flint": "solver",
    "openpyxl": "tables",
    "ortools": "solver",
    "pandas": "solver",
    "pypdf": "office",
    "rfc8785": "office",
}
#: Set by ``./goodoffices``.
CHECKOUT = "GOODOFFICES_CHECKOUT"

#: The module of each command, and what it is for in a line.
#: A command is imported when it is run: the others cost its start nothing, and the list of all
#: needs none of them.
COMMANDS = {
    "agreement": ("agreement", "An agreement: its terms, its text, whether it holds, its board."),
    "analyse": ("analyse", "What is possible, efficient and fair; if nothing is, why."),
    "backup": ("serve", "Write a backup of the office."),
    "brief": ("brief", "Talking points for a meeting, or what a successor must know."),
    "check": ("check", "All mistakes in a case's files, with file and line."),
    "check-statement": ("statement", "Check a published statement, offline."),
    "compare": ("compare", "What changed between two results, in words."),
    "convert": ("convert", "A case from one format into another."),
    "demo": ("demo", "The built-in case: its report, and an office with one link for each side."),
    "elicit": (
        "elicit",
        "Ask a party, or the team about it, and write what it wants with its doubt.",
    ),
    "enter": ("enter", "Enter what was written on a questionnaire."),
    "indicators": ("indicators", "Flows that an agreement should restore, with its days marked."),
    "mediator": ("serve", "Invite a mediator to this office."),
    "monitor": ("monitor", "What was reported of a day, and which obligation it may break."),
    "new": ("new", "Begin a case from a template, or from a sheet."),
    "own-view": ("own_view", "What a party may be shown, from its own words alone."),
    "reading": ("reading", "The middle of what a party said, as a reading of its own."),
    "readings": ("readings", "What holds under each combination of readings."),
    "record": ("record", "Verify a log that was taken away from an office, and cosign it."),
    "restore": ("serve", "Put a backup into an empty folder."),
    "schema": ("schema", "The JSON Schema of a format."),
    "signing-key": ("serve", "Begin a new key with which the office signs checkpoints."),
    "serve": ("serve", "Run the office: the server for mediators and parties."),
    "timeline": (
        "timeline",
        "The talks in time: rounds, proposals, deadlines, what is open and due.",
    ),
    "verify": ("verify", "Check a result's certificate, claim by claim."),
}


class _LateCommands(click.Group):
    """Commands by name, imported late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"goodoffices.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in sorted(COMMANDS.items())])


@click.group(
    cls=_LateCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="goodoffices")
def program() -> None:
    """Mediation software: what is possible, efficient and fair in a case, and if nothing is, why.

    \b
    Examples:
      goodoffices demo                          the built-in case, from start to report
      goodoffices new talks --template labour   begin a case of your own
      goodoffices check talks                   all mistakes in its files, with file and line
      goodoffices analyse talks                 the report in the terminal
      goodoffices analyse talks --html talks.html

    \b
    Exit codes: 0 a complete answer ("no agreement is possible" included); 1 a certificate
    is refused; 2 bad input; 3 not supported, with the reason; 4 an answer in part.
    """


def main() -> None:
    """Run the program, and exit with the code of how it ended.

    Every expected failure is a sentence and an exit code, never a traceback.
    """
    # The linear algebra behind numpy is not used.
    # Starting its threads takes longer than a small case.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _run()
    except SystemExit as ended:
        if any(thread.name in GIVEN_UP for thread in threading.enumerate()):
            # A solver or a checker that was given up is still at work.
            # It must not hold up the end, nor fall over it.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code if isinstance(ended.code, int) else 1)
        raise


def _run() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that is no text (a file's, mostly) is shown somehow.
            # It never ends the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        _refuse_control_characters(sys.argv[1:])
        ended = program(prog_name="goodoffices", standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing was written.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`); that is no mistake.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except ImportError as missing:
        if (missing.name or "").split(".")[0] == "goodoffices":
            raise
        words, code = _without(missing)
        click.echo(words, err=True)
        sys.exit(code)
    except Exception as failure:
        expected = _expected(failure)
        if expected is None:
            raise
        click.echo(_words(failure), err=True)
        sys.exit(expected)
    else:
        # A command that ends with a code of its own hands it on; one that ends well returns None.
        sys.exit(ended if isinstance(ended, int) else 0)


def _without(missing: ImportError) -> tuple[str, int]:
    """Say what is missing, and give the exit code.

    It is an extra that was not installed, or the environment is broken.
    """
    package = (missing.name or "").split(".")[0]
    extra = EXTRA_OF.get(package)
    # The script of a checkout installs all extras: there a package that is missing was lost.
    if extra is None or CHECKOUT in os.environ:
        words = f"A needed package is missing or broken: {missing}. Install Good Offices anew."
        return words, BROKEN_ENVIRONMENT
    words = (
        f"This needs the package {package}, which is not installed. Run pip install '.[{extra}]' "
        "in the folder of Good Offices."
    )
    return words, NOT_SUPPORTED


def _refuse_control_characters(arguments: list[str]) -> None:
    """Refuse a name that steers the terminal, before any sentence can repeat it.

    It may be one that `*` found, say. Raises click.UsageError.
    """
    from goodoffices.formats.documents.printable import printable

    for argument in arguments:
        as_text = argument.encode(errors="replace").decode()
        if printable(as_text) != as_text:
            raise click.UsageError(
                f'a control character stands in "{printable(argument)}". Leave it out, '
                "or rename the file."
            )


def _words(failure: Exception) -> str:
    """Say what a failure says; one of the machine's, with its file and a remedy."""
    from goodoffices.formats.documents.printable import printable

    if isinstance(failure, OSError) and failure.filename is not None:
        return (
            f"{printable(str(failure.filename))}: {failure.strerror}. Name another file or folder."
        )
    return str(failure)


def _expected(failure: Exception) -> int | None:
    """Give the exit code of a failure that has an explanation; None for an error of ours."""
    from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported

    if isinstance(failure, (CaseFileError, OSError)):
        return BAD_INPUT
    if isinstance(failure, FormatNotSupported):
        return NOT_SUPPORTED
    from goodoffices.analysis.problem.errors import AnalysisError, RankingsContradict

    if isinstance(failure, RankingsContradict):
        return BAD_INPUT
    return NOT_SUPPORTED if isinstance(failure, AnalysisError) else None
