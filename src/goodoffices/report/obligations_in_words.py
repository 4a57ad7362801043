"""How obligations and powers stand, in words: due, kept, overdue, and what they wait for."""

from __future__ import annotations

from goodoffices.agreement import (
    EventKind,
    Matter,
    ObligationState,
    Owed,
    PowerNow,
    PowerWait,
    Progress,
    Wait,
    Weakness,
    WeakPoint,
)
from goodoffices.agreement.period import PeriodEnd
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording, capital


def obligation_state_words(state: ObligationState, w: Wording) -> str:
    """Say how an obligation stands in a word or two."""
    return {
        ObligationState.NOT_YET: w.p_("state of an obligation", "not yet"),
        ObligationState.DUE: w.p_("state of an obligation", "due"),
        ObligationState.HOLDS: w.p_("state of an obligation", "holds"),
        ObligationState.KEPT: w.p_("state of an obligation", "kept"),
        ObligationState.OVERDUE: w.p_("state of an obligation", "overdue"),
        ObligationState.SUSPENDED: w.p_("state of an obligation", "suspended"),
        ObligationState.ENDED: w.p_("state of an obligation", "ended"),
    }[state]


def progress_words(progress: Progress, w: Wording) -> str:
    """Say how far something is carried out."""
    return {
        Progress.NOT_BEGUN: w.p_("how far it is", "not begun"),
        Progress.BEGUN: w.p_("how far it is", "begun"),
        Progress.ON_THE_WAY: w.p_("how far it is", "on the way"),
        Progress.DONE: w.p_("how far it is", "done"),
        Progress.BLOCKED: w.p_("how far it is", "blocked"),
    }[progress]


def due_words(due: PeriodEnd, words: TermWords) -> str:
    """Write the last day for an obligation, or the time."""
    w = words.w
    if due.last_day is not None:
        return w.date(due.last_day)
    local = due.after.astimezone(words.agreement.zone)
    return w.isolated(local.isoformat(sep=" ", timespec="minutes"))


def owed_words(owed: Owed, words: TermWords) -> str:
    """Say in one sentence how an obligation stands, and why."""
    w = words.w
    parts = [obligation_state_words(owed.state, w)]
    if owed.due is not None and owed.state is not ObligationState.ENDED:
        end = due_words(owed.due, words)
        by = w._("by {end}") if owed.obligation.is_a_duty else w._("until {end}")
        parts.append(by.format(end=end))
    if owed.waits is not None:
        parts.append(wait_words(owed, words))
    if owed.is_out_of_order:
        parts.append(w._("done out of order: before what comes first"))
    if owed.claimed_by:
        sides = w.list_of([side_word(one, w) for one in owed.claimed_by])
        parts.append(w._("said to be done by {sides}, not confirmed").format(sides=sides))
    return w.semicolons(parts)


def owed_line_words(owed: Owed, words: TermWords) -> str:
    """Say an obligation, or one occurrence of it, and how it stands."""
    said = with_occurrence(words.short(owed.obligation), owed, words.w)
    return words.w._("{obligation} — {state}").format(
        obligation=said, state=owed_words(owed, words)
    )


def with_occurrence(said: str, owed: Owed, w: Wording) -> str:
    """Add the day of an occurrence to what is said of its obligation."""
    if owed.occurrence is None:
        return said
    return w._("{obligation} ({day})").format(obligation=said, day=w.date(owed.occurrence))


def wait_words(owed: Owed, words: TermWords) -> str:
    """Say what an obligation waits for."""
    w = words.w
    if owed.waits is Wait.EVENT:
        return w._("waits for: {event}").format(event=words.event(owed.waits_for[0]))
    if owed.waits is Wait.STEP:
        steps = w.list_of([words.named(one) for one in owed.waits_for])
        return w._("waits for these steps: {steps}").format(steps=steps)
    if owed.waits is Wait.START and owed.begins is not None:
        local = owed.begins.astimezone(words.agreement.zone)
        return w._("begins {day}").format(day=w.date(local.date()))
    return w._("its text is not in force")


def power_words(found: PowerNow, words: TermWords) -> str:
    """Say a power, and whether it can be used now."""
    w = words.w
    why = {
        None: w._("can be used now"),
        PowerWait.NOT_IN_FORCE: w._("not yet: the text is not in force"),
        PowerWait.ENDED: w._("no longer: the text has ended"),
        PowerWait.SUSPENDED: w._("not now: the text is suspended"),
        PowerWait.AWAITS_EVENT: w._("not yet: what opens it has not happened"),
        PowerWait.NO_END: w._("not needed: the text has no end"),
    }[found.why_not]
    return w.semicolons([words.power(found.power), why])


def matter_words(matter: Matter, w: Wording) -> str:
    """Say that nothing settles a matter."""
    return {
        Matter.PURPOSE: w._("No article says what the agreement is for."),
        Matter.COMMAND: w._("No article says who commands whom."),
        Matter.DEFINITIONS: w._("No article says what its words mean."),
        Matter.SCOPE: w._("No article says for which places, or for whom, it holds."),
        Matter.ENTRY_INTO_FORCE: w._("No article says when it takes effect."),
        Matter.DURATION: w._("No article says how long it lasts."),
        Matter.PROHIBITED_ACTS: w._("No article says what is forbidden."),
        Matter.PERMITTED_ACTS: w._("No article says what stays allowed."),
        Matter.SEPARATION: w._("No article says how forces are kept apart."),
        Matter.SEA_AND_AIR: w._("No article says what holds at sea and in the air."),
        Matter.HUMANITARIAN: w._("No article says how help gets through, or who is set free."),
        Matter.DUTIES: w._("No article says who does what."),
        Matter.MONEY: w._("No article says what is paid, and when."),
        Matter.MONITORING: w._("No article says who watches whether it is kept."),
        Matter.JOINT_BODY: w._("No article sets up a body of both sides."),
        Matter.LIAISON: w._("No article says how the sides reach each other at once."),
        Matter.ALLEGED_VIOLATIONS: w._("No article says what happens after an alleged violation."),
        Matter.GUARANTEES: w._("No article says who guarantees what."),
        Matter.COMMUNICATION: w._("No article says what may be said in public, and by whom."),
        Matter.AMENDMENT: w._("No article says how it is changed."),
        Matter.SUSPENSION: w._("No article says who may suspend it, and how."),
        Matter.WITHDRAWAL: w._("No article says how a side leaves it, and with what notice."),
        Matter.LANGUAGES: w._("No article says in which languages it is, and which one prevails."),
        Matter.SIGNATURES: w._("No article says who signs it."),
    }[matter]


def weak_point_words(point: WeakPoint, words: TermWords) -> str:
    """Say a weak point of the terms in a sentence."""
    w = words.w
    terms = point.terms
    if point.kind is Weakness.LEFT_OUT and point.matter is not None:
        return matter_words(point.matter, w)
    if point.kind is Weakness.NOT_CARRIED_OUT:
        option = w.option(terms[0], words.agreement.package[terms[0]])
        return w._("The package has {issue}: {option}, and no article says so.").format(
            issue=w.issue(terms[0]), option=option
        )
    if point.kind is Weakness.NOBODY_OWES:
        return w._("Under the article on {issue} nobody owes anything.").format(
            issue=w.issue(terms[0])
        )
    if point.kind is Weakness.IN_OTHER_HANDS:
        return w._("What is agreed on {issue} lies with {side}, who does not sign.").format(
            issue=w.issue(terms[0]), side=side_word(terms[1], w)
        )
    if point.kind is Weakness.CONFLICT:
        return w._("These require and forbid the same act: {one}; {other}.").format(
            one=words.placed(terms[0]), other=words.placed(terms[1])
        )
    if point.kind is Weakness.NO_SIGNATORY:
        return w._("{side} does not sign the text that says: {obligation}.").format(
            side=capital(side_word(terms[1], w)), obligation=words.placed(terms[0])
        )
    places = w.list_of([w.isolated(one) for one in terms])
    return w._("“{term}” is defined nowhere ({places}).").format(
        term=w.isolated(point.words), places=places
    )


def agreement_event_words(kind: EventKind, w: Wording) -> str:
    """Say what kind of thing happened to an agreement."""
    return {
        EventKind.HAPPENED: w.p_("what happened to an agreement", "something else happened"),
        EventKind.RENEWED: w.p_("what happened to an agreement", "renewed"),
        EventKind.OBJECTED: w.p_("what happened to an agreement", "a side objects to renewal"),
        EventKind.SUSPENDED: w.p_("what happened to an agreement", "suspended"),
        EventKind.RESUMED: w.p_("what happened to an agreement", "taken up again"),
        EventKind.WITHDRAWN: w.p_("what happened to an agreement", "a side left"),
        EventKind.TERMINATED: w.p_("what happened to an agreement", "ended"),
    }[kind]
