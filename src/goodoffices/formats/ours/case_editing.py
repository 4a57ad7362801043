"""Change ``case.yaml`` one thing at a time, as a form does: the text before gives the text after.

Comments in it are not kept; nothing is checked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goodoffices.formats.ours.edited_text import EditRefused, changed
from goodoffices.procedure.readers import RESERVED

#: An amount as it is written.
Number = int | float


def with_name(text: str, name: str) -> str:
    """Write the case under another name."""
    return changed(text, lambda data: data.update(name=_renamed(data, data.get("name"), name)))


def add_issue(text: str, name: str, options: Sequence[str], status_quo: int | None) -> str:
    """Add one more issue.

    ``status_quo``: which option holds if nothing is agreed (from 0; None: nobody said).
    """
    if not name.strip() or not options:
        raise EditRefused("An issue has a name and at least one option.")

    def change(data: dict[str, Any]) -> None:
        issues = data.setdefault("issues", [])
        if any(first_words(i.get("name")) == name.strip() for i in issues):
            raise EditRefused("There is an issue “{name}” already.", {"name": name.strip()})
        issue_id = new_id(name, [str(i["id"]) for i in issues])
        listed = _options(options, [])
        quo = None if status_quo is None else listed[status_quo]["id"]
        issues.append({"id": issue_id, "name": name.strip(), "options": listed, "status_quo": quo})

    return changed(text, change)


def change_issue(
    text: str,
    issue: str,
    name: str,
    note: str,
    options: Sequence[tuple[str, str]],
    status_quo: str | None,
) -> str:
    """Give an issue another name, note, options, another option that holds if nothing is agreed.

    An empty note goes. An option is (id, text). An empty id: a new one; an empty text: it goes.
    What holds if nothing is agreed is named by its id, or by the text of a new option.
    """

    def change(data: dict[str, Any]) -> None:
        one = _issue(data, issue)
        one["name"] = _renamed(data, one.get("name"), name)
        if note.strip():
            one["note"] = _renamed(data, one.get("note"), note)
        else:
            one.pop("note", None)
        if "options" in one:
            old = {str(o["id"]): o for o in one["options"]}
            kept = [
                {**old[i], "text": _renamed(data, old[i].get("text"), t)}
                for i, t in options
                if i in old and t.strip()
            ]
            new = _options(
                [t for i, t in options if i not in old and t.strip()], [str(o["id"]) for o in kept]
            )
            if not kept and not new:
                raise EditRefused(
                    "An issue has at least one option. To do without it remove the issue."
                )
            one["options"] = kept + new
            ids = {str(o["id"]): str(o["id"]) for o in kept} | {
                str(o["text"]): str(o["id"]) for o in new
            }
            one["status_quo"] = ids.get(status_quo or "")
        else:
            one["status_quo"] = status_quo or None

    return changed(text, change)


def move_issue(text: str, issue: str, by: int) -> str:
    """Let an issue stand before the one above it (``by`` -1), or after the one below it (1)."""

    def change(data: dict[str, Any]) -> None:
        issues = data["issues"]
        at = issues.index(_issue(data, issue))
        to = min(len(issues) - 1, max(0, at + by))
        issues.insert(to, issues.pop(at))

    return changed(text, change)


def remove_issue(text: str, issue: str) -> str:
    """Take out an issue, and the rules that name it."""

    def change(data: dict[str, Any]) -> None:
        data["issues"] = [i for i in data["issues"] if str(i["id"]) != issue]
        for within, kind in _rule_lists(data):
            within[kind] = [rule for rule in within[kind] if issue not in _issues_named(rule)]

    return changed(text, change)


def add_linkage(
    text: str, words: str, when: tuple[str, str], then: tuple[str, Sequence[str]]
) -> str:
    """Allow an option only together with one of some options of another issue."""
    if when[0] == then[0]:
        raise EditRefused("A linkage ties options of two different issues.")
    rule = {"only_if": {"when": {when[0]: when[1]}, "then": {then[0]: list(then[1])}}}
    return _with_rule(text, "linkages", words, rule, {})


def add_bound(text: str, words: str, of: str, source: str, options: dict[str, str]) -> str:
    """Add what law or mandate forbids: options that may not stand together, or one alone.

    It comes with its source.
    """
    if not source.strip():
        raise EditRefused("A bound names its source: which law, which mandate.")
    return _with_rule(
        text, "bounds", words, {"forbidden": options}, {"of": of, "source": source.strip()}
    )


def add_limit(text: str, holder: str | None, name: str, words: str, rule: Mapping[str, Any]) -> str:
    """Add what a third party cannot do or carry.

    ``holder``: its id; None: somebody of this name, one more if there is none yet. ``rule``:
    `never_together` or `paid_up_to`.
    """
    if holder is None and not name.strip():
        raise EditRefused("A limit is somebody's: say whose.")

    def change(data: dict[str, Any]) -> None:
        third = data.get("third_parties") or []
        named = [
            t
            for t in third
            if (
                str(t["id"]) == holder
                if holder is not None
                else first_words(t.get("name")) == name.strip()
            )
        ]
        if named:
            one = named[0]
        elif holder is not None:
            raise EditRefused("There is no such third party any more.")
        elif any(first_words(p.get("name")) == name.strip() for p in data["parties"]):
            raise EditRefused(
                "“{name}” is a party: a limit is that of somebody who is none.",
                {"name": name.strip()},
            )
        else:
            taken = [str(t["id"]) for t in third] + [str(p["id"]) for p in data["parties"]]
            one = {"id": new_id(name, taken), "name": name.strip()}
            third.append(one)
        said = {"text": words.strip()} if words.strip() else {}
        one["limits"] = [
            *(one.get("limits") or []),
            {"id": new_id(words or "limit", _rule_ids(data)), **said, **rule},
        ]
        data["third_parties"] = third

    return changed(text, change)


def never_together(options: Mapping[str, str]) -> dict[str, Any]:
    """Make a rule of options that may not stand together, or one alone."""
    return {"forbidden": dict(options)}


def paid_up_to(
    amounts: Sequence[tuple[str, str, Number]], at_most: Number, unit: str
) -> dict[str, Any]:
    """Make a rule of what options cost (issue, option, amount).

    It says, too, how much may be spent in all.
    """
    if not amounts:
        raise EditRefused("Say of at least one option what it costs.")
    of: dict[str, dict[str, Number]] = {}
    for issue, option, amount in amounts:
        of.setdefault(issue, {})[option] = amount
    return {
        "sum": {
            "amounts": of,
            "at_most": at_most,
            **({"unit": unit.strip()} if unit.strip() else {}),
        }
    }


def with_rules(
    text: str,
    names: Mapping[str, str],
    consent: Sequence[str],
    pause: Sequence[str],
    seats: Sequence[str] = (),
) -> str:
    """Give the parties other names, and say who has to agree and without whom the talks rest.

    Names are by id. ``consent``: who has to agree to a change of the case; ``seats``: who has to
    consent before others sit down.
    """

    def change(data: dict[str, Any]) -> None:
        for party in data["parties"]:
            if names.get(str(party["id"]), "").strip():
                party["name"] = _renamed(data, party.get("name"), names[str(party["id"])])
        everybody = [str(p["id"]) for p in data["parties"]]
        if not {*everybody} & {*consent}:
            raise EditRefused(
                "Somebody has to agree to a change of the case: tick at least one party."
            )
        lists = (("consent", consent), ("pause", pause), ("seats", seats))
        chosen = {k: [p for p in everybody if p in v] for k, v in lists}
        data["rules"] = {**(data.get("rules") or {}), **chosen}
        if not chosen["seats"]:
            del data["rules"]["seats"]

    return changed(text, change)


def with_ground_rules(
    text: str, ground: Mapping[str, str], reading_time: int | None, part_agreements: str
) -> str:
    """Write the ground rules: their texts by name, of which an empty one goes, and reading time.

    ``reading_time``: whole hours; None: nobody said. ``part_agreements``: as the file says it;
    empty: nobody said.
    """

    def change(data: dict[str, Any]) -> None:
        rules = dict(data.pop("rules", None) or {})
        old = rules.pop("ground", None) or {}
        new = {k: _renamed(data, old.get(k), words) for k, words in ground.items() if words.strip()}
        if reading_time is not None:
            new["reading_time"] = reading_time
        if part_agreements:
            new["part_agreements"] = part_agreements
        if rules or new:
            data["rules"] = {**rules, "ground": new} if new else rules

    return changed(text, change)


def add_party(text: str, name: str) -> str:
    """Add one more party, after the others; whose consent counts stays as it is written."""

    def change(data: dict[str, Any]) -> None:
        parties = data["parties"]
        if not name.strip():
            raise EditRefused("Say how the party is called.")
        if any(first_words(p.get("name")) == name.strip() for p in parties):
            raise EditRefused("There is a party “{name}” already.", {"name": name.strip()})
        taken = [str(p["id"]) for p in parties]
        party = new_id(name, [*taken, *RESERVED])
        parties.append({"id": party, "name": name.strip()})
        # Where all have to agree by name, the new one does, too.
        consent = (data.get("rules") or {}).get("consent")
        if consent is not None and {*map(str, consent)} == {*taken}:
            data["rules"]["consent"] = [*consent, party]

    return changed(text, change)


def remove_party(text: str, party: str) -> str:
    """Take a party out, and out of the rules of whose consent counts."""

    def change(data: dict[str, Any]) -> None:
        if all(str(p["id"]) != party for p in data["parties"]):
            raise EditRefused("There is no such party.")
        if len(data["parties"]) <= 2:
            raise EditRefused("A case has at least two parties.")
        data["parties"] = [p for p in data["parties"] if str(p["id"]) != party]
        rules = data.get("rules") or {}
        for kind in ("consent", "pause", "seats"):
            if kind in rules:
                rules[kind] = [p for p in rules[kind] if str(p) != party]
        if rules.get("consent") == []:
            del rules["consent"]

    return changed(text, change)


def remove_rule(text: str, rule: str) -> str:
    """Take out a linkage, a bound or a limit."""

    def change(data: dict[str, Any]) -> None:
        for within, kind in _rule_lists(data):
            within[kind] = [one for one in within[kind] if str(one["id"]) != rule]

    return changed(text, change)


def _rule_lists(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """List where rules are listed: the mapping and its key."""
    for kind in ("linkages", "bounds"):
        if data.get(kind):
            yield data, kind
    for third in data.get("third_parties") or []:
        if third.get("limits"):
            yield third, "limits"


def _rule_ids(data: dict[str, Any]) -> list[str]:
    return [str(one["id"]) for within, kind in _rule_lists(data) for one in within[kind]]


def new_id(words: str, taken: Sequence[str]) -> str:
    """Make an identifier from words that is not taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "item"
    return next(
        i for k in range(1, 10_000) if (i := base if k == 1 else f"{base}_{k}") not in taken
    )


def _with_rule(text: str, kind: str, words: str, rule: dict[str, Any], more: dict[str, Any]) -> str:
    def change(data: dict[str, Any]) -> None:
        said = {"text": words.strip()} if words.strip() else {}
        data[kind] = [
            *(data.get(kind) or []),
            {"id": new_id(words or "rule", _rule_ids(data)), **said, **more, **rule},
        ]

    return changed(text, change)


def _options(texts: Sequence[str], taken: list[str]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = []
    for text in texts:
        option = new_id(text, taken)
        taken.append(option)
        listed.append({"id": option, "text": text.strip()})
    return listed


def _renamed(data: Mapping[str, Any], words: Any, name: str) -> Any:
    """Put a text in another wording.

    Of one in several languages that changes which a page shows: the case's first language, or where
    it lacks that the first one.
    """
    if isinstance(words, dict) and words:
        shown = str((data.get("languages") or ["en"])[0])
        changed = shown if shown in words else next(iter(words))
        # What was shown comes back as it was shown, marked where it stood in for another language.
        return (
            words
            if name.strip() == f"{words[changed]} [{changed}]"
            else {**words, changed: name.strip()}
        )
    return name.strip()


def first_words(words: Any) -> str:
    """Give a text, or the first of one in several languages."""
    return str(next(iter(words.values()), "")) if isinstance(words, dict) else str(words)


def _issue(data: dict[str, Any], issue: str) -> dict[str, Any]:
    for one in data.get("issues") or []:
        if str(one.get("id")) == issue:
            return one  # type: ignore[no-any-return]
    raise EditRefused("There is no such issue any more.")


def _issues_named(rule: Mapping[str, Any]) -> set[str]:
    """List the issues that a rule names, in whichever shape it has."""
    only_if, some = (
        rule.get("only_if") or {},
        [rule.get(kind) or {} for kind in ("at_most", "at_least")],
    )
    conditions = [
        only_if.get("when"),
        only_if.get("then"),
        rule.get("forbidden"),
        (rule.get("sum") or {}).get("amounts"),
    ]
    conditions += [
        *(rule.get("exactly_one") or []),
        *(one for limit in some for one in limit.get("of") or []),
    ]
    return {str(issue) for condition in conditions if condition for issue in condition}
