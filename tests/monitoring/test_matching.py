"""Each answer is what a slow matcher in plain Python gives: times, sides, acts, areas with holes, places known roughly."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement import Area, AreaShape, Modality
from goodoffices.agreement.distances import metres_between
from goodoffices.case import Text
from goodoffices.monitoring.incident import TimeSpan
from goodoffices.monitoring.kinds import Fit
from goodoffices.monitoring.matching import ASPECTS, AnswerKind, Aspect, Matcher
from goodoffices.monitoring.zones import ZoneIndex, fit_of_spot
from tests.monitoring.incidents import ACTS, OBJECTS, VOCABULARY, disc, incident, polygon, spot, watched
from tests.reached import reached, reaches

# -- a matcher that asks one question after another --------------------------------------------------------------------


def slow_time(one, held):
    sure = any(s.begins <= one.happened.begins and one.happened.until <= s.until for s in joined(held.surely))
    maybe = any(one.happened.touches(s) for s in (*held.surely, *held.perhaps))
    return Fit.YES if sure else Fit.PERHAPS if maybe else Fit.NO


def joined(spans):
    seconds = sorted({s.begins for s in spans} | {s.until for s in spans})
    held = [any(s.begins <= a and b <= s.until for s in spans) for a, b in itertools.pairwise(seconds)]
    out, start = [], None
    for (a, b), inside in zip(itertools.pairwise(seconds), held, strict=True):
        start = a if inside and start is None else start
        if inside and (b == seconds[-1]):
            out.append(TimeSpan(start, b))
        elif not inside and start is not None:
            out.append(TimeSpan(start, a))
            start = None
    return out


def above(kind, kinds):
    while kind:
        yield kind
        kind = kinds[kind]


def slow_kind(found, wanted, kinds):
    if not wanted:
        return Fit.YES
    if not found:
        return Fit.PERHAPS
    if any(w in above(f, kinds) for f in found for w in wanted):
        return Fit.YES
    return Fit.PERHAPS if any(f in above(w, kinds) for f in found for w in wanted) else Fit.NO


def metres(latitude):
    phi = math.radians(latitude)
    w = 1 - 0.006694379990141316 * math.sin(phi) ** 2
    d = math.pi / 180
    return d * 6378137 / math.sqrt(w) * math.cos(phi), d * 6378137 * (1 - 0.006694379990141316) / w**1.5


def to_segment(p, a, b):
    (px, py), (ax, ay), (bx, by) = p, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = 0 if not length else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))


def inside_ring(p, ring):
    """Crossing number: how often a ray to the east meets the edge."""
    x, y = p
    odd = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def slow_place(one, area):
    """How a place lies to an area, and by how many metres that is decided."""
    if one.spot is None:
        return Fit.PERHAPS, math.inf
    here, r = one.spot, one.spot.within
    if area.shape is AreaShape.POINT and area.radius:
        far = metres_between((here.latitude, here.longitude), area.places[0])
        slack = min(abs(far + r - area.radius), abs(far - r - area.radius))
        return (Fit.YES if far + r <= area.radius else Fit.PERHAPS if far - r <= area.radius else Fit.NO), slack
    kx, ky = metres(here.latitude)

    def plane(place):
        return (place[1] - here.longitude) * kx, (place[0] - here.latitude) * ky

    rings = [[plane(p) for p in ring] for ring in (area.places, *area.holes)]
    edge = min(to_segment((0, 0), a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    inside = inside_ring((0, 0), rings[0]) and not any(inside_ring((0, 0), hole) for hole in rings[1:])
    if r and edge <= r:
        return Fit.PERHAPS, abs(edge - r)
    return (Fit.YES if inside else Fit.NO), min(edge, abs(edge - r)) if r else edge


def slow_answer(one, held):
    place = Fit.PERHAPS if held.is_place_unknown else Fit.YES if held.areas is None else Fit.NO
    slack = math.inf
    for area in held.areas or ():
        fit, by = slow_place(one, area)
        place, slack = max(place, fit), min(slack, by)
    acts = slow_kind([one.act] if one.act else [], held.acts, ACTS) if held.acts else Fit.PERHAPS
    fits = {
        Aspect.TIME: slow_time(one, held),
        Aspect.ACTOR: Fit.PERHAPS if one.actor is None else Fit.YES if one.actor in held.who else Fit.NO,
        Aspect.PLACE: place,
        Aspect.ACT: min(acts, slow_kind(one.objects, held.objects, OBJECTS)),
    }
    if Fit.NO in fits.values():
        kind, named = AnswerKind.OUTSIDE, tuple(a for a in ASPECTS if fits[a] is Fit.NO)
    elif Fit.PERHAPS in fits.values():
        kind, named = AnswerKind.POSSIBLE, tuple(a for a in ASPECTS if fits[a] is Fit.PERHAPS)
    else:
        kind, named = (AnswerKind.PERMITTED if held.modality is Modality.MAY else AnswerKind.BREACH_IF_CONFIRMED), ()
    return kind, named, slack


# -- cases -------------------------------------------------------------------------------------------------------------

spans = st.builds(lambda b, n: TimeSpan(b, b + n), st.integers(0, 40), st.integers(1, 20))
long_spans = st.builds(lambda b, n: TimeSpan(b, b + n), st.integers(0, 20), st.integers(10, 60))
somewhere = st.tuples(st.floats(44, 47).map(lambda x: round(x, 3)), st.floats(28, 32).map(lambda x: round(x, 3)))


@st.composite
def areas(draw):
    latitude, longitude = draw(somewhere)
    if draw(st.booleans()):
        return disc("disc", latitude, longitude, draw(st.floats(1_000, 300_000)))
    h, w = draw(st.floats(0.2, 3)), draw(st.floats(0.2, 3))
    corners = [(latitude, longitude), (latitude + h, longitude), (latitude + h, longitude + w), (latitude, longitude + w)]
    if draw(st.booleans()):
        corners.append((latitude + h / 3, longitude + w / 2))
    holes = []
    if draw(st.booleans()):
        a, b, e = latitude + h * 0.6, longitude + w * 0.4, draw(st.floats(0.05, 0.3))
        holes = [[(a, b), (a + h * e, b), (a + h * e, b + w * e), (a, b + w * e)]]
    return polygon("area", corners, holes)


incidents = st.builds(
    lambda span, place, within, act, objects, actor: incident(
        begins=span.begins,
        until=span.until,
        spot=None if place is None else spot(*place, within),
        act=act,
        objects=objects,
        actor=actor,
    ),
    spans,
    st.none() | somewhere,
    st.sampled_from([0.0, 0.0, 500.0, 20_000.0, 90_000.0]),
    st.sampled_from(["", *ACTS]),
    st.lists(st.sampled_from(list(OBJECTS)), max_size=2, unique=True),
    st.sampled_from([None, "a", "b", "c"]),
)
obligations = st.builds(
    lambda k, who, modality, acts, objects, where, unknown, sure, maybe: watched(
        f"o{k}",
        who=frozenset(who),
        modality=modality,
        acts=frozenset(acts),
        objects=frozenset(objects),
        areas=tuple(where) or None,
        is_place_unknown=unknown and not where,
        surely=tuple(sure),
        perhaps=tuple(maybe),
    ),
    st.integers(0, 5),
    st.sets(st.sampled_from(["a", "b"]), min_size=1),
    st.sampled_from([Modality.MUST_NOT, Modality.MAY]),
    st.sets(st.sampled_from(list(ACTS)), max_size=2),
    st.sets(st.sampled_from(list(OBJECTS)), max_size=2),
    st.lists(areas(), max_size=2),
    st.booleans(),
    st.lists(long_spans, max_size=3),
    st.lists(long_spans, max_size=2),
)


@reaches(15)
@given(st.lists(incidents, min_size=1, max_size=6), st.lists(obligations, min_size=1, max_size=6))
def test_every_answer_is_what_the_slow_matcher_gives(some, held):
    matcher = Matcher(held, VOCABULARY)
    pairs = {}
    for found in matcher.matches(some):
        pairs |= {(int(a), int(b)): fits for a, b, fits in zip(found.incidents, found.obligations, found.fits, strict=True)}
    for n, one in enumerate(some):
        answers = matcher.answers(one)
        for k, held_one in enumerate(held):
            kind, named, slack = slow_answer(one, held_one)
            if slack < 1:
                # Within a metre of the edge two ways of computing may differ.
                continue
            answer = answers[k]
            assert (answer.kind, answer.apart or answer.missing) == (kind, named)
            assert ((n, k) in pairs) == (kind is not AnswerKind.OUTSIDE)
            if kind is not AnswerKind.OUTSIDE:
                reached()


@reaches(20)
@given(
    st.lists(areas(), min_size=1, max_size=5), st.lists(st.tuples(somewhere, st.sampled_from([0.0, 500.0, 20_000.0, 90_000.0])), min_size=1)
)
def test_how_a_place_lies_to_areas_with_holes_is_what_measuring_each_edge_gives(some, places):
    spots = [spot(*place, within) for place, within in places]
    fits = ZoneIndex(some).fits(*(np.array(x, float) for x in zip(*((s.latitude, s.longitude, s.within) for s in spots), strict=True)))
    for n, one in enumerate(spots):
        for k, area in enumerate(some):
            fit, slack = slow_place(incident(spot=one), area)
            if slack >= 1:
                assert fits[n, k] == fit
                if fit is not Fit.NO:
                    reached()


@given(spans, st.lists(spans, max_size=4))
def test_spans_that_touch_hold_as_one(span, held):
    (answer,) = Matcher([watched(surely=tuple(held))], VOCABULARY).answers(incident(begins=span.begins, until=span.until, actor="a"))
    covered = all(any(s.begins <= second < s.until for s in held) for second in range(span.begins, span.until))
    assert (answer.kind is AnswerKind.BREACH_IF_CONFIRMED) == covered


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_an_exception_in_words_is_for_a_person_to_judge():
    held = watched(but="it is fired at from there")
    (answer,) = Matcher([held], VOCABULARY).answers(incident(actor="a"))
    assert (answer.kind, answer.missing) == (AnswerKind.POSSIBLE, (Aspect.EXCEPTION,))


def test_a_duty_of_which_nobody_said_what_breaks_it_is_broken_by_no_act():
    held = watched(modality=Modality.MUST, acts=frozenset())
    (answer,) = Matcher([held], VOCABULARY).answers(incident(actor="a"))
    assert (answer.kind, answer.apart) == (AnswerKind.OUTSIDE, (Aspect.ACT,))


def test_a_place_beside_the_180th_meridian_is_found_from_both_sides():
    area = polygon("sea", [(-17, 178), (-17, 180), (-18, 180), (-18, 178)])
    assert fit_of_spot(area, spot(-17.5, 179.9)) is Fit.YES
    assert fit_of_spot(area, spot(-17.5, -179.95, 20_000)) is Fit.PERHAPS
    assert fit_of_spot(area, spot(-17.5, -179.95, 100)) is Fit.NO


def test_a_place_on_a_line_is_never_surely_on_it_and_one_at_a_pole_is_open():
    line = Area(id="l", name=Text.of("l"), shape=AreaShape.LINE, places=((45.0, 30.0), (45.0, 31.0)))
    assert fit_of_spot(line, spot(45.0, 30.5)) is Fit.PERHAPS
    assert fit_of_spot(line, spot(45.0, 30.5, 10)) is Fit.PERHAPS
    assert fit_of_spot(line, spot(45.5, 30.5, 1000)) is Fit.NO
    assert fit_of_spot(disc("d", 45, 30, 1000), spot(89.95, 0)) is Fit.PERHAPS


@pytest.mark.parametrize(("within", "fit"), [(0, Fit.YES), (9_000, Fit.YES), (12_000, Fit.PERHAPS)])
def test_a_disc_lies_inside_only_where_all_of_it_does(within, fit):
    area = polygon("box", [(45, 30), (46, 30), (46, 31), (45, 31)])
    # 0.1 degrees from the southern edge: 11 kilometres.
    assert fit_of_spot(area, spot(45.1, 30.5, within)) is fit
