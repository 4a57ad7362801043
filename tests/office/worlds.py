"""Two worlds that differ only in what one side keeps secret, and everything that an office serves to somebody in each."""

from __future__ import annotations

import datetime
import re
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from goodoffices.office.access.paper_heads import EstimateHead, ResultHead
from goodoffices.office.answers.readings import list_calls
from goodoffices.office.beginning.readings import list_unanswered_terms
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.files.readings import visible_files
from goodoffices.office.models import JointStatement
from goodoffices.office.people.inviting import demonstration_link
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.releases.readings import list_unanswered
from goodoffices.office.statements.readings import list_lines
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.readings import list_texts
from tests.cases import EXAMPLES
from tests.office import kept_worlds
from tests.office.cast import START, Cast, act, stated
from tests.office.made_results import keep, made_result
from tests.office.made_terms import TERMS
from tests.office.table_of_addresses import address
from tests.office.what_is_sent import AGREEMENT, WORD, fields

#: What is told apart: a walk-away value, a word in notes, a name, by world.
WALK_AWAY, NAME = ("41", "57"), ("Ada", "Grace")
#: Addresses that end what comes after them.
LAST = ("you/erase/", "people/leave-now/", "people/withdraw/", "logout/", "demonstration/<str:token>")


def text_of(thing) -> str:
    """The first words of a thing of the talks."""
    return thing.text.by_language[0][1]


def world(owner: str, variant: int) -> Cast:
    """A case in which ``owner`` keeps secrets of this variant, and all else is the same. It is built once, then copied."""
    return kept_worlds.world(f"{owner}_{variant}", lambda: _built(owner, variant))


def _built(owner: str, variant: int) -> Cast:
    cast = Cast(has_talks=True)
    with transaction.atomic():
        cast.case = cast.view("mara").case
        with act("a demonstration's link"):
            cast.link = demonstration_link(cast.people["sam"])
        cast.sides = {s.party: s.id for s in cast.view("mara").sides if s.party}
        cast.member = cast.view("mara").actor.pk
    first = made_result()  # Computed before the act, whose random numbers it would use up.
    with act("a first analysis", 5):
        keep(cast, first)
    with transaction.atomic():
        [cast.paper] = [p.id for p in cast.view("mara").papers(ResultHead)]
        cast.held = cast.view("mara").papers(EstimateHead)[0].id
    with act("an estimate is begun", 6):
        begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
        cast.interview = begun["Location"].split("/")[-2]
    with act("a file of the mediation's", 7):
        cast.post("mara", "files", dropped_files=[SimpleUploadedFile("plan.txt", b"A plan.")])
    with transaction.atomic():
        [cast.file] = [row.pk for row in visible_files(cast.view("mara"))]
        talks = read_talks(cast.view("mara")).talks
        cast.round = talks.rounds[0].id
        cast.ids = {text_of(one): one.id for one in (*talks.items, *talks.deadlines, *talks.next_steps)}
    _put_before_parties(cast)
    _feed_of_south(cast)
    with act("a change lies before the parties", 15):
        assert cast.post("mara", "build", step="name", name="Another name").status_code == 302
        assert cast.post("mara", "build/put", words="It was misspelled.").status_code == 302
    with transaction.atomic():
        cast.change = read_open_change(cast.view("mara")).id
    _text_with_copies(cast)
    _statements(cast)
    _agreement(cast)
    for number in range(1 + 2 * variant):
        with act(f"secret {number} of world {variant}", 20 + variant + number):
            cast.get(owner, "notes")
            cast.get(owner, "record")
            assert cast.post(owner, "notes", text=f"{WORD[variant]} {number}").status_code == 302
    with act(f"secret person of world {variant}", 30 + variant):
        side = str(cast.sides["northland"]) if owner == "north" else str(cast.mediation())
        assert cast.post(owner, "people/invite", name=NAME[variant], side=side, role="interpreter").status_code == 200
    if owner == "north":
        _secrets_of_north(cast, variant)
    else:
        _secrets_of_the_mediation(cast, variant)
    # Another log grew more, or less: the checkpoints that others read are the same.
    with act("the hour", 70):
        assert sign_where_due(START + datetime.timedelta(minutes=70)) > 2
    return cast


def _put_before_parties(cast: Cast) -> None:
    """A package is released to each party, and a disclosure put to both."""
    for number, party in enumerate(("northland", "southland")):
        words = {"step": "release", "to": party, "words": "What if?", **{f"option:{i.id}": i.option_ids[number] for i in cast.case.issues}}
        with act(f"a release to {party}", 10 + number):
            assert cast.post("mara", "release", **words).status_code == 302
    with transaction.atomic():
        [put] = list_unanswered(cast.view("north"))
        cast.put = put.entry.number
    with act("a disclosure to both parties", 13):
        sent = {"interests": "None.", "parties": ["northland", "southland"]}
        assert cast.post("mara", "beginning/disclosure", **sent).status_code == 302
    with transaction.atomic():
        [terms] = list_unanswered_terms(cast.view("north"))
        cast.terms = terms.id


def _text_with_copies(cast: Cast) -> None:
    """The mediation holds a text, and both parties have a copy of its first version."""
    with act("a text", 15):
        assert cast.post("mara", "texts", title="A text", body="Ports [[northland: are | southland: stay]] open.").status_code == 302
    with transaction.atomic():
        cast.text = list_texts(cast.view("mara"))[0].id
    with act("copies", 16):
        assert cast.post("mara", f"texts/{cast.text}/hand-out", version="1", to=["northland", "southland"]).status_code == 302


def _statements(cast: Cast) -> None:
    """A joint statement waits for its hour, another is public, and both parties have lines to take."""
    with act("a text of a statement", 17):
        assert cast.post("mara", "texts", title="A statement", body="Ports stay open.").status_code == 302
    cast.statement, cast.statement_digest = _put_statement(cast, "20:00")
    cast.published, digest = _put_statement(cast, "09:40")
    for name in ("north", "south"):
        with act(f"{name} approves", 20):
            sent = {"statement": "", "agrees": "yes", "sha256": digest}
            assert cast.post(name, f"statements/{cast.published}/answer", **sent).status_code == 302
    with transaction.atomic():
        cast.secret = JointStatement.objects.get(pk=cast.published).content["secret"]
    with act("lines to take", 19):
        assert cast.post("mara", "statements/lines", to=["northland", "southland"], lines="Ports.", round="").status_code == 302
    with transaction.atomic():
        cast.lines = next(one.id for one in list_lines(cast.view("mara")) if one.party == "northland")


def _agreement(cast: Cast) -> None:
    """Terms lie before both parties; South has signed."""
    with act("terms are drafted", 18):
        assert cast.post("mara", "agreement/draft/file", structure=TERMS, based_on=0).status_code == 302
    with act("terms are put", 18):
        assert cast.post("mara", "agreement/draft/put", based_on=1).status_code == 302
    with act("south signs", 19):
        cast.signed_digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', cast.get("south", "agreement/sign/calm").content.decode())[
            1
        ]
        assert cast.post("south", "agreement/sign/calm", sha256=cast.signed_digest, signature="").status_code == 302


def _secret_reports(cast: Cast, owner: str, variant: int) -> None:
    """A side says of a stipulation, to the mediation or to itself alone, how far it is."""
    for number in range(1 + variant):
        with act(f"secret report {number} of world {variant}", 34 + variant + number):
            sent = {
                "progress": ("done", "blocked")[variant],
                "on": f"2026-11-{20 + variant}",
                "words": WORD[variant],
                "evidence": WORD[variant],
            }
            assert cast.post(owner, "board/of/mines", **sent).status_code == 302


def _put_statement(cast: Cast, time: str) -> tuple[str, str]:
    with transaction.atomic():
        sent = {"title": f"A statement of {time}", "text-1": list_texts(cast.view("mara"))[0].id, "language-1": "en", "is_served": "yes"}
    sent |= {"parties": ["northland", "southland"], "day": "2026-11-24", "time": time}
    # Whoever looks after the hour settles it: here nobody looks by the clock of today.
    with act(f"a statement of {time}", 18), transaction.atomic():
        assert cast.post("mara", "statements/new", **sent).status_code == 302
        found = next(one for one in list_calls(cast.view("mara")) if one.words == sent["title"])
        return found.call.id, found.asks["sha256"]


def _feed_of_south(cast: Cast) -> None:
    """The case allows calendar feeds, and South has one; both parties are asked for a sealed answer."""
    with act("a call for sealed answers", 14):
        sent = {
            "words": "A corridor?",
            "parties": ["northland", "southland"],
            "day": "2026-11-24",
            "time": "18:00",
            "of": "1",
            "rule": "sealed",
        }
        assert cast.post("mara", "answers/ask/sealed", **sent).status_code == 302
    with transaction.atomic():
        cast.call = list_calls(cast.view("mara"))[0].call.id
    with act("an assessment is asked for", 15):
        assert cast.post("mara", "answers/ask/assessment", **{**sent, "words": "The result."}).status_code == 302
    with transaction.atomic():
        cast.assessed = list_calls(cast.view("mara"))[0].call.id
    with act("calendar feeds are allowed", 14):
        assert cast.post("mara", "feed/allow", step="allow").status_code == 302
    with act("a feed of South's", 14):
        cast.feed = re.search("/calendars/([0-9a-f]{64})/", cast.post("south", "feed", step="make").content.decode())[1]


def answer_next(cast: Cast, name: str, page: str, pick: int = 0):
    """Somebody answers the question that is asked: the first or second choice, or a number."""
    shown = cast.get(name, page).content.decode()
    version = re.search(r'name="version"\s+value="([^"]*)"', shown)[1]
    asked = re.search(r'data-question="([a-z]+)"', shown)[1]
    sent = {"version": version, "given": "this"}
    if asked == "matters":
        sent["choice"] = re.findall(r'name="choice"\s+value="([^"]*)"', shown)[pick]
    if asked in ("order", "top"):
        options = re.findall(r'name="place:([^"]*)"', shown)
        sent |= {f"place:{o}": str(k) for k, o in enumerate(options if not pick else options[::-1], 1)}
    if asked in ("weight", "score"):
        sent["low"] = str(40 + 10 * pick)
    if asked in ("rather", "surprise"):
        sent["given"] = {"rather": ("first", "second"), "surprise": ("no", "no")}[asked][pick]
    return cast.clients[name].post(cast.path(page), sent)


def _secret_rounds(cast: Cast, variant: int, **whose: str) -> None:
    """The mediation enters rounds that others may not know of."""
    said = {"new_track": WORD[variant], "day": f"2026-11-{20 + variant}", "began": "10:00", "level": "technical", "decided": WORD[variant]}
    for number in range(1 + variant):
        with act(f"secret round {number} of world {variant}", 33 + variant + number):
            assert cast.post("mara", "rounds/enter", **said, **whose).status_code == 302
        with act(f"secret deadline {number} of world {variant}", 34 + variant + number):
            known = {"known": whose["known"]} if "known" in whose else {}
            sent = {"deadline_text": WORD[variant], "day": f"2026-12-{10 + variant}", "set_by": WORD[variant], **known}
            assert cast.post("mara", "timeline/enter/deadline", **sent).status_code == 302


def _secret_items(cast: Cast, variant: int) -> None:
    """North gives items that may go nowhere, or further in one world alone; the mediation restates none."""
    for number in range(1 + variant):
        with act(f"secret item {number} of world {variant}", 34 + variant + number):
            sent = {"item_kind": "hypothetical", "words": f"{WORD[variant]} {number}", "agreed_days": str(3 + variant)}
            assert cast.post("north", "items", **sent, **({"to": "southland"} if variant else {})).status_code == 302
        with act(f"secret proposal {number} of world {variant}", 34 + variant + number):
            options = {f"option:{i.id}": i.option_ids[variant] for i in cast.case.issues[: 1 + variant]}
            sent = {"item_kind": ("proposal", "non-paper")[variant], "words": f"{WORD[variant]} {number}", **options}
            assert cast.post("north", "items", **sent).status_code == 302


def _secret_files(cast: Cast, owner: str, variant: int) -> None:
    """A side drops files, and hands one over: North to the mediation, which is no secret from it."""
    for number in range(1 + variant):
        with act(f"secret file {number} of world {variant}", 34 + variant + number):
            sent = SimpleUploadedFile(f"{WORD[variant]}-{number}.txt", WORD[variant].encode() * (1 + variant))
            assert cast.post(owner, "files", dropped_files=[sent], label=WORD[variant]).status_code == 302


def _secrets_of_north(cast: Cast, variant: int) -> None:
    with act(f"secret mandate of world {variant}", 31 + variant):
        assert cast.post("north", "mandate", text=f"{WORD[variant]} " * (1 + variant)).status_code == 302
    _secret_rounds(cast, variant, parties="northland", known="northland", readers="northland")
    with act(f"secret answer to the disclosure in world {variant}", 35 + variant):
        sent = {"terms": cast.terms, "agrees": ("yes", "no")[variant]}
        assert cast.post("north", "beginning/answer", **sent).status_code == 302
    for number in range(1 + variant):
        _secret_contact(cast, variant, number, told="yes")
        with act(f"secret agreement {number} of world {variant}", 35 + variant):
            sent = {**AGREEMENT, "cost": f"{WORD[variant]} {number}", "parties": "northland"}
            assert cast.post("mara", "beginning/agreement", **sent).status_code == 302
    with act(f"secret sealed answer of world {variant}", 34 + variant):
        assert cast.post("north", "answers/give", call=cast.call, choice=("yes", "no")[variant]).status_code == 302
    for number in range(1 + variant):
        with act(f"secret assessment {number} of world {variant}", 34 + variant + number):
            sent = {"assessed": cast.assessed, "assessment": ("reserve", "reject")[variant], "assessment_words": WORD[variant]}
            assert cast.post("north", "answers/assess", **sent).status_code == 302
    _secret_items(cast, variant)
    _secret_files(cast, "north", variant)
    _secret_reports(cast, "north", variant)
    with act(f"secret consent of world {variant}", 35 + variant):
        sent = {"change": str(cast.change), "agrees": ("yes", "no")[variant]}
        assert cast.post("north", "change", **sent).status_code == 302
    for number in range(1 + variant):
        with act(f"secret criticism {number} of world {variant}", 35 + variant + number):
            sent = {"paragraph": str(variant), "words": f"{WORD[variant]} {number}"}
            assert cast.post("north", f"texts/{cast.text}/criticise", **sent).status_code == 302
    with act(f"secret approval of world {variant}", 35 + variant):
        sent = {"statement": "", "agrees": ("yes", "no")[variant], "sha256": cast.statement_digest}
        assert cast.post("north", f"statements/{cast.statement}/answer", **sent).status_code == 302
    for number in range(1 + variant):
        with act(f"secret lines {number} of world {variant}", 35 + variant + number):
            assert cast.post("mara", "statements/lines", to=["northland"], lines=WORD[variant], round="").status_code == 302
    with act(f"secret answer to lines of world {variant}", 35 + variant):
        sent = {"lines_of": cast.lines, "agrees": ("yes", "no")[variant]}
        assert cast.post("north", "statements/lines/answer", **sent).status_code == 302
    with act(f"secret position of world {variant}", 35 + variant):
        said = {"number": str(getattr(cast, "put", 1)), "position": ("accept", "reject")[variant], "words": WORD[variant]}
        assert cast.post("north", "released", **said).status_code == 302
    for number in range(1 + 2 * variant):
        with act(f"secret answer {number} of world {variant}", 36 + variant):
            assert answer_next(cast, "north", "questions", variant).status_code == 302
    with act(f"secret preferences of world {variant}", 40 + variant):
        assert cast.post("north", "preferences", text=stated(int(WALK_AWAY[variant]))).status_code == 302


def _secret_contact(cast: Cast, variant: int, number: int, **more: str) -> None:
    """The mediation enters a first contact with Northland."""
    with act(f"secret contact {number} of world {variant}", 34 + variant):
        sent = {"party": "northland", "on": f"2026-11-{10 + variant}", "how": f"{WORD[variant]} {number}", **more}
        assert cast.post("mara", "beginning/contact", **sent).status_code == 302


def _secrets_of_the_mediation(cast: Cast, variant: int) -> None:
    for number in range(1 + variant):
        _secret_contact(cast, variant, number)
    _secret_files(cast, "mara", variant)
    _secret_reports(cast, "mara", variant)
    with act(f"secret terms of world {variant}", 34 + variant):
        sent = {"structure": TERMS.replace("shell the port", WORD[variant]), "based_on": 1}
        assert cast.post("mara", "agreement/draft/file", **sent).status_code == 302
    for number in range(1 + variant):
        with act(f"secret own item {number} of world {variant}", 33 + variant + number):
            assert cast.post("mara", "items", item_kind="message", words=f"{WORD[variant]} {number}").status_code == 302
        with act(f"secret public statement {number} of world {variant}", 33 + variant + number):
            sent = {"said_by": ("northland", "southland")[variant], "public_words": WORD[variant], "publisher": WORD[variant]}
            assert cast.post("mara", "positions", **sent, published="2026-11-20").status_code == 302
    _secret_rounds(cast, variant, parties="southland")
    for number in range(1 + variant):
        with act(f"secret version {number} of world {variant}", 36 + variant + number):
            words = f"Ports [[northland: are | southland: stay]] {WORD[variant]} {number}."
            place = f"texts/{cast.text}/type/{1 + number}/0/1"
            assert cast.post("mara", place, words=words, step="done").status_code == 302
            assert cast.post("mara", f"texts/{cast.text}/make", based_on=str(1 + number)).status_code == 302
        with act(f"secret agreed change {number} of world {variant}", 37 + variant + number):
            sent = {"paragraph": "1", "old": "", "new": f"{WORD[variant]} {number}"}
            assert cast.post("mara", f"texts/{cast.text}/agreed", **sent).status_code == 302
        with act(f"secret package {number} of world {variant}", 38 + variant + number):
            options = {f"option:{i.id}": i.option_ids[variant] for i in cast.case.issues}
            assert cast.post("mara", f"texts/{cast.text}/weighed", like="options", **options).status_code == 302
    with act(f"secret typing of world {variant}", 39 + variant):
        place = f"texts/{cast.text}/type/{2 + variant}/0/1"
        assert cast.post("mara", place, words=WORD[variant] * (1 + variant), step="save").status_code == 302
    text = (EXAMPLES / "strait/preferences/southland/pragmatic.yaml").read_text()
    changed = re.sub(r"^walk_away:.*$", f"walk_away: {WALK_AWAY[variant]}", text, flags=re.M)
    for number in range(1 + variant):
        with act(f"secret estimate {number} of world {variant}", 40 + variant + number):
            assert cast.post("mara", "estimates", party="southland", reading=f"guess{number}", text=changed).status_code == 302
        with act(f"secret analysis {number} of world {variant}", 50 + variant + number):
            keep(cast, made_result(WORD[variant], WALK_AWAY[variant]))
    for number in range(1 + 2 * variant):
        with act(f"secret answer {number} of world {variant}", 55 + variant):
            assert answer_next(cast, "mara", f"estimates/{cast.interview}", variant).status_code == 302
    if variant:
        with act("secret words of the mediation's log are destroyed", 58):
            assert cast.post("mara", "record/readers/mediation/1", why=WORD[variant], sure="yes").status_code == 302
    with act(f"secret hours of world {variant}", 60 + variant):
        assert cast.post("mara", "report/hours", hours=f"0{variant}:30").status_code == 302


def served(cast: Cast, name: str | None, method: str, all_routes: list[str]) -> dict[str, tuple]:
    """Everything that somebody is answered: status, headers, cookies, body."""
    client = cast.clients[name] if name else Client(SERVER_NAME="localhost")
    found = {}
    for route in sorted(all_routes, key=lambda r: (r.endswith(LAST), r)):
        with act(f"{name} {method} {route}", 90):
            send = client.get if method == "GET" else client.post
            # Each form acts once: its id hangs on who sends it, and where.
            data = {} if method == "GET" else {"idempotency_key": str(uuid.uuid4())} | fields(route, cast)
            answer = send(
                address(
                    route,
                    cast.case_id,
                    cast.link,
                    cast.paper,
                    cast.interview,
                    cast.held,
                    cast.member,
                    getattr(cast, "file", uuid.UUID(int=8)),
                    feed=getattr(cast, "feed", "0" * 64),
                    held_text=getattr(cast, "text", "nothing"),
                    held_statement=getattr(cast, "statement", "00000000-0000-4000-8000-000000000009"),
                    published=getattr(cast, "published", "00000000-0000-4000-8000-000000000009"),
                    held_secret=getattr(cast, "secret", "0" * 64),
                ),
                data,
            )
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[route] = (answer.status_code, sorted(answer.items()), sorted((k, m.OutputString()) for k, m in answer.cookies.items()), body)
    return found
