"""Claiming, signing, releasing and reading, page by page."""

import re

import pytest

from tests.factories.applications import owner_of
from tests.factories.disclosures import PUBLIC, SECRET, claim, decided, secret_draft, send, sign
from tests.factories.organizations import make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.rounds import officer
from tests.journeys.clock import moving_clock

pytestmark = pytest.mark.django_db


def test_from_the_task_list_to_a_signature(client):
    application = secret_draft()
    client.force_login(owner_of(application))
    own = f"/desk/applications/{application.reference}/confidential/"
    assert own in client.get(f"/desk/applications/{application.reference}/").content.decode()
    page = client.get(own).content.decode()
    assert f"{own}model.integration/" in page
    assert f"{own}price.price_small/" not in page
    assert "Prices are public" in page
    given = {"ground": "trade_secret", "reason": "Rivals would copy it."}
    assert client.post(f"{own}model.integration/", given).url == own
    page = client.get(own).content.decode()
    assert "The statement needs a signature" in page
    assert page.count("The statement needs a signature") == 1
    words = client.get(f"{own}statement/").content.decode()
    assert "section 707(b)" in words
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', words).group(1)
    wrong = client.post(f"{own}statement/", {"seen": seen, "name": "Nobody", "position": "Owner"})
    assert wrong.status_code == 422
    assert "Type your name as your profile has it" in wrong.content.decode()
    assert 'value="Owner"' in wrong.content.decode()
    name = owner_of(application).name
    assert client.post(f"{own}statement/", {"seen": seen, "name": name, "position": "Owner"}).url == own
    assert "The statement is signed" in client.get(own).content.decode()
    client.post(f"{own}model.integration/drop/")
    assert "Claimed" not in client.get(own).content.decode()


def test_a_stale_statement_is_shown_anew(client):
    application = secret_draft()
    claim(application)
    client.force_login(owner_of(application))
    own = f"/desk/applications/{application.reference}/confidential/statement/"
    given = {"seen": "0" * 64, "name": owner_of(application).name, "position": "Owner"}
    response = client.post(own, given)
    assert response.status_code == 422
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', response.content.decode()).group(1)
    assert client.post(own, given | {"seen": seen}).status_code == 302


def test_the_department_sees_the_claims_and_releases_the_copy_that_everyone_reads(client):
    application = secret_draft()
    claim(application)
    sign(application)
    application = decided(send(application))
    public = f"/registers/applications/{application.reference}/"
    with moving_clock() as clock:
        clock.offset = PUBLIC - clock.now
        assert client.get(public).status_code == 404
        client.force_login(officer())
        page = client.get(f"/agency/applications/{application.reference}/").content.decode()
        assert "Rivals would copy it." in page
        assert SECRET in page
        released = client.post(f"/agency/applications/{application.reference}/release/")
        assert released.status_code == 302
        client.logout()
        page = client.get(public).content.decode()
        assert "[Left out: trade secret]" in page
        assert SECRET not in page
        pdf = b"".join(client.get(f"{public}copy/").streaming_content)
        assert pdf.startswith(b"%PDF")
        assert application.reference in client.get("/registers/applications/").content.decode()
        decision = application.subject.determinations.get()
        assert public in client.get(f"/registers/determinations/{decision.reference}/").content.decode()
        assert public in client.get(f"/providers/{application.provider.slug}/").content.decode()


def test_a_rival_learns_nothing(client):
    application = secret_draft()
    claim(application)
    client.force_login(organization_owner(make_provider()))
    own = f"/desk/applications/{application.reference}/confidential/"
    for address in (own, f"{own}statement/", f"{own}model.integration/"):
        assert client.get(address).status_code == 404
