"""The kinds of entries: what each holds, and in which logs it stands."""

from __future__ import annotations

from goodoffices.record.entry_kind import ALL_PARTIES, ONE_SIDE, EntryKind

CASE_OPENED = EntryKind(name="case.open", logs=ALL_PARTIES, fields=frozenset({"case"}))
#: The same for the mediation, which knows the files.
FILES_OPENED = EntryKind(name="case.open", logs=ONE_SIDE, fields=frozenset({"files"}))
CASE_RESUMED = EntryKind(name="case.resume", logs=ALL_PARTIES)
CASE_CLOSED = EntryKind(name="case.close", logs=ALL_PARTIES)
CASE_REOPENED = EntryKind(name="case.reopen", logs=ALL_PARTIES)
CHANGE_PROPOSED = EntryKind(
    name="case.propose",
    logs=ALL_PARTIES,
    fields=frozenset({"sha256", "words"}),
)
CHANGE_ANSWERED = EntryKind(
    name="case.consent",
    logs=ONE_SIDE,
    fields=frozenset({"party", "agrees", "sha256"}),
)
CHANGE_TAKEN_BACK = EntryKind(name="case.take_back", logs=ALL_PARTIES)
CASE_CHANGED = EntryKind(name="case.change", logs=ALL_PARTIES, fields=frozenset({"sha256"}))
#: Whether people may have calendar feeds of the case.
FEEDS_ALLOWED = EntryKind(name="feeds.allow", logs=ALL_PARTIES)
FEEDS_ENDED = EntryKind(name="feeds.end", logs=ALL_PARTIES)
#: ``seat``: the call by which it was consented to, or empty.
SIDE_ADDED = EntryKind(
    name="side.add",
    logs=ONE_SIDE,
    fields=frozenset({"side", "kind", "seat"}),
)
PERSON_INVITED = EntryKind(
    name="person.invite",
    logs=ONE_SIDE,
    fields=frozenset({"who", "functions"}),
)
INVITATION_REVOKED = EntryKind(name="person.revoke", logs=ONE_SIDE)
PERSON_JOINED = EntryKind(
    name="person.join",
    logs=ONE_SIDE,
    fields=frozenset({"who", "functions"}),
)
PERSON_LEFT = EntryKind(name="person.end", logs=ONE_SIDE, fields=frozenset({"who"}))
PARTY_WITHDREW = EntryKind(
    name="party.withdraw",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"party", "paused"}),
)
PREFERENCES_GIVEN = EntryKind(
    name="preferences.give",
    logs=ONE_SIDE,
    fields=frozenset({"party", "paper", "sha256"}),
)
PACKAGE_RELEASED = EntryKind(
    name="release.package",
    logs=ONE_SIDE,
    fields=frozenset({"to", "package", "words"}),
)
QUESTION_RELEASED = EntryKind(
    name="release.question",
    logs=ONE_SIDE,
    fields=frozenset({"to", "first", "second", "words"}),
)

#: ``put``: the number of the entry that put something before the party; ``position``: *accept*,
#: *if* (with the options in ``changes``, by issue), *reserve* or *reject*.
POSITION_TAKEN = EntryKind(
    name="position.take",
    logs=ONE_SIDE,
    fields=frozenset({"party", "put", "position", "changes", "words"}),
)
#: What a party said in public of what was put to it: never its answer. ``of``: the key of a
#: proposal of the mediation's page, or empty; ``source``: who published it, and when.
POSITION_SAID = EntryKind(
    name="position.public",
    logs=ONE_SIDE,
    fields=frozenset({"party", "of", "position", "words", "source"}),
)

#: ``call``: its id, the same in each log; ``rule``: by which its answers count; ``asks``: what the
#: rule is asked with beside the words (packages in their order, wordings and the lot that was drawn
#: for ties, the bounds of a bid); ``sides``: that are asked; ``closes``: the hour, RFC 3339;
#: ``package``: empty where words alone are put; ``matter``: the id of the first call on the same
#: matter; ``number`` of how many (``of``) that were announced.
CALL_OPENED = EntryKind(
    name="call.open",
    logs=ONE_SIDE,
    fields=frozenset(
        {"call", "rule", "asks", "words", "package", "sides", "closes", "matter", "number", "of"}
    ),
)
#: What a side answers to a call whose answers the mediation sees: ``choice``, with its words.
CALL_ANSWERED = EntryKind(
    name="call.answer", logs=ONE_SIDE, fields=frozenset({"call", "party", "choice", "words"})
)
#: That a side had not answered at the hour, and what that counts as.
CALL_MISSED = EntryKind(
    name="call.miss", logs=ONE_SIDE, fields=frozenset({"call", "party", "closes", "counts_as"})
)
#: The joint result by the rule, and the hour (``closes``) at which it holds.
CALL_CLOSED = EntryKind(
    name="call.close", logs=ONE_SIDE, fields=frozenset({"call", "rule", "closes", "result"})
)
#: A better package than the one that was agreed, shown where all wanted to see it. ``gain``: of the
#: side in whose log it stands alone, an exact number of points; empty in the mediation's.
CALL_SHOWN = EntryKind(
    name="call.show", logs=ONE_SIDE, fields=frozenset({"call", "package", "gain"})
)
#: That the hour of a call was announced once more.
CALL_ANNOUNCED = EntryKind(
    name="call.announce", logs=ONE_SIDE, fields=frozenset({"call", "closes"})
)

#: What a side answers to a joint statement. ``sha256``: of its `statement.json`, which names the
#: digest of each text.
STATEMENT_ANSWERED = EntryKind(
    name="statement.answer",
    logs=ONE_SIDE,
    fields=frozenset({"call", "party", "agrees", "sha256"}),
)

#: All that is read of calls.
CALL_KINDS = (
    CALL_OPENED,
    CALL_ANSWERED,
    CALL_CLOSED,
    CALL_SHOWN,
    CALL_ANNOUNCED,
    STATEMENT_ANSWERED,
)

#: That a joint statement is public. ``title``; ``closes``: the hour from which on it is.
STATEMENT_PUBLISHED = EntryKind(
    name="statement.publish",
    logs=ALL_PARTIES,
    fields=frozenset({"call", "title", "closes", "sha256"}),
)
#: What a side is to say in public after a round, in the words that it has with the mediation.
#: ``lines``: its id; ``round``: the id of the round as that side knows it, or empty.
LINES_PUT = EntryKind(
    name="lines.put", logs=ONE_SIDE, fields=frozenset({"lines", "round", "words"})
)
LINES_AGREED = EntryKind(
    name="lines.agree", logs=ONE_SIDE, fields=frozenset({"lines", "party", "agrees"})
)

#: ``track``: its id; ``with``: ids of parties; ``also``: ids of third parties.
TRACK_OPENED = EntryKind(
    name="track.open",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"track", "name", "with", "also"}),
)
#: ``round``: its id, the same in each log that holds it; ``track``: the id of its track; ``began``,
#: ``ended``: moments as exactly as they are known, the second empty where nobody said; ``parties``:
#: those that took part; ``attendance``: how many people of each side.
ROUND_HELD = EntryKind(
    name="round.hold",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset(
        {
            "round",
            "track",
            "began",
            "ended",
            "place",
            "host",
            "level",
            "parties",
            "attendance",
        }
    ),
)
#: ``next_steps``: each with its id, its text, who does it, on which level, until which day (or
#: empty), and whether it is planned at all.
ROUND_OUTCOME = EntryKind(
    name="round.outcome",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"round", "agenda", "decided", "next_steps"}),
)
#: Who took part by name, for the mediation alone: ``people`` are named as the record names them.
ROUND_PEOPLE = EntryKind(name="round.people", logs=ONE_SIDE, fields=frozenset({"round", "people"}))
#: What everybody may know and say of a round: that it took place on a day, or how long.
ROUND_PUBLIC = EntryKind(
    name="round.public",
    logs=ALL_PARTIES,
    fields=frozenset({"round", "began", "ended"}),
)
EVENT_ENTERED = EntryKind(
    name="talks.event",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"id", "track", "at", "until", "text", "source", "rivals"}),
)
#: ``set_by``: the law, mandate or agreement that sets it.
DEADLINE_SET = EntryKind(
    name="talks.deadline",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"id", "track", "at", "text", "set_by"}),
)
STEP_SET = EntryKind(
    name="talks.step",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"id", "track", "text", "owner", "level", "due", "planned", "source"}),
)
STEP_DONE = EntryKind(
    name="talks.done", logs=ONE_SIDE | ALL_PARTIES, fields=frozenset({"step", "on"})
)
#: ``entry``: the number of the entry of this log that is mended; ``content``: what it says now.
TALKS_MENDED = EntryKind(
    name="talks.mend",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"entry", "why", "content"}),
)
_ITEM = frozenset(
    {"item", "kind", "text", "owner", "track", "at", "agreed_days", "package", "file"}
)
#: What a side gives to the mediation, or the mediation writes. ``package``: options by issue that
#: go with a proposal, or empty; ``file``: its name, size and digest, or empty.
ITEM_GIVEN = EntryKind(name="item.give", logs=ONE_SIDE, fields=_ITEM)
#: ``to``: parties to which the owner lets the mediation carry it.
ITEM_ALLOWED = EntryKind(name="item.allow", logs=ONE_SIDE, fields=frozenset({"item", "to"}))
#: An item as a party gets it: under an id that nobody else knows it by.
ITEM_CARRIED = EntryKind(name="item.carry", logs=ONE_SIDE, fields=_ITEM)
#: That an item was carried, for the mediation and the owner. ``as``: its id with that party; empty
#: for the owner.
ITEM_PASSED = EntryKind(
    name="item.pass", logs=ONE_SIDE, fields=frozenset({"item", "to", "as", "at"})
)
ITEM_ANSWERED = EntryKind(
    name="item.answer", logs=ONE_SIDE, fields=frozenset({"item", "text", "at"})
)

#: A version of a text that the mediation holds. ``sha256``: of what it says as it is typed, with
#: who sponsors what, in UTF-8; its words stand beside the log.
TEXT_SAVED = EntryKind(
    name="text.save", logs=ONE_SIDE, fields=frozenset({"text", "title", "version", "sha256"})
)
#: A version as one party gets it: of sponsors it names that party alone. ``code``: of this copy.
TEXT_HANDED = EntryKind(
    name="text.hand", logs=ONE_SIDE, fields=frozenset({"text", "title", "code", "sha256"})
)
#: That a version went to a party, for the mediation: ``code`` is that of its copy.
TEXT_PASSED = EntryKind(
    name="text.pass", logs=ONE_SIDE, fields=frozenset({"text", "version", "to", "code"})
)
#: What a party says of a place of its copy. ``paragraph``: its number, 0 for the whole.
TEXT_CRITICISED = EntryKind(
    name="text.criticise", logs=ONE_SIDE, fields=frozenset({"text", "code", "paragraph", "words"})
)

#: A change of a paragraph that was agreed, of a version. ``agreed``: its id; ``old``: words that
#: go, empty where words are added; ``new``: words that come; ``words``: with whom, and what else.
TEXT_AGREED = EntryKind(
    name="text.agree",
    logs=ONE_SIDE,
    fields=frozenset({"text", "agreed", "version", "paragraph", "old", "new", "words"}),
)
#: That a change that was agreed is not any more.
TEXT_UNAGREED = EntryKind(name="text.unagree", logs=ONE_SIDE, fields=frozenset({"text", "agreed"}))
#: The package that the mediation takes a version to say. ``package``: options by issue.
TEXT_LINKED = EntryKind(
    name="text.link", logs=ONE_SIDE, fields=frozenset({"text", "version", "package"})
)

#: A draft of an agreement's terms that the mediation works on. ``sha256``: of its file.
AGREEMENT_DRAFTED = EntryKind(
    name="agreement.draft", logs=ONE_SIDE, fields=frozenset({"version", "title", "sha256"})
)
#: A version that was put to all parties. ``texts``: of each text, by its id, the SHA-256 of its
#: words and the sides that sign it; ``sha256``: of all that was put, which stands beside the log.
AGREEMENT_PUT = EntryKind(
    name="agreement.put",
    logs=ALL_PARTIES,
    fields=frozenset({"version", "title", "texts", "sha256"}),
)
#: That a side signs a text. ``sha256``: of the words of the text, in UTF-8; ``put``: of all that
#: was put with it, its terms too.
AGREEMENT_SIGNED = EntryKind(
    name="agreement.sign",
    logs=ALL_PARTIES,
    fields=frozenset({"version", "text", "party", "sha256", "put"}),
)
#: That a side signed elsewhere, as the mediation enters it. ``on``: the day; ``how``: in words;
#: ``file``: the SHA-256 of the PDF that was checked, or empty; ``signers``: what the certificates
#: in it say of themselves.
AGREEMENT_SIGNED_ELSEWHERE = EntryKind(
    name="agreement.paper",
    logs=ALL_PARTIES,
    fields=frozenset({"version", "text", "party", "on", "how", "file", "signers"}),
)
#: What happened to an agreement. ``version``: of which; ``event``: its id; ``what``: its kind;
#: ``period``: of a renewal.
AGREEMENT_EVENT = EntryKind(
    name="agreement.event",
    logs=ALL_PARTIES,
    fields=frozenset({"version", "event", "what", "at", "by", "texts", "period", "words"}),
)
#: How far a stipulation is carried out, as a side says, or the mediation finds. ``occurrence``: the
#: day on which that one begins, or empty.
AGREEMENT_REPORT = EntryKind(
    name="agreement.report",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"version", "obligation", "occurrence", "progress"})
    | {"party", "on", "words", "evidence"},
)

#: What is said to have happened. ``incident``: its id, the same where the side tells all parties;
#: ``act``, ``objects``, ``actor``: kinds, and the side that is said to have acted, or empty;
#: ``begins``, ``until``: times; ``latitude``, ``longitude``, ``within``: degrees and metres, or
#: empty.
INCIDENT_REPORTED = EntryKind(
    name="incident.report",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"incident", "party", "act", "objects", "actor", "begins", "until"})
    | {"place", "latitude", "longitude", "within", "words"},
)
#: That an incident is looked into. ``answer_by``: until when the accused side may answer.
INCIDENT_INQUIRY = EntryKind(
    name="incident.inquire", logs=ALL_PARTIES, fields=frozenset({"incident", "answer_by"})
)
INCIDENT_ANSWERED = EntryKind(
    name="incident.answer", logs=ALL_PARTIES, fields=frozenset({"incident", "party", "words"})
)
#: What a finder found. ``found``: *verified*, *not_verified*, *refuted* or *outside*;
#: ``evidence``: in words; ``sha256``: of a file, or empty.
INCIDENT_FOUND = EntryKind(
    name="incident.find",
    logs=ALL_PARTIES,
    fields=frozenset({"incident", "obligation", "party", "found", "words", "evidence", "sha256"}),
)
#: That two reports (``incidents``: their ids) are about one event, and that they are not after all.
INCIDENT_JOINED = EntryKind(name="incident.join", logs=ALL_PARTIES, fields=frozenset({"incidents"}))
INCIDENT_PARTED = EntryKind(name="incident.part", logs=ALL_PARTIES, fields=frozenset({"incidents"}))

#: ``how``: one line. ``on``: the day.
CONTACT_MADE = EntryKind(
    name="contact.make", logs=ONE_SIDE, fields=frozenset({"party", "on", "how"})
)
#: ``terms``: its id, another one for each party; ``what``: ``disclosure`` (of the mediator's
#: interests) or ``agreement`` (to mediate); ``text``: its parts by their names.
TERMS_PUT = EntryKind(name="terms.put", logs=ONE_SIDE, fields=frozenset({"terms", "what", "text"}))
#: ``terms``: what is answered; ``sha256``: of its text, in canonical JSON.
TERMS_ANSWERED = EntryKind(
    name="terms.answer", logs=ONE_SIDE, fields=frozenset({"party", "terms", "agrees", "sha256"})
)

#: ``entries``: the numbers of those whose words are gone. Their digests stay.
ENTRY_DESTROYED = EntryKind(
    name="entry.destroy",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"entries", "why"}),
)

#: Entered by the office itself, before the first checkpoint that the key signs.
KEY_ANNOUNCED = EntryKind(
    name="office.key",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"key"}),
)

#: Entered by the office itself, before the first act in this log that the passkey signs.
PASSKEY_ANNOUNCED = EntryKind(
    name="person.key",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"key", "site", "who"}),
)
#: It stands right after the act that is signed, and is what a device made of its statement.
SIGNED_BY_PASSKEY = EntryKind(
    name="person.signature",
    logs=ONE_SIDE | ALL_PARTIES,
    fields=frozenset({"authenticator", "client", "key", "once", "signature", "who"}),
)

#: All kinds, in the order in which they stand here.
KINDS = tuple(one for one in tuple(globals().values()) if isinstance(one, EntryKind))
#: Acts that a person signs where she has a passkey; the others the office attests. Who refuses
#: signs nothing.
SIGNED_KINDS = frozenset({CHANGE_ANSWERED, STATEMENT_ANSWERED, AGREEMENT_SIGNED})
#: Entries without which a log could not be verified, and which hold nothing that anybody said.
NEVER_DESTROYED = frozenset({KEY_ANNOUNCED, PASSKEY_ANNOUNCED, SIGNED_BY_PASSKEY, ENTRY_DESTROYED})
