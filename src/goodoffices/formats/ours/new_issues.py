"""Take up preferences that were given before the case had all its issues.

What is new in the case is left open in them, instead of shutting them out.
"""

from __future__ import annotations

from typing import Any

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.ours.edited_text import as_text


def with_new_issues_open(case: Case, file: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Leave open in preferences what the case has and they do not name.

    Give the text, and the ids of the issues that this concerns. A weight or score that is left open
    may be anything: nothing is said in anybody's place. Preferences without numbers, and texts that
    cannot be read, stay as they are.
    """
    try:
        document = parse_yaml(text, file)
    except CaseFileError:
        return text, ()
    data = document.data
    if (
        document.faults
        or not isinstance(data, dict)
        or not all(isinstance(data.get(part), dict) for part in ("weights", "scores"))
    ):
        return text, ()
    opened = [
        issue.id
        for issue in case.issues
        if _leave_open(data, issue.id, issue.option_ids, is_scale=issue.is_scale)
    ]
    return (as_text(data), tuple(opened)) if opened else (text, ())


def _leave_open(
    data: dict[str, Any], issue: str, options: tuple[str, ...], *, is_scale: bool
) -> bool:
    """Write blanks for what is missing of one issue; tell whether anything was."""
    weights, scores = data["weights"], data["scores"]
    missing = issue not in weights or issue not in scores
    weights.setdefault(issue, None)
    if issue not in scores:
        scores[issue] = dict.fromkeys(options if not is_scale else (options[0], options[-1]))
    elif isinstance(scores[issue], dict) and not is_scale:
        for option in options:
            if option not in scores[issue]:
                scores[issue][option] = None
                missing = True
    return missing
