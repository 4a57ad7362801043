"""Texts as long as an office takes them, whose lists stand at their bounds in the shapes that cost most to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, count, islice

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.ours.answers_file import AnswersFile, read_transcript
from goodoffices.formats.ours.case_file import CaseFile, PackageFile, TeamFile
from goodoffices.formats.ours.case_folder import read_draft
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.ours.preferences_reader import read_preferences
from tests.formats.documents.filling import MOST_OPTIONS, MOST_TEXT, each, filled
from tests.formats.documents.worst_yaml import costly_yaml

#: The models of the files that people write.
OF_PEOPLE = (CaseFile, PreferencesFile, PackageFile, AnswersFile, TeamFile)

CASE = "format: goodoffices-case/1\nid: c\nname: C\n"
TWO_PARTIES = "parties: [{id: p, name: P}, {id: q, name: Q}]\n"
PREFERENCES = "format: goodoffices-preferences/1\nbasis: stated\n"
PUBLIC = "format: goodoffices-preferences/1\nbasis: public\n"
ANSWERS = "format: goodoffices-answers/1\nparty: p\nreading: r\nkind: stated\ndate: 2026-01-01\n"
PACKAGE = "format: goodoffices-package/1\n"
TEAM = "format: goodoffices-team/1\n"
LONG_NUMBER, LONG_NAME = "." + "7" * 53, "x" * 190


@cache
def large_case() -> Case:
    """A case at the bounds of an office: a scale of 9,001 numbers, an issue of 2,000 options, 998 of six."""
    issues = [
        "{id: s, name: S, scale: {from: 0, to: 9000}, status_quo: ~}",
        f"{{id: o, name: O, options: [{','.join(f'{{id: o{k}, text: t{k}}}' for k in range(2000))}], status_quo: ~}}",
        *(f"{{id: i{k}, name: I{k}, scale: {{from: 1, to: 6}}, status_quo: ~}}" for k in range(998)),
    ]
    return read_case(f"{CASE}{TWO_PARTIES}issues: [{','.join(issues)}]", most_options=MOST_OPTIONS)


def ordinary_text() -> str:
    """Write a case as long as an office takes it, of issues as people write them."""
    options = ", ".join(f"{{id: {letter}, text: The way that is called {letter}}}" for letter in "abcdef")
    issues = [f"{{id: i{k}, name: Issue {k}, options: [{options}], status_quo: a}}" for k in range(1000)]
    before = f"{CASE}{TWO_PARTIES}issues: ["
    return f"{before}{','.join(issues[: (MOST_TEXT - len(before) - 1) // (len(issues[-1]) + 1)])}]"


def read(text: str) -> list[Fault]:
    """Read a text as the office does; what is wrong with it."""
    try:
        if text.startswith("format: goodoffices-case/1"):
            read_case(text, most_options=MOST_OPTIONS)
        elif text.startswith("format: goodoffices-preferences/1"):
            read_preferences(text, large_case(), "p", "r", "x")
        elif text.startswith("format: goodoffices-answers/1"):
            read_transcript(text, large_case(), "x")
        elif text.startswith("format: goodoffices-package/1"):
            read_draft(text, "x", large_case())
        else:
            document = parse_yaml(text, "x")
            return [*document.faults, *validate(TeamFile, document)[1]]
    except CaseFileError as error:
        return list(error.faults)
    return []


@dataclass(frozen=True)
class Worst:
    """A text that is expensive to read, by its name, and how it is written."""

    name: str
    made: Callable[[], str]


#: Each list or mapping of the files: what stands before its items, an item that is whole and differs from all others, how many there may be, what ends it.
_ISSUES = "issues: [{id: a, name: A, options: [{id: x, text: X},{id: y, text: Y}], status_quo: x},{id: s, name: S, scale: {from: 0, to: 9000}, status_quo: 0}]\n"
_CASE = CASE + TWO_PARTIES + _ISSUES
_RULES = "linkages: [{id: l, "
LISTS: dict[str, tuple[str, str, str, int]] = {
    "CaseFile.languages": (CASE + TWO_PARTIES + _ISSUES + "languages: [", "en", "]", 50),
    "CaseFile.parties": (CASE + _ISSUES + "parties: [", "{id: p#, name: P#}", "]", 100),
    "CaseFile.third_parties": (_CASE + "third_parties: [", "{id: t#, name: T#}", "]", 200),
    "CaseFile.issues": (CASE + TWO_PARTIES + "issues: [", "{id: i#, name: I#, scale: {from: 1, to: 20}, status_quo: 1}", "]", 1_000),
    "CaseFile.linkages": (_CASE + "linkages: [", "{id: l#, only_if: {when: {a: x}, then: {s: {at_least: #}}}}", "]", 2_000),
    "CaseFile.bounds": (_CASE + "bounds: [", "{id: l#, of: law, source: S, forbidden: {s: {at_most: #}}}", "]", 2_000),
    "ThirdPartyIn.limits": (_CASE + "third_parties: [{id: t, name: T, limits: [", "{id: l#, sum: {amounts: {s: {#: 1}}, at_most: #}}", "]}]", 2_000),
    "IssueIn.options": (CASE + TWO_PARTIES + "issues: [{id: a, name: A, status_quo: ~, options: [", "{id: o#, text: t#}", "]}]", 10_001),
    "ScaleIn.numbers": (CASE + TWO_PARTIES + "issues: [{id: a, name: A, status_quo: ~, scale: {numbers: [", "#", "]}}]", 10_001),
    "RulesIn.consent": (_CASE + "rules: {consent: [", "p", "]}", 100),
    "RulesIn.seats": (_CASE + "rules: {seats: [", "p", "]}", 100),
    "RulesIn.pause": (_CASE + "rules: {pause: [", "p", "]}", 100),
    "OnlyIfIn.when": (_CASE + _RULES + "only_if: {then: {a: x}, when: {", "i#: x", "}}}]", 1_000),
    "OnlyIfIn.then": (_CASE + _RULES + "only_if: {when: {a: x}, then: {s: [", "#", "]}}}]", 10_001),
    "SomeOfIn.of": (_CASE + _RULES + "at_most: {count: 3, of: [", "{s: #}", "]}}]", 10_000),
    "SumIn.amounts": (_CASE + _RULES + "sum: {at_most: 3, amounts: {s: {", "#: 7", "}}}}]", 10_001),
    "RestrictionIn.forbidden": (_CASE + _RULES + "forbidden: {s: [", "#", "]}}]", 10_001),
    "RestrictionIn.exactly_one": (_CASE + _RULES + "exactly_one: [", "{s: [#]}", "]}]", 10_000),
    "BoundIn.forbidden": (_CASE + "bounds: [{id: l, of: law, source: S, forbidden: {s: [", "#", "]}}]", 10_001),
    "BoundIn.exactly_one": (_CASE + "bounds: [{id: l, of: law, source: S, exactly_one: [", "{s: [#]}", "]}]", 10_000),
    "CaseFile.note": (_CASE + "note: {", "l#: x", "}", 50),
    "PreferencesFile.weights": (PREFERENCES + "weights: {", "i#: 7", "}", 1_000),
    "PreferencesFile.scores": (PREFERENCES + "scores: {s: {", "#: 7", "}}", 10_001),
    "PreferencesFile.walk_away": (PREFERENCES + "walk_away: [", "#", "]", 2),
    "PreferencesFile.interactions": (PREFERENCES + "interactions: [", "{when: {s: #}, points: 1}", "]", 10_000),
    "InteractionIn.when": (PREFERENCES + "interactions: [{points: 1, when: {o: [", "o#", "]}}]", 10_001),
    "PreferencesFile.red_lines": (PREFERENCES + "red_lines: [", "{id: r#, never: {s: #}}", "]", 2_000),
    "RedLineIn.never": (PREFERENCES + "red_lines: [{id: r, never: {s: [", "#", "]}}]", 10_001),
    "PreferencesFile.expectations": (PREFERENCES + "red_lines: [{id: r, never: {s: 1}}]\nexpectations: {", "e#: .5", "}", 1_000),
    "PreferencesFile.otherwise": (PREFERENCES + "otherwise: [", "{worth: #, odds: 1}", "]", 20),
    "OutcomeIn.package": (PREFERENCES + "otherwise: [{package: {", "i#: a", "}}]", 1_000),
    "OutcomeIn.odds": (PREFERENCES + "otherwise: [{worth: 1, odds: [", "#", "]}]", 2),
    "PreferencesFile.rankings": (PREFERENCES + "rankings: [", "{id: r#, issues: [i1, i2]}", "]", 2_000),
    "RankingIn.issues": (PREFERENCES + "rankings: [{id: r, issues: [s, [", "i#", "]]}]", 1_000),
    "RankingIn.options": (PREFERENCES + "rankings: [{id: r, options: {s: [", "#", "]}}]", 10_001),
    "RankingIn.packages": (PREFERENCES + "rankings: [{id: r, packages: [{s: 9000}, [", "{s: #}", "]]}]", 100),
    "PreferencesFile.positions": (PUBLIC + "positions: [", "{issue: s, says: S, source: x#, wants: [#]}", "]", 1_000),
    "PositionIn.wants": (PUBLIC + "positions: [{issue: s, says: S, source: x, wants: [", "#", "]}]", 10_001),
    "PositionIn.refuses": (PUBLIC + "positions: [{issue: s, says: S, source: x, refuses: [", "#", "]}]", 10_001),
    "PositionIn.order": (PUBLIC + "positions: [{issue: s, says: S, source: x, order: [[", "#", "]]}]", 10_001),
    "PreferencesFile.sources": (PUBLIC + "sources: [", "{id: x#, title: T, publisher: P, date: 2026-01-01}", "]", 2_000),
    "PackageFile.package": (PACKAGE + "package: {", "i#: 1", "}", 1_000),
    "AnswersFile.answers": (ANSWERS + "answers: [", "{id: a#, ask: rather, first: {s: #}, second: {s: 0}, value: first}", "]", 500),
    "AnswerIn.first": (ANSWERS + "answers: [{id: a, ask: rather, second: {s: 1}, value: first, first: {", "i#: 1", "}}]", 1_000),
    "AnswerIn.second": (ANSWERS + "answers: [{id: a, ask: rather, first: {s: 1}, value: first, second: {", "i#: 1", "}}]", 1_000),
    "AnswerIn.value": (ANSWERS + "answers: [{id: a, ask: order, issue: s, value: [", "[#]", "]}]", 10_001),
    "TeamFile.constituencies": (TEAM + "constituencies: [", "{name: N#, interest: I, influence: low}", "]", 1_000),
}  # fmt: skip


def shapes() -> Iterator[Worst]:
    """All texts."""
    for name in LISTS:
        yield from _of_a_list(name)
    for about, made in _costly():
        yield Worst(about, made)


def _of_a_list(name: str) -> Iterator[Worst]:
    """A list at its bound, and beyond it."""
    before, item, after, most = LISTS[name]
    is_mapping = before.endswith("{")
    wrong, short = ("k#: []", "k#: ") if is_mapping else ("[]", "~")
    double = (item if "#" in item else f"{item}#").replace("#", "0")

    def made(shape: str) -> str:
        if shape == "each its own":
            return filled(before, each(item), after, most)
        if shape == "all the same":
            return filled(before, each(item.replace("#", "0")), after, most)
        if shape == "a double at the far end":
            return filled(before, each(item), f",{double}{after}", most - 1)
        if shape == "long names":
            return filled(before, each(item.replace("#", f"{LONG_NAME}#")), after, most)
        if shape == "long numbers":
            return filled(before, each(item.replace("#", f"{LONG_NUMBER}#")), after, most)
        if shape == "all of a wrong kind":
            return filled(before, each(wrong), after, most)
        return filled(before, each(short if shape == "too many and nothing in them" else item), after)

    kinds = ("each its own", "all the same", "a double at the far end", "long names", "long numbers", "all of a wrong kind")
    for shape in (*kinds, "too many and nothing in them", "too many"):
        yield Worst(f"{name}: {shape}", partial(made, shape))


def numbers(weight: str = "1", more: str = "") -> str:
    """The beginning of preferences whose numbers are all certain."""
    weights = ",".join(f"{issue}: {weight}" for issue in ("s", "o", *(f"i{k}" for k in range(998))))
    scores = ",".join([f"o: {{{','.join(f'o{k}: 9' for k in range(2000))}}}", *(f"i{k}: {{1: 9,6: 9}}" for k in range(998))])
    return f"{PREFERENCES}walk_away: 1\nweights: {{{weights}}}\nscores: {{s: {{0: 0,9000: 100{more}}},{scores}}}\n"


def _costly() -> Iterator[tuple[str, Callable[[], str]]]:
    """What several lists cost together, and what costs much without a list: by what it is about."""
    yield from _rules()
    yield from _cases()
    yield from _preferences()
    yield from _scales()
    yield from _rankings()
    yield from _positions_and_answers()
    for about, text in costly_yaml().items():
        yield about, partial("{}x: {}".format, TEAM, text)


#: A case whose issues are one option and a large scale.
LARGE = (
    CASE
    + TWO_PARTIES
    + "issues: [{id: a, name: A, options: [{id: x, text: X}], status_quo: x},{id: s, name: S, scale: {from: 0, to: 10000}, status_quo: 0}]\n"
)
#: Twenty issues, and a package of nine hundred.
TWENTY, PACKAGE_OF_MANY = ",".join(f"i{k}" for k in range(20)), ",".join(f"i{k}: 1" for k in range(900))


def _rules() -> Iterator[tuple[str, Callable[[], str]]]:
    """Fine scales, and rules that name their numbers."""
    two = CASE + TWO_PARTIES
    fine = ("scale: {from: 0, to: 9.999e-53, step: 1e-56}", f"scale: {{from: 1/{'7' * 50}3, to: 9999/{'7' * 50}3, step: 1/{'7' * 50}3}}")
    yield (
        "scales of the finest numbers",
        lambda: f"{two}issues: [{','.join(f'{{id: i{k}, name: I, {one}, status_quo: ~}}' for k, one in enumerate(fine))}]",
    )
    yield (
        "numbers of a scale, all fractions",
        lambda: filled(f"{two}issues: [{{id: s, name: S, status_quo: ~, scale: {{numbers: [", each("#/" + "9" * 20), "]}}]", 10_001),
    )
    rules: Mapping[str, str] = {
        "amounts per unit": "sum: {amounts: {s: {times: #}}, at_most: 3}",
        "ranges": "forbidden: {s: {at_least: #}}",
        "ranges between": "forbidden: {s: {at_least: #, at_most: 9000}}",
        "one amount": "sum: {amounts: {s: {1: 5}}, at_most: #}",
        "one option": "forbidden: {s: #}",
        "one choice": "exactly_one: [{s: #}]",
        "unknown issues": "forbidden: {b#: 1}",
        "two shapes": "forbidden: {s: 1}, exactly_one: [{s: 1}]",
        "an unknown key": "forbidden: {s: 1}, x: 1",
    }
    for about, rule in rules.items():
        for kind, start, end in (("linkages", "", ""), ("third_parties", "{id: t, name: T, limits: [", "]}")):
            yield f"{kind}: {about}", partial(filled, f"{LARGE}{kind}: [{start}", each(f"{{id: r#, {rule}}}"), f"{end}]", 2_000)


def _cases() -> Iterator[tuple[str, Callable[[], str]]]:
    """Cases of many sides, issues and options."""
    two = CASE + TWO_PARTIES
    more = "]},{id: v, name: V, limits: ["
    yield (
        "rules of many third parties",
        lambda: filled(
            f"{LARGE}third_parties: [{{id: t, name: T, limits: [",
            (f"{{id: r{k}, forbidden: {{s: {k}}}}}{more.replace('v', f'v{k}') if k % 50 == 49 else ''}" for k in count()),
            "]}]",
        ).replace("[,", "["),
    )
    yield (
        "one id of a thousand issues, the last with many options",
        lambda: filled(
            f"{two}issues: [{','.join(['{id: a, name: a, options: [{id: a, text: a}], status_quo: a}'] * 999)},{{id: a, name: a, status_quo: ~, options: [",
            each("{id: #, text: #}"),
            "]}]",
            10_001,
        ),
    )
    yield (
        "issues in nobody's hand",
        lambda: filled(
            f"{two}issues: [", each("{id: i#, name: N, options: [{id: x, text: X}], status_quo: y, in_hand_of: z#}"), "]", 1_000
        ),
    )
    yield (
        "names of options that are decimals",
        lambda: filled(f"{LARGE}linkages: [{{id: l, forbidden: {{s: [", each("#e-60"), "]}}]", 10_001),
    )
    yield (
        "amounts without a common denominator",
        lambda: filled(
            f"{two}issues: [{','.join(f'{{id: i{k}, name: I, scale: {{from: 0, to: 1}}, status_quo: 0}}' for k in range(1000))}]\nlinkages: [{{id: l, sum: {{at_most: 3, amounts: {{",
            each(f"i#: {{1: 1/{'7' * 50}#}}"),
            "}}}]",
            1_000,
        ),
    )
    yield "unknown keys", lambda: filled(f"{two}x: {{", each("k#: 1"), "}")
    yield "unknown keys on top", lambda: "".join([two, *islice(each("k#: 1\n"), 30_000)])[:MOST_TEXT]


def _preferences() -> Iterator[tuple[str, Callable[[], str]]]:
    """Red lines, interactions and scores."""
    yield "ids that stand twice in preferences", lambda: filled(f"{PREFERENCES}red_lines: [", each("{id: r, never: {s: 1}}"), "]", 2_000)
    yield (
        "an unknown key of each interaction",
        lambda: filled(f"{PREFERENCES}interactions: [", each("{when: {s: 1},points: 1,x: 1}"), "]", 10_000),
    )
    yield (
        "an interaction each without a number",
        lambda: filled(f"{PREFERENCES}interactions: [", each("{when: {s: #},points: x}"), "]", 10_000),
    )
    yield "red lines of ranges", lambda: filled(f"{PREFERENCES}red_lines: [", each("{id: r#, never: {s: {at_least: #}}}"), "]", 2_000)
    yield (
        "scores of a wrong kind in many issues",
        lambda: filled(f"{PREFERENCES}scores: {{", (f"i{k}: {{{','.join(f'{n}: x' for n in range(90))}}}" for k in count()), "}", 1_000),
    )
    yield (
        "unknown options in many issues",
        lambda: filled(f"{PREFERENCES}scores: {{", (f"i{k}: {{{','.join(f'{n}: ' for n in range(90))}}}" for k in count()), "}", 1_000),
    )
    yield "scores with their sources", lambda: filled(f"{PUBLIC}scores: {{s: {{", each("#: {value: 3,source: x}"), "}}", 10_001)
    yield "scores of intervals", lambda: filled(f"{PREFERENCES}walk_away: ~\nscores: {{s: {{", each("#: [1,2]"), "}}", 9_001)
    yield (
        "scores left out beside scores that are missing",
        lambda: filled(f"{PREFERENCES}scores: {{o: {{o1: 1}},s: {{0: 1}},x: {{", each("#: x"), "}}", 190),
    )


def _scales() -> Iterator[tuple[str, Callable[[], str]]]:
    """Numbers of large scales, and their order."""
    yield (
        "lines drawn between the finest numbers",
        lambda: numbers(more=",".join(["", *(f"{k}: 1/{'7' * 50}3" for k in range(3, 8000, 2000))])),
    )
    yield (
        "numbers without a common denominator beside a ranking",
        lambda: (
            "".join(chain.from_iterable((f": 1/{'7' * 40}{k}" if k else "", part) for k, part in enumerate(numbers().split(": 9"))))
            + "rankings: [{id: r, issues: [i1, i2]}]"
        ),
    )
    yield "weights without a common denominator", lambda: filled(f"{PREFERENCES}weights: {{", each(f"i#: 1/{'7' * 50}#"), "}", 1_000)
    whole = ",".join(map(str, range(9000, 4500, -1)))
    rest = ",".join(map(str, range(4500, -1, -1)))
    yield "all options of a scale, one by one", lambda: f"{numbers()}rankings: [{{id: r, options: {{s: [{whole},{rest}]}}}}]"
    yield "all options of a scale in two groups", lambda: f"{numbers()}rankings: [{{id: r, options: {{s: [[{whole}],[{rest}]]}}}}]"
    yield (
        "all options of a scale, wrong at the far end",
        lambda: f"{numbers(more=',1: 0')}rankings: [{{id: r, options: {{s: [{whole},{rest[:-4]},0,1]}}}}]",
    )
    yield (
        "two options of each of many rankings",
        lambda: filled(f"{numbers()}rankings: [", each("{id: r#, options: {s: [8000, #]}}"), "]", 2_000),
    )


def _rankings() -> Iterator[tuple[str, Callable[[], str]]]:
    """Rankings of issues and of packages."""
    yield (
        "many rankings of issues",
        lambda: filled(f"{numbers('3/7')}rankings: [", each(f"{{id: r#, issues: [i997,[{TWENTY}]]}}"), "]", 2_000),
    )
    yield (
        "ranked packages of many issues",
        lambda: filled(f"{numbers('3/7')}rankings: [{{id: r, packages: [", each(f"{{{PACKAGE_OF_MANY}}}"), "]}]", 30),
    )
    yield (
        "ranked packages of long numbers",
        lambda: filled(f"{numbers('1/' + '7' * 56)}rankings: [{{id: r, packages: [", each(f"{{{PACKAGE_OF_MANY}}}"), "]}]", 30),
    )
    for n in (200, 2_000):
        tied = ",".join(f"{{when: {{s: [{k},9000]}},points: 1}}" for k in range(n))
        yield (
            f"{n} interactions beside ranked packages",
            lambda tied=tied: filled(
                f"{numbers()}interactions: [{tied}]\nrankings: [{{id: r, packages: [",
                (f"[{','.join(['{s: 9000}'] * 90)}]" for _ in count()),
                "]}]",
                11,
            ),
        )  # type: ignore[misc]
    pairs = ",".join(f"{{when: {{i{k}: 1,i{(k + 450) % 998}: 1}},points: 1}}" for k in range(900))
    yield (
        "rankings in doubt beside interactions of pairs",
        lambda: filled(
            f"{numbers('~')}interactions: [{pairs}]\nrankings: [", each("{id: r#, packages: [{s: #,o: o1},{s: 2,o: o1}]}"), "]", 2_000
        ),
    )


def _positions_and_answers() -> Iterator[tuple[str, Callable[[], str]]]:
    """What parties said in public, and what they answered."""
    yield (
        "positions without a source",
        lambda: filled(f"{PUBLIC}positions: [", each("{issue: x#, says: S, source: y, wants: [a,b]}"), "]", 1_000),
    )
    yield (
        "answers of large packages",
        lambda: filled(
            f"{ANSWERS}answers: [",
            each(f"{{id: a#, ask: rather, first: {{{PACKAGE_OF_MANY}}}, second: {{{PACKAGE_OF_MANY}}}, value: first}}"),
            "]",
            500,
        ),
    )
    yield "answers that cannot be read", lambda: filled(f"{ANSWERS}answers: [{{id: a, ask: never, value: [", each("{x#: 1}"), "]}]", 10_001)
    yield (
        "answers with many refusals",
        lambda: filled(f"{ANSWERS}answers: [", each(f"{{id: a#, ask: matters, value: [{TWENTY}]}}"), "]", 500),
    )
