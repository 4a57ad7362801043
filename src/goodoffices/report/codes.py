"""Words for the codes of files: names of readings that we give, roles, how sure an author is.

A code that is unknown here is a word of somebody's own, and stands as it is.
"""

from __future__ import annotations

from goodoffices.preferences.which_reading import OWN_WORD
from goodoffices.report.languages import Language

#: The name of a party's reading where it has no other.
ONLY = "only"


def reading_word(reading: str, w: Language) -> str:
    """Say the name of a reading: ours in words, any other as the team wrote it."""
    return {ONLY: w._("only"), OWN_WORD: w._("stated")}.get(reading, w.isolated(reading))


def after_comma(reading: str, w: Language) -> str:
    """Give the name of a reading to be put behind its party's; empty where it is the only one."""
    return "" if reading == ONLY else f"{w.comma}{reading_word(reading, w)}"


def role_word(role: str, w: Language) -> str:
    """Say the role of a third party."""
    return {
        "mediator": w._("mediator"),
        "host": w._("host"),
        "observer": w._("observer"),
        "guarantor": w._("guarantor"),
        "donor": w._("donor"),
        "other": w._("other"),
    }.get(role, role)


def confidence_word(confidence: str, w: Language) -> str:
    """Say how sure the author of an estimate is."""
    return {"low": w._("low"), "medium": w._("medium"), "high": w._("high")}.get(
        confidence, confidence
    )


def solution_word(name: str, w: Language) -> str:
    """Name a solution within a sentence."""
    return {
        "nash": w._("Nash"),
        "kalai_smorodinsky": w._("Kalai–Smorodinsky"),
        "egalitarian": w._("egalitarian"),
        "utilitarian": w._("utilitarian"),
    }[name]
