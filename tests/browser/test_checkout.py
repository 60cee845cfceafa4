"""A fee paid by clicking in Chromium: to the payment service's page and back, under the content-security policy."""

import pytest
from playwright.sync_api import expect, sync_playwright

from marketplace.audit.queries import verify_chain
from procurement.payments.models import Payment
from tests.browser.chromium import program, reason_to_skip
from tests.factories.payments import make_fee, payer_of
from tests.procurement.pages import client_of
from tests.stripe_server.server import StripeServer

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip() or "-")]


@pytest.fixture
def server(settings, live_server):
    with StripeServer() as running:
        running.webhook_url = f"{live_server.url}/webhooks/stripe/"
        settings.STRIPE, settings.SITE_URL = running.settings, live_server.url
        yield running


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("button", "ends_with"),
    [("Pay by card", "$250 is paid. Nothing more is due."), ("Pay from a bank account", "A payment is on its way")],
)
def test_the_payer_clicks_through_to_the_service_and_back(live_server, server, button, ends_with):
    fee = make_fee()
    session = client_of(payer_of(fee)).cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        window = browser.new_context(base_url=live_server.url)
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = window.new_page()
        page.goto(f"/desk/fees/{fee.reference}/")
        page.get_by_role("button", name="Pay $250 online").click()
        page.get_by_role("link", name="Back").click()
        page.get_by_role("button", name="Pay $250 online").click()
        page.get_by_role("button", name=button).click()
        page.wait_for_url(f"**/desk/fees/{fee.reference}/")
        expect(page.locator("main")).to_contain_text(ends_with)
        browser.close()
    assert len(server.ledger.sessions) == 1
    assert Payment.objects.count() == 1
    assert verify_chain().problem == ""
