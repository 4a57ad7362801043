"""Numbers that are allowed and seldom meant, in sentences."""

from __future__ import annotations

from goodoffices.case import Case
from goodoffices.preferences.model import Preferences
from goodoffices.preferences.odd_numbers import (
    Oddness,
    OddNumber,
    amounts_over_times,
    odd_numbers,
)
from goodoffices.report.wording import Wording


def odd_numbers_in_words(preferences: Preferences, w: Wording) -> list[str]:
    """Say each odd number of a party, what it comes to, and what is usually meant."""
    return [_odd(one, w) for one in odd_numbers(preferences)]


def amounts_over_times_in_words(case: Case, w: Wording) -> list[str]:
    """Say which issues multiply while the model adds them."""
    words = w._(
        "“{amount}” and “{time}”: an amount and for how long multiply, and the model adds. Make "
        "one issue of both, such as the sum over the whole time, or name the pairs as options."
    )
    return [
        words.format(amount=w.issue(amount), time=w.issue(time))
        for amount, time in amounts_over_times(case)
    ]


def _odd(odd: OddNumber, w: Wording) -> str:
    low, high = w.amount(odd.lowest), w.amount(odd.highest)
    if odd.kind is Oddness.WALK_AWAY_BELOW:
        words = w._("The walk-away value is {value}: no package gives less than 0. Is it `none`?")
        return words.format(value=low)
    if odd.kind is Oddness.WALK_AWAY_IN_UNIT:
        words = w._("The walk-away value is {value} of 100. Is {percent} meant?")
        return words.format(value=low, percent=w.amount(100 * odd.lowest))
    if odd.kind is Oddness.FLAT:
        words = w._(
            "“{issue}”: all options have the score {low}, so that its weight of {weight} of 100 "
            "counts for nothing."
        )
        return words.format(issue=w.issue(odd.issue), low=low, weight=w.amount(odd.weight))
    weight, worth = w.amount(odd.weight), w.amount(odd.worth)
    if odd.kind is Oddness.TINY:
        words = w._(
            "“{issue}”: its scores run from {low} to {high} of 100, so that from worst to best is "
            "worth {worth}, not its weight of {weight}. Scores usually run from 0 to 100."
        )
    else:
        words = w._(
            "“{issue}”: its scores run from {low} to {high}, so that from worst to best is worth "
            "{worth}, not its weight of {weight}."
        )
    return words.format(issue=w.issue(odd.issue), low=low, high=high, weight=weight, worth=worth)
