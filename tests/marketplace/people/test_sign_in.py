"""Signing up, confirming, signing in and the second factor, as a browser does it."""

import html
import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from marketplace.notifications.models import Mail
from marketplace.people.factors import EncryptedFactors
from marketplace.people.models import User
from tests.factories.organizations import make_agency_person
from tests.factories.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db

SIGN_UP = {"name": "Noor  Haddad", "email": "Noor@People.Example", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def codes_outlast_half_a_minute(settings):
    settings.MFA_TOTP_TOLERANCE = 1


def code_from(secret):
    """The code of the next half minute, taken in this one too."""
    return format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time())))


def code_of(authenticator):
    return code_from(get_adapter().decrypt(authenticator.data["secret"]))


def test_sign_up_confirms_the_address_before_anything_else(client):
    assert client.post("/accounts/signup/", SIGN_UP).status_code == 302
    person = User.objects.get()
    assert (person.name, person.email) == ("Noor Haddad", "noor@people.example")
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/desk/").status_code == 302
    path = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[0].body).group(1)
    client.post(path)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/desk/").status_code == 200


def test_a_name_is_asked_for(client):
    page = client.post("/accounts/signup/", {**SIGN_UP, "name": ""}).content.decode()
    assert "Full name: this needs an answer." in page
    assert not User.objects.exists()


def test_a_mail_server_that_is_down_does_not_stop_sign_up(client, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("down")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert client.post("/accounts/signup/", SIGN_UP).status_code == 302
    waiting = Mail.objects.get()
    assert "/accounts/confirm-email/" in waiting.text


def test_links_that_let_somebody_in_are_forgotten_once_sent(client):
    make_person(email="dana@people.example")
    client.post("/accounts/password/reset/", {"email": "dana@people.example"})
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert Mail.objects.get().text == ""


@pytest.mark.parametrize("address", ["dana@people.example", "nobody@people.example"])
def test_mails_lead_to_the_portals_own_address_whatever_host_was_asked(client, settings, address):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://pilotage.example", ["*"]
    make_person(email="dana@people.example")
    client.post("/accounts/password/reset/", {"email": address}, headers={"host": "elsewhere.example"})
    client.post("/accounts/signup/", SIGN_UP | {"email": address}, headers={"host": "elsewhere.example"})
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert "https://pilotage.example/accounts/" in message.body
        assert "elsewhere.example" not in message.body


def test_signing_up_says_the_same_whether_or_not_there_is_an_account(client):
    make_person(email="dana@people.example")
    told = []
    for address in ("dana@people.example", "nobody@people.example"):
        client.logout()
        answer = client.post("/accounts/signup/", SIGN_UP | {"email": address})
        page = client.get(answer.url).content.decode().replace(address, "that address")
        told.append((answer.status_code, answer.url, re.sub(r'value="\w{64}"', "", page)))
    assert told[0] == told[1]


def test_signing_up_costs_the_same_whether_or_not_there_is_an_account(client, monkeypatch):
    make_person(email="dana@people.example")
    hashed, encode = [], get_hasher().encode
    monkeypatch.setattr(type(get_hasher()), "encode", lambda self, *given: hashed.append(1) or encode(*given))
    for address in ("dana@people.example", "nobody@people.example"):
        hashed.clear()
        client.post("/accounts/signup/", SIGN_UP | {"email": address})
        assert len(hashed) == 1, address


def test_a_forgotten_password_leads_on_to_the_page_asked_for(client):
    person = make_person(email="dana@people.example")
    wanted = "/rounds/?q=a&state=open"
    page = client.get("/accounts/login/", {"next": wanted}).content.decode()
    link = html.unescape(re.search(r'href="(/accounts/password/reset/[^"]*)"', page)[1])
    form = client.get(link).content.decode()
    assert 'name="then" value="/rounds/?q=a&amp;state=open"' in form
    wrong = client.post("/accounts/password/reset/", {"email": "no address", "then": wanted}).content.decode()
    assert 'name="then" value="/rounds/?q=a&amp;state=open"' in wrong
    sent = client.post("/accounts/password/reset/", {"email": person.email, "then": wanted}, follow=True)
    assert "Look in your mail" in sent.content.decode()
    path = re.search(r"//[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    page = client.get(path, follow=True)
    new = {"password1": "seven green lamps", "password2": "seven green lamps"}
    answer = new | {"next": page.context["redirect_field_value"]}
    landed = client.post(page.context["action_url"], answer, follow=True)
    assert landed.redirect_chain[-1][0].startswith("/accounts/login/")
    login = {"login": person.email, "password": new["password1"], "next": landed.context["redirect_field_value"]}
    assert client.post("/accounts/login/", login).url == wanted


def test_a_forgotten_password_leads_to_no_other_site(client):
    make_person(email="dana@people.example")
    client.post("/accounts/password/reset/", {"email": "dana@people.example", "then": "https://elsewhere.example/"})
    assert "elsewhere" not in mail.outbox[-1].body


def test_the_second_factor_is_asked_for_at_sign_in(client):
    officer = make_agency_person()
    authenticator = Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP)
    response = client.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/agency/organizations/").url.startswith("/accounts/login/")
    client.post("/accounts/2fa/authenticate/", {"code": code_of(authenticator)})
    assert client.get("/agency/organizations/").status_code == 200


def test_agency_staff_set_the_second_factor_up_before_all_else(client):
    officer = make_agency_person(second_factor=False)
    client.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    response = client.get("/agency/organizations/")
    page = client.get(response.url, follow=True)
    assert page.status_code == 200
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_from(secret)})
    assert client.get("/agency/organizations/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert secret not in str(list(Authenticator.objects.values("data")))


def set_up_with(client, address):
    """Sign in on the way to an address, and set up the second factor that stands before it."""
    officer = make_agency_person(second_factor=False)
    login = {"login": officer.email, "password": PASSWORD, "next": address}
    page = client.post("/accounts/login/", login, follow=True)
    form = page.context["form"]
    return page, {"code": code_from(form.secret), "next": page.context["redirect_field_value"]}


def test_after_the_set_up_one_lands_where_one_wanted_to_go(client):
    page, answer = set_up_with(client, "/agency/organizations/?q=Millbrook")
    assert page.redirect_chain[-1][0].startswith("/accounts/2fa/totp/activate/?next=")
    wrong = client.post("/accounts/2fa/totp/activate/", answer | {"code": "000000"})
    assert 'name="next" value="/agency/organizations/?q=Millbrook"' in wrong.content.decode()
    landed = client.post("/accounts/2fa/totp/activate/", answer, follow=True)
    assert landed.redirect_chain == [("/agency/organizations/?q=Millbrook", 302)]
    assert 'href="/accounts/2fa/recovery-codes/"' in landed.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_set_up_leads_to_no_other_site(client, elsewhere):
    _, answer = set_up_with(client, "/desk/")
    response = client.post("/accounts/2fa/totp/activate/", answer | {"next": elsewhere})
    assert response.url == "/accounts/2fa/recovery-codes/"


def test_while_a_second_factor_is_demanded_no_link_leads_back_to_it(client):
    page, answer = set_up_with(client, "/desk/")
    shown = page.content.decode()
    links = set(re.findall(r'href="(/[^"]*)"', shown)) - set(re.findall(r'href="(/static[^"]*)"', shown))
    assert links
    for link in links:
        assert client.get(link, follow=True).request["PATH_INFO"] == link.split("?")[0], link
    client.post("/accounts/2fa/totp/activate/", answer)
    assert 'href="/agency/organizations/"' in client.get("/desk/").content.decode()


def test_a_factor_made_under_an_earlier_key_still_opens(settings):
    stored = EncryptedFactors().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert EncryptedFactors().decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_ones_sessions_are_listed(client):
    person = make_person()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "This one" in client.get("/accounts/sessions/").content.decode()


def test_too_many_wrong_passwords_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
    person = make_person()
    for _ in range(5):
        client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    page = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert page.status_code == 200
    assert "Too many failed login attempts" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/admin/login/?next=/admin/pages/", "/accounts/login/?next=/admin/pages/"),
        ("/admin/password_reset/", "/accounts/password/reset/"),
    ],
)
def test_the_editors_own_sign_in_leads_to_ours(client, address, leads_to):
    assert client.get(address).url == leads_to


def test_the_editors_own_password_pages_are_gone(client):
    for address in ("/admin/password_reset/confirm/MQ/abc-123/", "/admin/password_reset/done/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["\u200b\u200b", "\ufffd\ufffd", "\u3164", "\u2800 \u2060"])
def test_a_name_that_nobody_can_read_is_refused(client, name):
    page = client.post("/accounts/signup/", {**SIGN_UP, "name": name}).content.decode()
    assert "Enter it with letters or digits." in page
    assert not User.objects.filter(email__iexact=SIGN_UP["email"]).exists()
