"""The whole table of addresses of the office, and how each of them is called in a test."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_resolver


def routes() -> list[str]:
    """The whole table of addresses, as templates."""
    return ["".join(map(str, _parts(pattern))) for pattern in _flat(get_resolver(settings.ROOT_URLCONF).url_patterns)]


def _flat(patterns, before=()):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _flat(one.url_patterns, (*before, one.pattern))
        else:
            yield (*before, one.pattern)


def _parts(patterns):
    return [str(p) for p in patterns]


def address(
    route: str,
    case_id,
    link: str = "AAAA-BBBB",
    paper: object = "paper",
    interview: object = "interview",
    held: object = "held",
    member: object = "member",
    file: object = "00000000-0000-4000-8000-000000000008",
    held_round: object = "north-1",
    held_text: object = "nothing",
    feed: str = "0" * 64,
    held_statement: object = "00000000-0000-4000-8000-000000000009",
    published: object = "00000000-0000-4000-8000-000000000009",
    held_secret: str = "0" * 64,
) -> str:
    """An address of a route: of this case, with a demonstration's link, a code and a number that nobody has."""
    route = route.replace("demonstration/<str:token>", f"demonstration/{link}").replace("static/fonts/<str:name>", "static/fonts/fonts.css")
    route = route.replace("help/images/<str:name>", "help/images/report.png").replace("help/<path:name>", "help/glossary.md")
    route = route.replace("calendars/<str:token>", f"calendars/{feed}")
    found = route.replace("<uuid:case_id>", str(case_id)).replace("<str:token>", "AAAA-BBBB").replace("<int:pk>", "1")
    found = found.replace("estimates/of/<uuid:paper>", f"estimates/of/{held}").replace("estimates/<uuid:paper>", f"estimates/{interview}")
    for unknown, known in (
        ("<str:section>", "frontier"),
        ("<str:what>", "deadline"),
        ("<int:version>/<int:start>/<int:count>", "1/0/1"),
        ("<int:block>", "0"),
        ("<str:text>/version/<int:number>", f"{held_text}/version/1"),
        ("<str:ending>", "docx"),
        ("statements/<str:secret>/<str:name>", f"statements/{held_secret}/index.html"),
        ("statements/<str:secret>", f"statements/{held_secret}"),
        ("<str:part>", "calm"),
        ("<str:incident>", "0" * 32),
        ("<str:key>/<str:day>", "meet/2026-11-26"),
        ("<str:key>", "mines"),
        ("<int:version>", "1"),
        ("<str:call>", held_statement),
        ("<str:statement>", str(published).replace("-", "")),
        ("<str:text>", held_text),
        ("<str:rule>", "sealed"),
        ("<str:kind>/<str:thing>", f"round.hold/{held_round}"),
        ("<uuid:paper>", str(paper)),
        ("<uuid:file>", str(file)),
        ("<uuid:membership>", str(member)),
        ("<uuid:once>", "00000000-0000-4000-8000-000000000007"),
        ("<str:label>/<int:number>", "parties/1"),
        ("<str:name>", "table-1.csv"),
        ("<str:label>", "public"),
    ):
        found = found.replace(unknown, known)
    assert "<" not in found, f"say in tests/office/table_of_addresses.py how {route} is called"
    return "/" + found.lstrip("^").rstrip("$")
