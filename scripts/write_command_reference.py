"""Write docs/reference/command-line.md from the program's own help. Run with PYTHONPATH=src."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.main import program

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "command-line.md"


def reference() -> str:
    """Write the page's text: the help of the program and of each command."""
    parts = [
        "# The command line",
        "",
        "Written by `scripts/write_command_reference.py` from the program's own help.",
        "",
        (
            'Exit codes: 0 a complete answer, "no agreement is possible" included; '
            "1 a certificate is refused; 2 bad input; 3 not supported,"
        ),
        (
            "with the reason; 4 an answer in part, which says what is missing; "
            "130 interrupted, nothing written."
        ),
        "",
    ]
    context = click.Context(
        program, info_name="goodoffices", terminal_width=100, **program.context_settings
    )
    parts += ["```", program.get_help(context), "```", ""]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        inner = click.Context(
            command, info_name=name, parent=context, max_content_width=100, terminal_width=100
        )
        parts += [f"## `goodoffices {name}`", "", "```", command.get_help(inner), "```", ""]
        for part in command.list_commands(inner) if isinstance(command, click.Group) else ():
            below = command.get_command(inner, part)
            assert below is not None
            deepest = click.Context(
                below, info_name=part, parent=inner, max_content_width=100, terminal_width=100
            )
            title = f"### `goodoffices {name} {part}`"
            parts += [title, "", "```", below.get_help(deepest), "```", ""]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
