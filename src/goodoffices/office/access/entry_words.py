"""The words in entries, as they are searched: what people wrote, and whom an entry is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from goodoffices.formats.documents.folding import distinct_words

#: Fields of payloads that are no words of anybody.
NO_WORDS = frozenset(
    {
        "round",
        "item",
        "id",
        "as",
        "track",
        "sha256",
        "paper",
        "step",
        "side",
        "who",
        "people",
        "call",
        "matter",
        "agreed",
        "statement",
    }
    | {"source"}
)


def words_in(said: object) -> Iterator[str]:
    """List the words in a payload, however deep they stand."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for key, one in said.items():
            if key not in NO_WORDS:
                yield from words_in(one)
    elif isinstance(said, list | tuple):
        for one in said:
            yield from words_in(one)


def searched_words(payload: Mapping[str, Any]) -> str:
    """List the distinct words in a payload as they are searched.

    Names of people and sides are none of them: they stand elsewhere, and can be erased.
    """
    is_named = "who" in payload or "side" in payload
    own = {k: v for k, v in payload.items() if k != "names" and not (is_named and k == "name")}
    return distinct_words(" ".join(words_in(own)))


#: Fields of payloads whose values stand for words that a page says.
CODED = ("position", "what", "agrees", "paused", "result", "owner", "to", "choice", "rule")


def coded_in(payload: Mapping[str, Any]) -> list[str]:
    """List what a payload says by a code: the numbers of people and sides, and coded fields."""
    numbers = [payload.get("who"), payload.get("side"), *(payload.get("people") or ())]
    fields = [
        f"{field}:{str(payload[field]).lower()}"
        for field in CODED
        if isinstance(payload.get(field), str | bool)
    ]
    return [*(str(one) for one in numbers if one), *fields]
