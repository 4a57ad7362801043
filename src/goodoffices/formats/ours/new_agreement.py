"""Begin ``agreement.yaml`` from a package and a template of its kind."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from goodoffices.agreement import AgreementKind
from goodoffices.case import Case, Text
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.documents.yaml_writer import yaml_text

TEMPLATES = Path(__file__).parent / "agreement_templates"
#: In a template: it holds for each party.
_EACH = "each"


def new_agreement(
    case: Case,
    kind: AgreementKind,
    package: Mapping[str, str],
    *,
    zone: str,
    starts: datetime.date | None = None,
    name: str = "",
    order: Sequence[str] = (),
) -> str:
    """Write an agreement that carries out a package, with the articles of its kind, as YAML.

    It is a draft: who owes what under the articles of the case's own issues is left to people.
    ``starts``: its first day; None: it is not said. ``package``: an option for each issue.
    ``order``: issues in the order in which they are put into effect; each party then owes one step
    for each, which waits for those before and is confirmed by the others.
    """
    template = yaml.safe_load((TEMPLATES / f"{kind}.yaml").read_text())
    articles = template["articles"]
    # What the case is about stands after the purpose.
    taken = {one["id"] for one in articles}
    of_issues = [_article(case, issue, option, taken) for issue, option in package.items()]
    text = {
        "id": "text",
        "name": name or _plain(case.name, case),
        "between": list(case.party_ids),
        **({} if starts is None else {"starts": starts.isoformat()}),
        **{key: template[key] for key in ("notice",) if key in template},
        "obligations": [
            *_steps(case, order, taken),
            *(one for term in template["obligations"] for one in _for_each(term, case.party_ids)),
        ],
        "powers": [{**one, "who": list(case.party_ids)} for one in template["powers"]],
    }
    data = {
        "format": "goodoffices-agreement/1",
        "name": name or _plain(case.name, case),
        "zone": zone,
        "kind": str(kind),
        "package": dict(package),
        "articles": [articles[0], *of_issues, *articles[1:]],
        "texts": [text],
        "awaited": template["awaited"],
    }
    return yaml_text(data)


def terms_alone(text: str) -> str:
    """Write the terms of an agreement alone: what is put to be signed.

    ``text``: its file, which was checked. Left out are comments, when its texts were agreed, its
    events and its reports: nobody states by signing what another side did or said. What the terms
    wait for is awaited.
    """
    return yaml_text(_terms_alone(text))


def _terms_alone(text: str) -> dict[str, Any]:
    data: dict[str, Any] = parse_yaml(text, "agreement.yaml").data
    happened = {str(one["id"]): one.get("text") for one in data.get("events") or []}
    for name in ("events", "reports"):
        data.pop(name, None)
    known = {str(one["id"]) for one in data.get("awaited") or []}
    for part in data["texts"]:
        part.pop("agreed", None)
        # The words of what happened say how it came out: a condition says what is awaited.
        conditions = part.get("conditions") or []
        happened |= {str(one["met_by"]): one["text"] for one in conditions if "met_by" in one}
        for needed in _needed_events(part):
            if needed not in known:
                known.add(needed)
                words = happened.get(needed) or needed
                data["awaited"] = [*(data.get("awaited") or []), {"id": needed, "text": words}]
    return data


def from_earlier(text: str) -> str:
    """Make a draft of an earlier agreement: its terms, without what happened to it.

    ``text``: its file, which was checked. Left out are when its texts were agreed and began, days
    of its obligations, its events and its reports: they are past. Periods stay.
    """
    data = _terms_alone(text)
    data.pop("sources", None)
    for part in data["texts"]:
        for name in ("starts", "source"):
            part.pop(name, None)
        for change in part.get("amendments") or []:
            for name in ("agreed", "starts"):
                change.pop(name, None)
        for owed in _obligations_of(part):
            for name in ("starts", "until", "exceptions"):
                owed.pop(name, None)
    return yaml_text(data)


def _obligations_of(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for holder in (part, *(part.get("amendments") or [])):
        yield from holder.get("obligations") or []


def _needed_events(part: dict[str, Any]) -> Iterator[str]:
    """Give the ids of the events that a text and its terms wait for."""
    holders = [part, *(part.get("amendments") or []), *(part.get("powers") or [])]
    for one in (*holders, *_obligations_of(part)):
        yield from (str(one[k]) for k in ("starts_with", "triggered_by") if k in one)
    yield from (str(one["met_by"]) for one in part.get("conditions") or [] if "met_by" in one)


def _article(case: Case, issue: str, option: str, taken: set[str]) -> dict[str, Any]:
    found = case.issue(issue)
    words = _plain(found.option(option).text, case)
    return {
        "id": _article_id(issue, taken),
        "heading": _written(found.name),
        "words": words if words.endswith(".") else f"{words}.",
        "settles": [issue],
    }


def _article_id(issue: str, taken: Collection[str]) -> str:
    return f"on-{issue}" if issue in taken else issue


def _steps(case: Case, order: Sequence[str], taken: Collection[str]) -> Iterator[dict[str, Any]]:
    """Give a step of each party for each issue, after all steps of the issue before."""
    before: list[str] = []
    for issue in order:
        steps = {party: f"step-{issue}-{party}" for party in case.party_ids}
        name = _plain(case.issue(issue).name, case)
        for party, step in steps.items():
            yield {
                "id": step,
                "who": party,
                "modality": "must",
                "act": f"carry out its part of: {name}",
                "article": _article_id(issue, taken),
                **({"after": before} if before else {}),
                "confirmed_by": [one for one in case.party_ids if one != party],
            }
        before = list(steps.values())


def _for_each(term: dict[str, Any], parties: Sequence[str]) -> list[dict[str, Any]]:
    if term["who"] != _EACH:
        return [term]
    return [{**term, "id": f"{term['id']}-{party}", "who": party} for party in parties]


def _plain(text: Text, case: Case) -> str:
    return text.in_language(case.languages[0])


def _written(text: Text) -> str | dict[str, str]:
    by_language = dict(text.by_language)
    return next(iter(by_language.values())) if len(by_language) == 1 else by_language
