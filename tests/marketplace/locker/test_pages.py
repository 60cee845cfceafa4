"""The pages of an organization's documents, as its people use them."""

import pytest

from marketplace.locker.models import LockerDocument
from marketplace.organizations.models import Role
from tests.factories.locker import make_document, pdf
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of

pytestmark = pytest.mark.django_db


def test_from_the_organization_to_a_kept_document(client):
    provider = make_provider()
    client.force_login(owner_of(provider))
    listed = f"/desk/organizations/of/{provider.slug}/documents/"
    assert listed in client.get(f"/desk/organizations/of/{provider.slug}/").content.decode()
    assert f"{listed}new/" in client.get(listed).content.decode()
    given = {"kind": "privacy_policy", "title": "Privacy policy 2027", "upload": pdf(), "issued_on": "2027-01-04"}
    kept = client.post(f"{listed}new/", given)
    document = LockerDocument.objects.get()
    assert kept.url == f"/desk/documents/{document.reference}/"
    page = client.get(kept.url).content.decode()
    assert "Does not expire" in page
    assert str(document.versions.get().file.token) in page
    assert "Privacy policy 2027" in client.get(listed).content.decode()
    newer = client.post(f"{kept.url}versions/new/", {"upload": pdf("Second"), "expires_on": "2099-01-01"})
    assert newer.url == kept.url
    assert "Good until 1 January 2099" in client.get(kept.url).content.decode()
    client.post(f"{kept.url}put-away/")
    assert "Put away" in client.get(kept.url).content.decode()
    assert "Privacy policy 2027" not in client.get(f"{listed}?state=current").content.decode()
    client.post(f"{kept.url}bring-back/")
    assert "Privacy policy 2027" in client.get(f"{listed}?state=current").content.decode()


def test_what_was_typed_is_not_lost_where_the_last_day_is_missing(client):
    provider = make_provider()
    client.force_login(owner_of(provider))
    given = {"kind": "insurance", "title": "Cyber cover", "upload": pdf()}
    response = client.post(f"/desk/organizations/of/{provider.slug}/documents/new/", given)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Give the day on which the cover ends." in page
    assert 'value="Cyber cover"' in page


def test_a_colleague_reads_and_cannot_change(client):
    document = make_document()
    client.force_login(make_member(document.organization, Role.SIGNATORY))
    page = client.get(f"/desk/documents/{document.reference}/").content.decode()
    assert "An owner can give you that role." in page
    assert client.get(f"/desk/documents/{document.reference}/versions/new/").status_code == 403


def test_others_do_not_learn_that_it_exists(client):
    document = make_document()
    listed = f"/desk/organizations/of/{document.organization.slug}/documents/"
    for person in (owner_of(make_provider()), make_agency_person()):
        client.force_login(person)
        for address in (listed, f"/desk/documents/{document.reference}/"):
            assert client.get(address).status_code == 404
