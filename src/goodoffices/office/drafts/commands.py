"""Keep a draft of the mediation under a name, and remove it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text
from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.papers.papers import delete_papers, put_paper, refuse_odd_name
from goodoffices.office.refusal import Refused


def keep_draft_package(
    view: CaseView, name: str, package: Mapping[str, str], idempotency_key: uuid.UUID | None
) -> None:
    """Keep a whole package under a name as a draft of the mediation's. Raises `Refused`.

    It is a working paper, in no log.
    """
    refuse_odd_name(name, "draft", "name")
    head = PackageHead(file=f"packages/{name}.yaml")
    text = yaml_text(
        {"format": "goodoffices-package/1", "package": {i: Quoted(o) for i, o in package.items()}}
    )
    with acting(view, Right.ESTIMATE, idempotency_key) as act:
        if any(paper.head.file == head.file for paper in view.papers(PackageHead)):
            raise Refused(
                _(
                    "There is a draft “{name}” already. "
                    "Choose another name, or remove that one first."
                ).format(name=name),
                "name",
            )
        put_paper(act.side, head, text, act.at, None)


def remove_draft(view: CaseView, paper: uuid.UUID) -> None:
    """Delete a draft of the mediation's and its key."""
    with acting(view, Right.ESTIMATE, None):
        delete_papers(view, PaperKind.PACKAGE, paper)
