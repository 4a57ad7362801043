"""Incidents, answers and stages of an allegation in words, for terminal, pages and JSON alike."""

from __future__ import annotations

import datetime

from goodoffices.agreement import Modality
from goodoffices.monitoring.findings import Status
from goodoffices.monitoring.incident import Incident
from goodoffices.monitoring.kinds import Vocabulary
from goodoffices.monitoring.matching import AnswerKind, Aspect, MatchAnswer
from goodoffices.monitoring.same_event import Ground
from goodoffices.monitoring.watched import LATEST, Watched, Why
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording, capital


def answer_word(kind: AnswerKind, w: Wording) -> str:
    """Say an answer in a word or two."""
    return {
        AnswerKind.BREACH_IF_CONFIRMED: w._("a breach if confirmed"),
        AnswerKind.POSSIBLE: w._("possible"),
        AnswerKind.PERMITTED: w._("permitted"),
        AnswerKind.OUTSIDE: w._("outside"),
    }[kind]


def status_word(status: Status, w: Wording) -> str:
    """Say how far an allegation has come."""
    return {
        Status.ALLEGED: w._("alleged"),
        Status.UNDER_INQUIRY: w._("under inquiry"),
        Status.ANSWERED: w._("answered, or the time to answer is over"),
        Status.VERIFIED: w._("verified"),
        Status.NOT_VERIFIED: w._("not verified"),
        Status.REFUTED: w._("refuted"),
        Status.OUTSIDE: w._("found outside the agreement"),
    }[status]


def answer_reason(answer: MatchAnswer, incident: Incident, w: Wording) -> str:
    """Say in a sentence or two why an incident is to an obligation what it is."""
    watched = answer.watched
    if answer.kind is AnswerKind.OUTSIDE:
        return w._("Outside: {why}.").format(
            why=w.semicolons(_apart(aspect, answer, incident, w) for aspect in answer.apart)
        )
    rule = rule_words(watched, w)
    if answer.kind is AnswerKind.PERMITTED:
        return w._("It is allowed: {rule}.").format(rule=rule)
    if answer.kind is AnswerKind.BREACH_IF_CONFIRMED:
        said = w._("If it is confirmed, it breaks this: {rule}.").format(rule=rule)
    else:
        missing = w.semicolons(_missing(aspect, answer, incident, w) for aspect in answer.missing)
        said = w._("It may concern this: {rule}. Not known: {missing}.").format(
            rule=rule, missing=missing
        )
    if watched.are_acts_read and watched.acts:
        said += " " + w._("Which acts are meant is read from its words.")
    return said


def rule_words(watched: Watched, w: Wording) -> str:
    """Say what an obligation says, with whose it is."""
    who = capital(w.choice_of(side_word(side, w) for side in sorted(watched.who)))
    text = {
        Modality.MUST_NOT: w._("{who} must not do this: “{act}”"),
        Modality.MUST: w._("{who} must do this: “{act}”"),
        Modality.MAY: w._("{who} may do this: “{act}”"),
    }[watched.modality]
    return text.format(who=who, act=watched.says)


def answer_in_short(answer: MatchAnswer, incident: Incident, w: Wording) -> str:
    """Say an answer and what is missing, without what the obligation says."""
    said = answer_word(answer.kind, w)
    if not answer.missing:
        return said
    missing = w.commas(_missing(aspect, answer, incident, w) for aspect in answer.missing)
    return w._("{answer}; not known: {missing}").format(answer=said, missing=missing)


def _apart(aspect: Aspect, answer: MatchAnswer, incident: Incident, w: Wording) -> str:
    return {
        Aspect.TIME: w._("it does not hold at that time"),
        Aspect.ACTOR: w._("it does not bind {side}").format(
            side=side_word(incident.actor or "", w)
        ),
        Aspect.PLACE: w._("it does not hold at that place"),
        Aspect.ACT: w._("it is about other acts or things"),
        Aspect.EXCEPTION: "",
    }[aspect]


def _missing(aspect: Aspect, answer: MatchAnswer, incident: Incident, w: Wording) -> str:
    watched = answer.watched
    if aspect is Aspect.TIME:
        return {
            Why.NO_START_SAID: w._("whether it is in force, since no start is said"),
            Why.CONDITION_DISPUTED: w._("whether it is in force, since a condition is disputed"),
            Why.WAITS_FOR_STEP: w._("whether what comes first is done"),
            Why.PERHAPS_NOT_DUE: w._("whether it was due then"),
            None: w._("whether it happened while it holds"),
        }[watched.why]
    if aspect is Aspect.PLACE:
        if watched.is_place_unknown:
            return w._("whether it lies inside, since nobody drew the area")
        return (
            w._("where it happened")
            if incident.spot is None
            else w._("whether it lies inside, since the place is not known well enough")
        )
    if aspect is Aspect.ACT:
        if not watched.acts:
            return w._("which acts are meant")
        return w._("what was done") if not incident.act else w._("what it was done to")
    if aspect is Aspect.EXCEPTION:
        return w._("whether the exception holds (“{words}”)").format(words=watched.but)
    return w._("who did it")


def disputed_word(what: str, w: Wording) -> str:
    """Name in what the reports of an incident contradict one another."""
    return {
        "time": w._("the time"),
        "place": w._("the place"),
        "act": w._("what was done"),
        "actor": w._("who did it"),
    }[what]


def incident_words(
    incident: Incident, vocabulary: Vocabulary, zone: datetime.tzinfo, w: Wording
) -> str:
    """Say an incident in a line: when (on a zone's clock), where, what, by whom, who says so."""
    parts = [span_words(incident.happened.begins, incident.happened.until, zone, w)]
    parts.append(incident.place or w._("place not known"))
    act = vocabulary.acts.by_id.get(incident.act)
    parts.append(w._("act not known") if act is None else w.text(act.name))
    named = [vocabulary.objects.by_id[one] for one in incident.objects]
    if named:
        parts.append(w.list_of(w.text(one.name) for one in named))
    parts.append(
        w._("by whom is not known")
        if incident.actor is None
        else w._("by {side}, it is said").format(side=side_word(incident.actor, w))
    )
    counted = [one.count for one in incident.reports if one.count is not None]
    if counted:
        parts.append(w._("number: {n}").format(n=w.number(max(counted))))
    sources = sorted({one.source.name for one in incident.reports})
    parts.append(w._("source: {names}").format(names=w.commas(sources)))
    return w.semicolons(parts)


def span_words(begins: int, until: int, zone: datetime.tzinfo, w: Wording) -> str:
    """Say from when until when something can have happened, on the clock of a zone."""
    first = datetime.datetime.fromtimestamp(begins, zone)
    if until >= LATEST:
        return w._("from {start} on").format(start=f"{first:%Y-%m-%d %H:%M}")
    last = datetime.datetime.fromtimestamp(until, zone)
    if until - begins <= 60:
        return f"{first:%Y-%m-%d %H:%M}"
    ends = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return w._("{start} to {end}").format(start=f"{first:%Y-%m-%d %H:%M}", end=ends)


def ground_word(ground: Ground, w: Wording) -> str:
    """Say what speaks for one event, or against it."""
    return {
        Ground.TIMES_MEET: w._("the times meet"),
        Ground.TIMES_NEAR: w._("the times are less than a day apart"),
        Ground.TIMES_APART: w._("the times are far apart"),
        Ground.PLACES_MEET: w._("the places meet"),
        Ground.PLACES_NEAR: w._("the places are less than 50 kilometres apart"),
        Ground.PLACES_APART: w._("the places are far apart"),
        Ground.ACTS_AGREE: w._("the same kind of act"),
        Ground.ACTS_DIFFER: w._("other kinds of acts"),
        Ground.OBJECTS_AGREE: w._("the same kind of thing was hit"),
        Ground.OBJECTS_DIFFER: w._("other kinds of things were hit"),
        Ground.ACTORS_AGREE: w._("the same side is named"),
        Ground.ACTORS_DIFFER: w._("other sides are named"),
        Ground.WORDS_EQUAL: w._("the same words"),
        Ground.WORDS_SHARED: w._("many words in common"),
        Ground.WORDS_APART: w._("hardly a word in common"),
    }[ground]
