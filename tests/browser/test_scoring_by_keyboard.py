"""A whole review by keyboard alone in Chromium: Tab, arrows, letters and Enter, left in the middle and gone on with."""

import pytest
from playwright.sync_api import Page, sync_playwright

from procurement.reviews.models import Score
from tests.browser.chromium import program, reason_to_skip
from tests.factories.reviews import ask, declare, make_subject
from tests.procurement.pages import client_of

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "-")]
MOST_TABS = 80
FOCUS = "() => { const at = document.activeElement; return [at.name || '', (at.innerText || '').trim()] }"
CHOSEN = "() => document.querySelector('input[name=value]:checked')?.value"
OUTLINE = "() => getComputedStyle(document.activeElement).outlineStyle"


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the field of that name, or the link or button with these words, has the focus, and shows it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted in page.evaluate(FOCUS):
            assert page.evaluate(OUTLINE) != "none"
            return
    raise AssertionError(f"Tab never reaches “{wanted}” on {page.url}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.django_db(transaction=True)
def test_every_criterion_is_scored_and_sent_without_a_mouse(live_server):
    assignment = declare(ask(make_subject()))
    rubric = [criterion.name for criterion in assignment.subject.rubric]
    session = client_of(assignment.reviewer).cookies["sessionid"].value
    own = f"{live_server.url}/desk/reviews/{assignment.pk}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        window = browser.new_context(base_url=live_server.url)
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = window.new_page()
        page.goto(own)
        tab_to(page, rubric[0])
        enter(page)
        for number, name in enumerate(rubric, 1):
            assert name in page.locator("h1").inner_text()
            tab_to(page, "value")
            page.keyboard.press("Space")
            for _ in range(3):
                page.keyboard.press("ArrowDown")
            assert page.evaluate(CHOSEN) == "3"
            tab_to(page, "reason")
            page.keyboard.type(f"Reason {number}")
            tab_to(page, "Save and look over" if number == len(rubric) else "Save and score the next")
            enter(page)
            if number == 2:
                page.goto(own)
                assert page.locator("main").inner_text().count("Score 3") == 2
                tab_to(page, rubric[number])
                enter(page)
        tab_to(page, "Send all scores")
        enter(page)
        assert "Your scores are sent." in page.locator("main").inner_text()
        browser.close()
    assignment.refresh_from_db()
    assert assignment.state == "submitted"
    assert sorted(Score.objects.values_list("reason", flat=True)) == [f"Reason {n}" for n in range(1, len(rubric) + 1)]
