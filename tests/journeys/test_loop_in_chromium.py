"""The same loop in Chromium by clicking, the provider's application by keyboard only."""

import pytest
from playwright.sync_api import sync_playwright

from marketplace.audit.queries import verify_chain
from tests.browser.chromium import program, reason_to_skip
from tests.journeys.chromium import InChromium, PersonInChromium
from tests.journeys.clock import moving_clock
from tests.journeys.loop import walk
from tests.journeys.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "-")]


@pytest.mark.django_db(transaction=True)
def test_the_loop_by_mouse_and_keyboard(live_server):
    """People are made before the browser starts: under its event loop Django would open another connection."""
    with moving_clock() as clock:
        cast = Cast(clock, person=PersonInChromium, visitor=InChromium)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
            for visitor in everybody(cast):
                visitor.enter(browser, live_server.url)
            walk(cast, clock)
            browser.close()
    assert verify_chain().problem == ""


def everybody(cast: Cast) -> list[InChromium]:
    agency = [cast.officer, cast.recommender, cast.lead, cast.determiner, *cast.reviewers]
    districts = [person for _, *people in cast.districts.values() for person in people]
    return [*agency, cast.owner, cast.author, *districts, cast.public]
