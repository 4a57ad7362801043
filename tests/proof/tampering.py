"""Changes one field somewhere inside a certificate, by what its type and name say: whatever fields claims have, now or later, are reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from goodoffices.proof.certificate import Certificate, ClaimedMoney, ClaimedMove, ClaimedPoint, DemandName
from tests.proof.lots import Lot, package_of

F = Fraction
SHIFTS = (F(1), F(-1), F(1, 7), F(-1, 7), F(1, 1000), F(25))
#: Words that fields choose among.
WORDS = {
    "standing": ("efficient", "perhaps", "dominated", "open"),
    "accepted": ("always", "perhaps", "never"),
    "possible": ("always", "perhaps", "never"),
    "event": ("rain", "peace", "snow"),
}
#: Fields that name a package, or nothing.
PACKAGES = ("package", "example", "rival", "dominated_by", "without")
#: Fields that hold one claim, or none.
OPTIONAL = ("conflict", "study", "inducement", "side_payment", "doubt", "demand")
#: Fields that say nothing of the case.
SILENT = ("format", "version", "steps", "uncut")


@dataclass
class Tamperer:
    """Tampers with certificates of one lot."""

    rng: Random
    lot: Lot

    def __post_init__(self) -> None:
        self.parties = self.lot.case.party_ids
        self.issues = self.lot.case.issue_ids
        self.demands = [DemandName(r.kind.value, r.holder, r.id) for r in self.lot.case.restrictions]
        for one in self.lot.preferences:
            self.demands += [DemandName("red_line", one.party, line.id) for line in one.red_lines]
            self.demands += [DemandName("walk_away", one.party, "walk_away")] if one.walk_away is not None else []

    def tampered(self, certificate: Certificate, so_far: Mapping[str, int]) -> tuple[str, Certificate]:
        """Change one field, mostly of the kinds that had least of it so far, and say which: by the class that holds it and its name."""
        places = [place for place in _places(certificate, ()) if place[-1][1] not in SILENT]
        # Each kind of field alike, not each place: some kinds have many places and others one.
        by_name: dict[str, list[tuple[tuple[str, Any], ...]]] = {}
        for place in places:
            by_name.setdefault(named(place), []).append(place)
        name = min(self.rng.sample(sorted(by_name), min(4, len(by_name))), key=lambda kind: so_far.get(kind, 0))
        place = self.rng.choice(by_name[name])
        return name, self._changed(certificate, place, self.parties[0])

    def _changed(self, value: Any, place: tuple[tuple[str, Any], ...], name: str) -> Any:
        if not place:
            return self.other(value, name)
        (_, step), *rest = place
        if is_dataclass(value):
            return replace(value, **{step: self._changed(getattr(value, step), tuple(rest), step)})  # type: ignore[type-var]
        if isinstance(value, Mapping):
            return {**value, step: self._changed(value[step], tuple(rest), name)}
        return tuple(self._changed(v, tuple(rest), name) if k == step else v for k, v in enumerate(value))

    def other(self, value: Any, name: str) -> Any:
        """Another value that a field of this name may have."""
        if is_dataclass(value):
            return None if name in OPTIONAL else value
        if name in PACKAGES and (value is None or isinstance(value, Mapping)):
            away = value is not None and name in ("example", "rival", "dominated_by") and self.rng.random() < 0.2
            return None if away else package_of(self.rng, self.lot.case)
        if value is None:
            return self._filled(name)
        if isinstance(value, bool):
            return not value
        if isinstance(value, Fraction):
            return self.rng.choice([value + self.rng.choice(SHIFTS), -value, F(0), value * 2])
        if isinstance(value, int):
            return value + self.rng.choice([-1, 1])
        if isinstance(value, str):
            return self.rng.choice(self._words(name))
        if isinstance(value, Mapping):
            return self._other_mapping(dict(value), name)
        return self._other_row(tuple(value), name)

    def _words(self, name: str) -> tuple[str, ...]:
        if name in ("option", "then", "otherwise"):
            return tuple(sorted({o for i in self.lot.case.issues for o in i.option_ids}))
        if name == "kind":
            return ("walk_away", "status_quo", "least_in_zone", "red_line", "linkage", "limit", "bound")
        words = {"party": self.parties, "giver": self.parties, "taker": self.parties, "issue": self.issues, "order": self.issues}
        return words.get(name) or WORDS.get(name) or ("walk_away", "line0", "r0", "r1", "d0", "d1", "else")

    def _filled(self, name: str) -> Any:
        """Something where nothing was said."""
        if name in ("inducement", "side_payment"):
            n = len(self.parties)
            return ClaimedMoney(tuple(self.rng.choice([F(0), F(1)]) for _ in range(n)), F(0))
        if name == "witness":
            return tuple(self.rng.choice([None, 0]) for _ in self.parties)
        if name in ("path", "order", "fragile", "best"):
            return ()
        if name == "party":
            return self.rng.choice(self.parties)
        if name == "demand":
            return self.rng.choice(self.demands) if self.demands else None
        if name in ("efficient",):
            return self.rng.random() < 0.5
        if name in ("down", "up"):
            step = F(self.rng.randint(1, 9), 20)
            return (step - F(1, 2000), step)
        return (
            self.rng.choice([F(0), F(10), F(50)]) if name in ("to", "money", "expected", "walk_away") else 1 if name == "fewest" else None
        )

    def _other_mapping(self, value: dict[str, Any], name: str) -> dict[str, Any]:
        """Without one, with two changed over, or with one of another name."""
        keys = list(value)
        if name == "entitlements":
            return {**value, self.rng.choice(self.parties): self.rng.choice([F(1), F(2), F(3)])}
        if len(keys) > 1 and self.rng.random() < 0.7:
            one, other = self.rng.sample(keys, 2)
            return {**value, one: value[other], other: value[one]}
        if keys:
            one = self.rng.choice(keys)
            value = {k: v for k, v in value.items() if k != one} | {self.rng.choice([*self.parties, one]): value[one]}
        return value

    def _other_row(self, value: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        """One fewer, one more, or two changed over; a pair stays one."""
        if name in ("down", "up"):
            by = self.rng.choice([F(1, 200), F(1, 20), -F(1, 20)])
            return self.rng.choice([(value[1], value[0]), (value[0], value[1] + by), (value[0] + by, value[1] + by)])
        if value and self.rng.random() < 0.4:
            at = self.rng.randrange(len(value))
            return value[:at] + value[at + 1 :]
        if len(value) > 1 and self.rng.random() < 0.5:
            row = list(value)
            one, other = self.rng.sample(range(len(row)), 2)
            row[one], row[other] = row[other], row[one]
            return tuple(row)
        more = self._one_more(value, name)
        return value if more is None else (*value, more)

    def _one_more(self, value: tuple[Any, ...], name: str) -> Any:
        if name == "demands":
            return self.rng.choice(self.demands) if self.demands else None
        if name in ("moves_for_all", "path"):
            issue = self.rng.choice(self.lot.case.issues)
            return ClaimedMove(issue.id, self.rng.choice(issue.option_ids))
        if name in ("points", "near"):
            return ClaimedPoint(utilities={p: F(50) for p in self.parties}, package=package_of(self.rng, self.lot.case))
        if name == "order":
            return self.rng.choice(self.issues)
        return self.rng.choice(value) if value else None


def _places(value: Any, so_far: tuple[tuple[str, Any], ...]) -> Iterator[tuple[tuple[str, Any], ...]]:
    """Where something can be changed: each step with the class it is taken in, or nothing inside rows and mappings."""
    if so_far:
        yield so_far
    if is_dataclass(value):
        for field in fields(value):
            yield from _places(getattr(value, field.name), (*so_far, (type(value).__name__, field.name)))
    elif isinstance(value, tuple):
        for k, v in enumerate(value):
            yield from _places(v, (*so_far, ("", k)))
    elif isinstance(value, Mapping) and not all(isinstance(v, str) for v in value.values()):
        for k, v in value.items():
            yield from _places(v, (*so_far, ("", k)))


def named(place: tuple[tuple[str, Any], ...]) -> str:
    """A place by the last class and field on the way to it."""
    return next(f"{owner}.{step}" for owner, step in reversed(place) if owner)
