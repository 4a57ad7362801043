"""In a browser: the ferry strike's settlement is watched: complaint, answer of the other side, finding by the joint committee, its report."""

from __future__ import annotations

import pytest

from tests.browsing import follow
from tests.cases import EXAMPLES
from tests.office.agreement.test_browser_agreement import TODAY, main_of_page, opened, readable
from tests.office.served_office import running_office  # noqa: F401
from tests.office.talks.test_browser_talks import joined, main_of
from tests.office.test_browser_office import axe, enter, window  # noqa: F401
from tests.report.test_page import browser  # noqa: F401

TERMS = """\
format: goodoffices-agreement/1
name: Settlement of the ferry strike
zone: Europe/Oslo
kind: labour
finders: [company, seafarers]
answer_within: 10 days
articles: [{id: shifts, heading: Shifts}]
areas: [{id: old-harbour, name: The old harbour, point: "59.4025, 5.2700", radius: 800}]
texts:
  - id: settlement
    name: Settlement of the ferry strike
    between: [company, seafarers]
    starts: 2026-01-01
    obligations:
      - {id: roster, who: company, modality: must, act: publish rosters, article: shifts, acts: [roster]}
      - {id: no-dismissals, who: company, modality: must not, act: dismiss dockers, where: [old-harbour], acts: [dismissal]}
"""


@pytest.mark.slow
def test_browser_from_a_complaint_to_a_finding_of_the_joint_committee(browser, window, office):  # noqa: F811
    case = opened(window, office, EXAMPLES / "ferry-strike")
    company = joined(browser, window, office, case, "The company", "Carla")
    seafarers = joined(browser, window, office, case, "Seafarers' union", "Sven")
    agreed(window, case)
    complaint(seafarers, case)
    assert "The roster of the week is not out." not in main_of_page(company, case + "incidents/")
    follow(seafarers, "a:has-text('Roster too late')")
    readable(seafarers, seafarers.url)
    follow(seafarers, "a:text-is('Tell all parties')")
    assert axe(seafarers) == []
    follow(seafarers, "button:text-is('Tell all parties')")
    complaint(seafarers, case)
    follow(seafarers, "a:has-text('Not all parties read this.') , li:has-text('Not all parties read this.') a")
    follow(seafarers, "a:text-is('Tell all parties')")
    follow(seafarers, "button:text-is('Tell all parties')")
    joined_and_parted(window, case)
    follow(window, "a:text-is('Look into it')")
    assert axe(window) == []
    follow(window, "button:text-is('Look into it')")
    readable(company, case + "incidents/")
    follow(company, "a:has-text('Roster too late')")
    follow(company, "a:text-is('Answer for your side')")
    company.fill("#words", "The printer was broken; it hangs since noon.")
    follow(company, "button:text-is('Answer')")
    for page in (company, seafarers):
        found(page, case)
    window.goto(case + "incidents/")
    assert "verified" in main_of(window)
    readable(window, case + f"incidents/day/?on={TODAY}")
    report = main_of(window)
    assert "What may be broken?" in report
    assert "verified" in report
    for page in (company, seafarers):
        page.context.close()


def agreed(window, case: str) -> None:  # noqa: F811
    """The terms are put, and both sides signed on paper today."""
    window.goto(case + "agreement/draft/file/")
    window.fill("#structure", TERMS)
    follow(window, "button:has-text('Save')")
    window.goto(case + "agreement/draft/put/")
    follow(window, "button:text-is('Put it to all parties')")
    for side in ("The company", "Seafarers' union"):
        window.goto(case + "agreement/elsewhere/")
        window.select_option("#side", label=side)
        window.fill("#how", "on paper, in the harbour office")
        follow(window, "button:text-is('Enter the signature')")
    assert "Now: in force." in main_of_page(window, case + "agreement/")


def complaint(page, case: str) -> None:
    """The union reports an incident, by keyboard and on a phone, to the mediation first."""
    readable(page, case + "incidents/report/")
    page.select_option("#act", "late-roster")
    page.select_option("#actor", "company")
    page.fill("#place", "Haugesund")
    page.fill("#words", "The roster of the week is not out.")
    page.focus("main form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "It is reported." in main_of(page)


def joined_and_parted(page, case: str) -> None:
    """The mediation joins both complaints, parts them, and joins them again."""
    readable(page, case + "incidents/")
    for _again in range(2):
        page.goto(case + "incidents/")
        follow(page, "a:has-text('Roster too late') >> nth=0")
        follow(page, "a:text-is('The same as another')")
        assert axe(page) == []
        page.select_option("#other", index=1)
        follow(page, "button:text-is('Join them')")
        assert page.locator("a:has-text('Roster too late')").count() == 1
        follow(page, "a:has-text('Roster too late')")
        if _again:
            break
        follow(page, "a:text-is('Not one event after all')")
        assert axe(page) == []
        page.select_option("#pair", index=1)
        follow(page, "button:text-is('Part them')")
        assert page.locator("a:has-text('Roster too late')").count() == 2
    readable(page, page.url)


def found(page, case: str) -> None:
    """A side of the committee finds that it holds."""
    page.goto(case + "incidents/")
    follow(page, "a:has-text('Roster too late')")
    follow(page, "a:text-is('Say what your side finds')")
    assert axe(page) == []
    page.select_option("#obligation", "roster")
    page.select_option("#found", "verified")
    page.fill("#words", "The board was empty until noon.")
    follow(page, "button:text-is('Enter it')")
    assert "It is entered; all parties read it." in main_of(page)
