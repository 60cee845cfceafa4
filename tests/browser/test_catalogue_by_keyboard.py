"""The search box and the sheet of filters by keyboard alone in Chromium."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import program, reason_to_skip
from tests.factories.search import make_entry

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "-")]


@pytest.fixture
def page(live_server):
    start = timezone.now() - timedelta(days=1)
    make_entry("Harbor Readers", subjects=("reading",), starts_at=start)
    make_entry("Harbor Numbers", subjects=("mathematics",), starts_at=start)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        page = browser.new_page(base_url=live_server.url, viewport={"width": 320, "height": 700})
        page.goto("/models/")
        yield page
        browser.close()


@pytest.mark.django_db(transaction=True)
def test_suggestions_come_are_gone_through_closed_and_chosen(page):
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    box.fill("harb")
    page.get_by_text("2 suggestions", exact=True).wait_for(state="attached")
    assert [text.split("\n")[0] for text in options.all_inner_texts()] == ["Harbor Numbers", "Harbor Readers"]
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value(), options.count()) == ("false", "harb", 0)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert options.count() == 0
    box.focus()
    page.keyboard.type("<b>")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/?q=harb*")
    page.route("**/models/lanternfield/**", lambda route: route.fulfill(body="Harbor Readers"))
    page.get_by_role("combobox").fill("harbor read")
    page.get_by_text("1 suggestion", exact=True).wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/lanternfield/harbor-readers/")


@pytest.mark.django_db(transaction=True)
def test_filters_open_as_a_sheet_tell_what_they_find_and_close(page):
    page.get_by_role("link", name="Filter", exact=True).focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Filters")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    sheet.get_by_role("checkbox", name="Mathematics").focus()
    page.keyboard.press("Space")
    sheet.get_by_role("button", name="Show 1 model").wait_for()
    expect(sheet.get_by_role("status")).to_have_text("1 model matches")
    expect(sheet.get_by_role("checkbox", name="Mathematics")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(page.get_by_role("link", name="Filter, 1 on")).to_be_focused()
    assert page.url.endswith("/models/?subject=mathematics")
    page.set_viewport_size({"width": 1280, "height": 700})
    assert page.get_by_role("checkbox", name="Mathematics").is_checked()


@pytest.mark.django_db(transaction=True)
def test_going_back_sets_the_boxes_as_the_results_are(page):
    page.set_viewport_size({"width": 1280, "height": 700})
    for name in ("Mathematics", "Reading"):
        page.get_by_role("checkbox", name=name).check()
        page.wait_for_url(f"**subject={name.lower()}*")
    page.go_back()
    page.wait_for_url("**/models/?subject=mathematics")
    expect(page.get_by_role("checkbox", name="Mathematics")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Reading")).not_to_be_checked()
    expect(page.locator("#results")).to_have_text("1 model matches")
