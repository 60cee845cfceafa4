"""Every template, rendered in Chromium in one load, at 1280 and at 320 pixels: no violation of WCAG 2.2 A and AA,
nothing on the console, no sideways scroll, no report of the content-security policy."""

import pytest

from tests.browser import chromium, walk

pytestmark = [pytest.mark.browser]
MISSING = chromium.reason_to_skip()
BEST = {}


@pytest.fixture(scope="module")
def started():
    if MISSING:
        pytest.skip(MISSING)
    with chromium.browser() as running:
        yield running


@pytest.fixture
def best(started, demo_database):
    if not BEST:
        BEST.update(walk.best_visits())
    return BEST


@pytest.mark.parametrize("template", walk.page_templates())
def test_page(template, best, started):
    visit = best.get(template)
    assert visit, f"no page of the demo shows {template}"
    client, address = visit.prepare()
    with started.window(client) as window:
        window.open(address)
        problems = window.problems()
        window.resize(320)
        problems += window.problems()
    assert not problems, f"{visit.name}:\n" + "\n".join(problems)
