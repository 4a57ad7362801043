"""Entries of the record in words."""

from __future__ import annotations

import uuid
from collections.abc import Container, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agreement import EventKind
from goodoffices.case import Case, Text
from goodoffices.monitoring.findings import Status
from goodoffices.office.access.opened import EntryView
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.procedure import ALL_AGREE, MEDIATION, VOID, Moment
from goodoffices.record.kinds import SIGNED_KINDS
from goodoffices.report.monitoring_in_words import status_word
from goodoffices.report.obligations_in_words import agreement_event_words
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.wording import Wording

#: What a party says of what was put before it, in words.
POSITIONS: Mapping[str, StrOrPromise] = {
    "accept": gettext_lazy("would accept it"),
    "if": gettext_lazy("would accept it if something changes"),
    "reserve": gettext_lazy("reserved its answer"),
    "reject": gettext_lazy("rejected it"),
}
#: What a party reads and answers before the talks, in words.
TERMS: Mapping[str, StrOrPromise] = {
    "disclosure": gettext_lazy("the mediator's disclosure of interests"),
    "agreement": gettext_lazy("the agreement to mediate"),
}
#: How answers are asked for, and what is answered where answers are entries.
RULES: Mapping[str, StrOrPromise] = {
    "sealed": gettext_lazy("A sealed answer was asked for"),
    "packages": gettext_lazy("Sealed answers to several packages were asked for"),
    "ranking": gettext_lazy("Private rankings of wordings were asked for"),
    "bid": gettext_lazy("A blind bid was asked for"),
    "assessment": gettext_lazy("An assessment was asked for"),
    "silence": gettext_lazy("A silence procedure began"),
    "seat": gettext_lazy("Consent to a seat was asked for"),
    "whether": gettext_lazy("It was asked whether a better package exists"),
    "approval": gettext_lazy("A text was put for approval"),
    "see": gettext_lazy("It was asked whether all want to see the better package"),
    "take": gettext_lazy("It was asked whether all take the better package"),
    "statement": gettext_lazy("A joint statement was put for approval"),
}
OPEN_ANSWERS: Mapping[str, StrOrPromise] = {
    "consent": gettext_lazy("consents"),
    "refuse": gettext_lazy("does not consent"),
    "agree": gettext_lazy("does not object"),
    "object": gettext_lazy("objects"),
    "accept": gettext_lazy("accepted"),
    "reserve": gettext_lazy("reserved its answer"),
    "reject": gettext_lazy("rejected"),
}
#: What an entry says, by the name of its kind, with the fields of its payload in braces; ``name``:
#: of the person or the side that it is about.
SENTENCES: Mapping[str, StrOrPromise] = {
    "case.open": gettext_lazy("The case was opened."),
    "case.resume": gettext_lazy("The case was taken up again."),
    "case.close": gettext_lazy("The case was closed."),
    "case.reopen": gettext_lazy("The case was opened again."),
    "case.propose": gettext_lazy("A change of the case was put to the parties: “{words}”"),
    "case.consent": gettext_lazy("{party} answered to a change of the case."),
    "case.take_back": gettext_lazy("The change of the case was taken back."),
    "case.change": gettext_lazy("The case changed."),
    "feeds.allow": gettext_lazy("Calendar feeds of the case were allowed."),
    "feeds.end": gettext_lazy("All calendar feeds of the case ended."),
    "side.add": gettext_lazy("The side {name} takes part."),
    "person.invite": gettext_lazy("{name} was invited."),
    "person.revoke": gettext_lazy("An invitation was taken back."),
    "person.join": gettext_lazy("{name} joined."),
    "person.end": gettext_lazy("{name} left."),
    "party.withdraw": gettext_lazy("{party} withdrew from the talks."),
    "preferences.give": gettext_lazy(
        "Preferences of {party} were given. (What they say is not in the record; the digest of the "
        "text is.)"
    ),
    "release.package": gettext_lazy("A package was released to {to}: “{words}”"),
    "release.question": gettext_lazy("A question was put to {to}: “{words}”"),
    "position.take": gettext_lazy(
        "{party} took a position on entry {put} of this log: {position}."
    ),
    "position.public": gettext_lazy("{party} was quoted in public: “{words}”"),
    "call.open": gettext_lazy("{rule}, until {closes}: “{words}”"),
    "call.answer": gettext_lazy("{party} answered: {choice}."),
    "call.miss": gettext_lazy("{party} had not answered by {closes}; that counts as: {choice}."),
    "call.close": gettext_lazy("The hour of a question came: {closes}."),
    "call.show": gettext_lazy("A better package was shown to all who wanted to see it."),
    "call.announce": gettext_lazy("The hour of a question was announced once more: {closes}."),
    "track.open": gettext_lazy("A track was opened: {name}."),
    "round.hold": gettext_lazy("A round of talks was entered, of {began}."),
    "round.outcome": gettext_lazy("What came of a round of talks was entered."),
    "round.people": gettext_lazy("Who took part in a round was entered by name."),
    "round.public": gettext_lazy("Everybody may say that a round of talks took place, of {began}."),
    "talks.event": gettext_lazy("An event was entered: “{text}”"),
    "talks.deadline": gettext_lazy("A deadline was entered, of {at}: “{text}”"),
    "talks.step": gettext_lazy("A next step was entered: “{text}”"),
    "talks.done": gettext_lazy("A next step was marked as done on {on}."),
    "talks.mend": gettext_lazy("Entry {entry} of this log was mended: “{why}”"),
    "item.give": gettext_lazy("{owner} gave something to be carried: “{text}”"),
    "item.allow": gettext_lazy("The owner lets an item go further, to {parties}."),
    "item.carry": gettext_lazy("The mediation carried something here: “{text}”"),
    "item.pass": gettext_lazy("An item was carried to {to}."),
    "item.answer": gettext_lazy("An item was answered: “{text}”"),
    "text.save": gettext_lazy("Version {version} of a text was saved: {title}."),
    "text.hand": gettext_lazy("A copy of a text came here: {title}, copy {code}."),
    "text.pass": gettext_lazy("A copy of version {version} of a text went to {to}: copy {code}."),
    "text.criticise": gettext_lazy("Something was said of copy {code} of a text: “{words}”"),
    "statement.answer": gettext_lazy("{party} answered to a joint statement, digest {sha256}."),
    "statement.publish": gettext_lazy("A joint statement is public since {closes}: {title}."),
    "agreement.draft": gettext_lazy("Draft {version} of an agreement was saved: {title}."),
    "agreement.put": gettext_lazy("Version {version} of an agreement was put: {title}."),
    "agreement.sign": gettext_lazy(
        "{party} signed version {version} of an agreement, the text with the digest {sha256}."
    ),
    "agreement.paper": gettext_lazy(
        "{party} signed version {version} of an agreement elsewhere, on {on}: “{how}”"
    ),
    "agreement.event": gettext_lazy("What happened to the agreement, {at}: {what}."),
    "agreement.report": gettext_lazy(
        "{party} said, of {on}, how far something of the agreement is carried out."
    ),
    "incident.report": gettext_lazy("{party} reported an incident: “{words}”"),
    "incident.inquire": gettext_lazy(
        "An incident is looked into; the accused side may answer until {answer_by}."
    ),
    "incident.answer": gettext_lazy("{party} answered to a reported incident: “{words}”"),
    "incident.find": gettext_lazy(
        "{party} found of a reported incident, for {obligation}: {found}. “{words}”"
    ),
    "incident.join": gettext_lazy("Two reports of incidents were joined as one event."),
    "incident.part": gettext_lazy("Two reports of incidents are not one event any more."),
    "lines.put": gettext_lazy("Lines to take were written: “{words}”"),
    "lines.agree": gettext_lazy("{party} answered to lines to take."),
    "text.agree": gettext_lazy(
        "A change of paragraph {paragraph} of a text was agreed: “{old}” becomes “{new}”."
    ),
    "text.unagree": gettext_lazy("A change of a text is not agreed any more."),
    "text.link": gettext_lazy("Version {version} of a text is taken to say a package."),
    "contact.make": gettext_lazy("The first contact with {party} was on {on}: “{how}”"),
    "terms.put": gettext_lazy("The mediation put a text before this party: {what}."),
    "terms.answer": gettext_lazy("{party} answered to a text that the mediation put before it."),
    "entry.destroy": gettext_lazy("The words of entry {entries} were destroyed: “{why}”"),
    "office.key": gettext_lazy(
        "From here on the office signs checkpoints of this log with a new key."
    ),
    "person.key": gettext_lazy("{name} signs with a passkey that is announced here."),
    "person.signature": gettext_lazy("{name} signed the entry before this one with a passkey."),
}


def said_by_codes(w: Wording) -> dict[str, str]:
    """List what coded fields of entries say in their sentences, in the reader's language."""
    the_mediation = _("the mediation")
    return {
        **{f"position:{code}": str(words) for code, words in POSITIONS.items()},
        **{f"what:{code}": str(words) for code, words in TERMS.items()},
        **{f"choice:{code}": str(words) for code, words in OPEN_ANSWERS.items()},
        **{f"rule:{code}": str(words) for code, words in RULES.items()},
        **{f"what:{kind}": agreement_event_words(kind, w) for kind in EventKind},
        "agrees:true": _("It agrees."),
        "agrees:false": _("It does not agree."),
        "paused:true": _("The case is paused."),
        f"owner:{MEDIATION}": the_mediation,
        f"to:{MEDIATION}": the_mediation,
    }


def entry_sentence(entry: EntryView, case: Case) -> str:
    """Say what happened in one sentence, with the names of parties, in the reader's language."""
    w = wording_for_reader(case)
    words = {k: _in_words(k, v, w) for k, v in entry.payload.items()}
    if "position" in entry.payload:
        words["position"] = str(POSITIONS.get(entry.payload["position"], ""))
    if entry.kind == "terms.put":
        words["what"] = str(TERMS[entry.payload["what"]])
    if entry.kind == "agreement.event":
        words["what"] = _agreement_event(entry.payload, w)
    if entry.kind == "incident.find":
        words["found"] = status_word(Status(entry.payload["found"]), w)
    if entry.kind == "item.allow":
        words["parties"] = w.list_of(map(w.party, entry.payload["to"]))
    if entry.kind == "call.open":
        words["rule"] = str(RULES[entry.payload["rule"]])
    if entry.kind in ("call.answer", "call.miss"):
        choice = entry.payload.get("choice") or entry.payload["counts_as"]
        words["choice"] = str(OPEN_ANSWERS[choice])
    if "entries" in entry.payload:
        words["entries"] = w.list_of(str(number) for number in entry.payload["entries"])
    sentence = str(SENTENCES[entry.kind]).format(**words)
    if entry.kind == "call.close" and entry.payload["result"] == VOID:
        return _("A joint statement ended before its hour. {result}").format(
            result=_statement_result(VOID)
        )
    if entry.kind in ("position.take", "call.answer", "agreement.event") and entry.payload["words"]:
        sentence = _("{sentence} “{words}”").format(
            sentence=sentence, words=w.isolated(entry.payload["words"])
        )
    sentences = [sentence]
    if "agrees" in entry.payload:
        sentences.append(_("It agrees.") if entry.payload["agrees"] else _("It does not agree."))
    if entry.kind == "call.close":
        sentences.append(_result(entry.payload["rule"], entry.payload["result"]))
    if entry.payload.get("paused"):
        sentences.append(_("The case is paused."))
    return " ".join(sentences)


def _agreement_event(payload: Mapping[str, Any], w: Wording) -> str:
    """Say what happened to an agreement, and which side did it."""
    parts = [agreement_event_words(EventKind(payload["what"]), w)]
    if payload["by"]:
        parts.append(side_word(payload["by"], w))
    return w.semicolons(parts)


def _result(rule: str, result: str) -> str:
    """Say what came of a call, in a sentence."""
    if rule == "packages":
        none = _("There is no package that all accept.")
        return _("All accept package {number}.").format(number=result) if result else none
    if rule == "ranking":
        none = _("No wording was elected.")
        return _("Wording {number} was elected.").format(number=result) if result else none
    if rule == "bid":
        return (
            _("It settles at {amount}.").format(amount=result)
            if result
            else _("It does not settle.")
        )
    if rule == "whether":
        none = _("No better package was told.")
        return _("A better package exists.") if result == ALL_AGREE else none
    if rule == "seat":
        return _("All consent.") if result == ALL_AGREE else _("Not all consent.")
    if rule == "silence":
        return _("Nobody objects.") if result == ALL_AGREE else _("Somebody objects.")
    if rule == "statement":
        return _statement_result(result)
    return _("All said yes.") if result == ALL_AGREE else _("Not all said yes.")


def _statement_result(result: str) -> str:
    if result == VOID:
        return _("It is void: the mediation took it back or changed its text.")
    approved, not_all = _("All approved it: it is public."), _("Not all approved it.")
    return approved if result == ALL_AGREE else not_all


def _in_words(key: str, said: Any, w: Wording) -> str:
    """Write one field of a payload; the names of sides and texts in several languages, too."""
    if key in ("party", "to", "owner") and isinstance(said, str):
        return _("the mediation") if said == MEDIATION else w.party(said)
    if key in ("text", "name") and isinstance(said, dict):
        return w.text(Text.of(said))
    if key in ("began", "at", "on", "closes", "answer_by") and isinstance(said, str):
        return _moment(said, w)
    return w.isolated(str(said)) if isinstance(said, str | int) else ""


def _moment(said: str, w: Wording) -> str:
    """Write a moment as its readers write one; what is none stands as it is."""
    try:
        return moment_words(Moment.read(said), w)
    except ValueError:
        return w.isolated(said)


def how_attested(entry: EntryView, signed: Container[tuple[uuid.UUID, int]]) -> str:
    """Say whether a person signed an act, or the office attests it; empty where none is signed.

    ``signed``: log and number of each act that was signed. A refusal is never signed.
    """
    if (entry.log, entry.number) in signed:
        return _("signed with a passkey")
    is_signable = any(entry.kind == kind.name for kind in SIGNED_KINDS)
    is_attested = is_signable and entry.payload.get("agrees", True)
    return _("attested by the office") if is_attested else ""
