"""The texts of a case in several languages: which there are, and how others are put beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.case import GROUND_TEXTS
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.ours.case_editing import first_words
from goodoffices.formats.ours.edited_text import EditRefused, changed

#: A language tag, as the format takes one.
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, kw_only=True)
class CaseWords:
    """One text of a case.

    ``place``: where it stands, such as ``issues/scope/full``, the same while its ids are; ``kind``:
    of what it is the text; ``first``: in the first language; ``words``: in the other, empty where
    there are none.
    """

    place: str
    kind: str
    first: str
    words: str


def words_in(text: str, language: str) -> list[CaseWords]:
    """List all texts of a case, in its order, with those in a language beside them."""
    data = _data_of(text)
    first = _languages(data)[0]
    return [
        CaseWords(
            place=place,
            kind=kind,
            first=_in_language(within[key], first, first) or first_words(within[key]),
            words=_in_language(within[key], language, first),
        )
        for place, kind, within, key in _places(data)
    ]


def with_words(
    text: str, language: str, words: Mapping[str, str], shown: Mapping[str, str] | None = None
) -> str:
    """Put texts in a language into a case, by their places; an empty one is taken away.

    ``shown``: what stood there for whoever wrote them; a text that is the same stays as it is now.
    Raises `EditRefused` for the first language of the case, which its forms write, for what is no
    language, and where somebody else changed the same text meanwhile.
    """
    if not TAG.fullmatch(language):
        raise EditRefused("A language is named by its tag, such as ar or pt-BR.")
    seen = shown or {}

    def change(data: dict[str, Any]) -> None:
        listed = _languages(data)
        first = listed[0]
        tag = next((one for one in listed if one.lower() == language.lower()), language)
        if tag == first:
            raise EditRefused("The first language of the case is written in its own forms.")
        for place, _, within, key in _places(data):
            said = words.get(place, "").strip()
            if place not in words or (place in seen and said == seen[place].strip()):
                continue
            stands = _in_language(within[key], tag, first)
            if place in seen and stands not in (seen[place], said):
                raise EditRefused(
                    "Somebody changed “{words}” meanwhile. Load the page anew.", {"words": stands}
                )
            within[key] = _with(within[key], first, tag, said)
        has_any = any(_in_language(within[key], tag, first) for _, _, within, key in _places(data))
        others = [one for one in listed if one != tag]
        data["languages"] = [*others, tag] if has_any else others

    return changed(text, change)


def _data_of(text: str) -> dict[str, Any]:
    data = parse_yaml(text, "case.yaml").data
    return data if isinstance(data, dict) else {}


def _languages(data: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in data.get("languages") or ["en"]]


def _places(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """List where texts stand: place, kind, the mapping, and its key there."""
    for key in ("name", "note"):
        if data.get(key):
            yield key, key, data, key
    for party in data.get("parties") or []:
        yield f"parties/{party['id']}", "party", party, "name"
    for third in data.get("third_parties") or []:
        yield f"third_parties/{third['id']}", "third party", third, "name"
        yield from _rules(third.get("limits"))
    for issue in data.get("issues") or []:
        yield f"issues/{issue['id']}", "issue", issue, "name"
        if issue.get("note"):
            yield f"issues/{issue['id']}/", "note", issue, "note"
        for option in issue.get("options") or []:
            yield f"issues/{issue['id']}/{option['id']}", "option", option, "text"
    ground = (data.get("rules") or {}).get("ground") or {}
    for name in GROUND_TEXTS:
        if ground.get(name):
            yield f"ground/{name}", "ground rule", ground, name
    yield from _rules(data.get("linkages"))
    yield from _rules(data.get("bounds"))


def _rules(rules: Any) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    for rule in rules or []:
        if rule.get("text"):
            yield f"rules/{rule['id']}", "rule", rule, "text"


def _in_language(words: Any, language: str, first: str) -> str:
    """Give a text in a language; empty where it has none there. One without any is in ``first``."""
    if isinstance(words, dict):
        return str(words.get(language, ""))
    return str(words) if language == first else ""


def _with(words: Any, first: str, language: str, said: str) -> Any:
    """Put a text in a language beside those in others; an empty one is taken away."""
    if not isinstance(words, dict) and not said:
        return words
    held = dict(words) if isinstance(words, dict) else {first: str(words)}
    held.pop(language, None)
    if said:
        held[language] = said
    return held[first] if list(held) == [first] else held
