"""Within the mediation, too: what a role may not read changes not one byte of what she is served. For each role, on all routes, on SQLite and PostgreSQL.

The worlds differ in the papers that the table of rights keeps from the role: what a party gave, estimates, answers, results, the draft of the case. Times, numbers and releases
are the same. The digests of the record differ where a text does (they are salted, so that nobody learns the text by trying), and are left out of the comparison there.
"""

from __future__ import annotations

import re

import pytest
import yaml
from django.db import transaction
from django.test import Client

from goodoffices.office.access import rights, visible_rows
from goodoffices.office.access.kinds import PaperKind, Role
from goodoffices.office.access.paper_heads import HEAD_OF, EstimateHead, ResultHead
from goodoffices.office.access.rights import reads_paper
from goodoffices.office.models import Side
from goodoffices.office.people.commands import join_by_office
from tests.cases import EXAMPLES
from tests.office import kept_worlds
from tests.office.cast import Cast, act, stated
from tests.office.made_results import keep, made_result
from tests.office.table_of_addresses import routes
from tests.office.worlds import answer_next, served

ROLES = (Role.EXPERT, Role.INTERPRETER, Role.NOTE_TAKER, Role.ADVISER)
DIGEST = re.compile(rb"[0-9a-f]{64}")


def hidden_from(role: Role) -> set[PaperKind]:
    return {kind for kind in PaperKind if not reads_paper(kind, "mediation", [role])}


def estimate_of(party: str, walk_away: int) -> str:
    text = (EXAMPLES / f"strait/preferences/{party}/pragmatic.yaml").read_text()
    return re.sub(r"^walk_away:.*$", f"walk_away: {walk_away}", text, flags=re.M)


def turned(text: str) -> str:
    """Preferences with every issue's scores and weights in the opposite order: whoever rests on them asks something else."""
    one = yaml.safe_load(text)
    one["weights"] = dict(zip(one["weights"], reversed(one["weights"].values()), strict=True))
    one["scores"] = {issue: dict(zip(of, reversed(of.values()), strict=True)) for issue, of in one["scores"].items()}
    return yaml.safe_dump({k: v for k, v in one.items() if k in ("format", "basis", "weights", "scores", "walk_away")}, sort_keys=False)


#: Answers of the estimate that is begun: enough that its summary says something, and the next question hangs on them.
ANSWERS = 6


def world(role: Role, variant: int) -> Cast:
    """A case in which what is kept from a role is of this variant, and all else the same. It is built once, then copied."""
    return kept_worlds.world(f"within_{role}_{variant}", lambda: _built(role, variant))


def _built(role: Role, variant: int) -> Cast:
    cast, hidden = Cast(), hidden_from(role)

    def of(kind, one, other):
        return (one, other)[variant] if kind in hidden else one

    with act("somebody of the mediation", 2), transaction.atomic():
        cast._person("watcher")
        join_by_office(cast.people["watcher"], Side.objects.get(pk=cast.mediation()), [role])
    with act("the watcher signs in", 3):
        cast.clients["watcher"] = Client(SERVER_NAME="localhost")
        cast.sign_in("watcher")
        cast.post("watcher", "told")
    with transaction.atomic():
        cast.case = cast.view("mara").case
        cast.sides = {s.party: s.id for s in cast.view("mara").sides if s.party}
        cast.link = "AAAA-BBBB"
        cast.member = cast.view("mara").actor.pk
        cast.change = cast.case_id  # There is none.
    with act("preferences are given", 5):
        assert cast.post("north", "preferences", text=of(PaperKind.PREFERENCES, stated(41), turned(stated(57)))).status_code == 302
    with act("an estimate", 6):
        text = estimate_of("southland", of(PaperKind.ESTIMATE, 41, 57))
        assert cast.post("mara", "estimates", party="southland", reading="guess", text=text).status_code == 302
    with act("an estimate is begun", 7):
        begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
        cast.interview = begun["Location"].split("/")[-2]
    for number in range(ANSWERS):
        with act(f"answer {number}", 8):
            answer_next(cast, "mara", f"estimates/{cast.interview}", of(PaperKind.ANSWERS, 0, number % 2))
    one, other = made_result("tangerine", "41"), made_result("persimmon", "57")
    with act("an analysis", 10):
        keep(cast, of(PaperKind.RESULT, one, other))
    with act("a draft of the case", 12):
        cast.post("mara", "build", step="name", name=of(PaperKind.CASE_DRAFT, "Tangerine", "Persimmon"))
    with transaction.atomic():
        view = cast.view("mara")
        [cast.paper] = [p.id for p in view.papers(ResultHead)]
        cast.held = next(p.id for p in view.papers(EstimateHead) if p.head.reading == "guess")
    return cast


def seen_by(fresh, role, variant):
    fresh()
    cast = world(role, variant)
    found = {method: served(cast, "watcher", method, routes()) for method in ("GET", "POST")}
    for method, by_route in found.items():
        for route in by_route:
            if "/record/" in route:
                status, headers, cookies, body = by_route[route]
                found[method][route] = (status, headers, cookies, DIGEST.sub(b"digest", body))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("role", [*ROLES[:2], *(pytest.param(role, marks=pytest.mark.long) for role in ROLES[2:])])
def test_what_a_role_may_not_read_changes_nothing_of_what_she_is_served(fresh, role):
    one, other = (seen_by(fresh, role, variant) for variant in (0, 1))
    for method in one:
        for route in routes():
            assert one[method][route] == other[method][route], (role, method, route)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_given_the_papers_that_its_rights_name_and_no_others(fresh, role):
    fresh()
    cast = world(role, 0)
    with transaction.atomic():
        given = {kind for kind in PaperKind if cast.view("watcher").papers(HEAD_OF[kind])}
        held = {kind for kind in PaperKind if cast.view("mara").papers(HEAD_OF[kind])}
    assert given == held - hidden_from(role)
    assert held >= {PaperKind.PREFERENCES, PaperKind.ESTIMATE, PaperKind.ANSWERS, PaperKind.RESULT, PaperKind.CASE_DRAFT}


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES[:1])
def test_the_worlds_differ_when_every_role_reads_every_paper(fresh, monkeypatch, role):
    """The leaky twin: without the one table that says who reads which papers the same comparison finds the secret."""
    hidden = hidden_from(role)
    assert hidden
    monkeypatch.setattr(__name__ + ".hidden_from", lambda _: hidden)
    monkeypatch.setattr(visible_rows, "reads_paper", lambda kind, side, roles: True)
    monkeypatch.setitem(rights.TABLE, rights.Right.SEE_REPORT, {"mediation": rights.ANY})
    one, other = (seen_by(fresh, role, variant) for variant in (0, 1))
    assert one != other
