"""The ground rules of a case in words, and what a change does to them."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import GROUND_TEXTS, GroundRules, PartAgreements
from goodoffices.report.languages import Language
from goodoffices.report.reworded_texts import all_words, reworded
from goodoffices.report.wording import Wording


def ground_rule_name(rule: str, w: Language) -> str:
    """Say what a ground rule is about."""
    return {
        "phones": w._("Phones and recording"),
        "notes": w.p_("ground rule", "Notes"),
        "press": w._("Press and posts"),
        "speaking": w._("Who speaks"),
        "breaks": w._("Breaks"),
        "interpreters": w._("Interpreters"),
        "reading_time": w._("Least reading time between circulation and a decision"),
        "part_agreements": w._("What is agreed in part"),
    }[rule]


def ground_rules_in_words(w: Wording) -> list[tuple[str, str]]:
    """List the ground rules that were set: what each is about, and what it says."""
    rules = w.case.ground_rules
    found = [(ground_rule_name(name, w), w.text(text)) for name, text in rules.texts.items()]
    if rules.reading_time is not None:
        found.append((ground_rule_name("reading_time", w), hours_in_words(rules.reading_time, w)))
    if rules.part_agreements is not None:
        said = part_agreements_in_words(rules.part_agreements, w)
        found.append((ground_rule_name("part_agreements", w), said))
    return found


def part_agreements_in_words(rule: PartAgreements, w: Language) -> str:
    """Say what becomes of what is agreed while other things are still open, in a sentence."""
    return {
        PartAgreements.NOTHING_UNTIL_EVERYTHING: w._(
            "Nothing is agreed until everything is agreed."
        ),
        PartAgreements.EARLY_HARVEST: w._("What is agreed holds at once, whatever else is open."),
    }[rule]


def hours_in_words(n: int, w: Language) -> str:
    """Say how many hours."""
    return w.n_("{n} hour", "{n} hours", n).format(n=w.number(n))


def ground_rules_differ(old: GroundRules, new: GroundRules, w: Wording) -> Iterator[str]:
    """Tell all that a change does to the ground rules, in sentences."""
    for name in GROUND_TEXTS:
        was, now, rule = old.texts.get(name), new.texts.get(name), ground_rule_name(name, w)
        if now is None and was is not None:
            yield w._("The ground rule “{rule}” is gone.").format(rule=rule)
        elif now is not None and was is None:
            text = w._("A new ground rule, “{rule}”: {words}")
            yield text.format(rule=rule, words=all_words(w, now))
        elif now is not None and was is not None and was != now:
            sentences = (
                w._("The ground rule “{rule}” now reads: {words}"),
                w._("The ground rule “{rule}” now reads ({language}): {words}"),
                w._("The ground rule “{rule}” has its languages in another order: {words}"),
            )
            yield from reworded(w, sentences, was, now, rule=rule)
    if old.reading_time != new.reading_time:
        yield _reading_time_differs(old.reading_time, new.reading_time, w)
    if old.part_agreements != new.part_agreements:
        if new.part_agreements is None:
            yield w._("No ground rule says any more what becomes of what is agreed in part.")
        else:
            said = part_agreements_in_words(new.part_agreements, w)
            yield w._("A new ground rule on what is agreed in part: {words}").format(words=said)


def _reading_time_differs(was: int | None, now: int | None, w: Wording) -> str:
    if now is None:
        return w._("No ground rule says any more how long a text is read before a decision.")
    hours = hours_in_words(now, w)
    if was is None:
        text = w._("A text is circulated at least {hours} before a decision (before: not said).")
        return text.format(hours=hours)
    text = w._("A text is circulated at least {hours} before a decision (before: {before}).")
    return text.format(hours=hours, before=hours_in_words(was, w))
