"""A document of the provider goes with a contract in the version of the day, and both sides read it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotVisible
from marketplace.documents.permissions import DOWNLOAD
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Notification
from procurement.contracts.layout import lay_out, pdf_data
from procurement.contracts.models import Contract
from procurement.contracts.services import decline_contract
from procurement.exhibits import services
from procurement.exhibits.models import Exhibit
from procurement.exhibits.queries import attachable_to, exhibits_of, newer_than_attached
from tests.factories import AT
from tests.factories.contracts import writer_of
from tests.factories.exhibits import attach_exhibit
from tests.factories.locker import LAST_DAY, make_document, renew
from tests.factories.negotiations import make_agreed, make_negotiation, speaker
from tests.factories.organizations import make_provider, owner_of

pytestmark = pytest.mark.django_db


def test_both_sides_read_it_and_the_district_is_told():
    negotiation = make_negotiation()
    exhibit = attach_exhibit(negotiation)
    for side in ("buyer", "provider"):
        assert DOWNLOAD.decide(speaker(negotiation, side), exhibit.file).allowed
    assert not DOWNLOAD.decide(owner_of(make_provider(name="Rival")), exhibit.file).allowed
    told = Notification.objects.get(person=speaker(negotiation, "buyer"), subject__contains="added Cyber cover")
    assert told.subject.startswith(negotiation.reference)
    again = services.attach_exhibit(
        negotiation=negotiation, version=exhibit.version, actor=speaker(negotiation, "provider"), at=AT
    )
    assert again == exhibit


def test_the_contract_lists_it_with_its_hash_and_no_later_version_changes_that():
    negotiation = make_negotiation()
    exhibit = attach_exhibit(negotiation)
    make_agreed(negotiation)
    contract = Contract.objects.get(negotiation=negotiation)
    [listed] = contract.body["exhibits"]
    assert (listed["sha256"], listed["version"], listed["kind"]) == (exhibit.file.sha256, 1, "Insurance certificate")
    assert exhibit.file.sha256 in contract.canonical_text
    newer = renew(exhibit.document)
    for act in (
        lambda: services.renew_exhibit(exhibit=exhibit, actor=speaker(negotiation, "provider"), at=AT),
        lambda: services.take_off(exhibit=exhibit, actor=speaker(negotiation, "provider"), at=AT),
    ):
        with pytest.raises(Refused, match="while the two sides talk"):
            act()
    contract.refresh_from_db()
    assert contract.body["exhibits"] == [listed]
    assert newer.file.sha256 not in contract.canonical_text
    [line] = lay_out(contract.body).exhibits
    assert line.words.startswith("Cyber cover (insurance certificate), version 1, good until ")
    printed = pdf_data(contract.body, title="", reference="", sender="", sha256="")
    assert [exhibit.file.sha256] == [
        words for section in printed["sections"] for words in section.get("paragraphs", []) if len(words) == 64
    ]


def test_a_contract_of_before_has_none():
    contract = Contract.objects.get(negotiation=make_negotiation(state="agreed"))
    body = {name: part for name, part in contract.body.items() if name != "exhibits"}
    assert lay_out(body).exhibits == ()


def test_after_a_contract_was_declined_a_newer_version_takes_its_place_in_the_next_one():
    negotiation = make_negotiation()
    exhibit = attach_exhibit(negotiation)
    make_agreed(negotiation)
    first = Contract.objects.get(negotiation=negotiation)
    newer = renew(exhibit.document)
    decline_contract(contract=first, reason="Other days.", actor=writer_of(first), at=AT)
    negotiation.refresh_from_db()
    assert newer_than_attached(negotiation) == {exhibit.document_id: newer}
    services.renew_exhibit(exhibit=exhibit, actor=speaker(negotiation, "provider"), at=AT)
    make_agreed(negotiation)
    second = Contract.objects.exclude(pk=first.pk).get(negotiation=negotiation)
    assert [each["version"] for each in second.body["exhibits"]] == [2]
    first.refresh_from_db()
    assert [each["version"] for each in first.body["exhibits"]] == [1]


def test_what_is_not_the_providers_newest_and_good_document_is_refused():
    negotiation = make_negotiation()
    provider = speaker(negotiation, "provider")
    rival = make_document(organization=make_provider(name="Rival"))
    with pytest.raises(NotVisible):
        services.attach_exhibit(negotiation=negotiation, version=rival.versions.first(), actor=provider, at=AT)
    own = make_document(organization=negotiation.request.provider)
    first = own.versions.first()
    late = AT + timedelta(days=(LAST_DAY - AT.date()).days + 2)
    with pytest.raises(ValidationError, match="expired on"):
        services.attach_exhibit(negotiation=negotiation, version=first, actor=provider, at=late)
    renew(own)
    with pytest.raises(ValidationError, match="offered now"):
        services.attach_exhibit(negotiation=negotiation, version=first, actor=provider, at=AT)
    with pytest.raises(NotVisible):
        services.attach_exhibit(
            negotiation=negotiation, version=own.versions.first(), actor=speaker(negotiation, "buyer"), at=AT
        )
    assert not exhibits_of(negotiation).exists()
    assert attachable_to(negotiation).count() == 1


def test_what_was_put_before_the_other_side_stays():
    exhibit = attach_exhibit(make_negotiation())
    with pytest.raises(DatabaseError, match="stays what it was"), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(version=renew(exhibit.document))
    services.take_off(exhibit=exhibit, actor=speaker(exhibit.negotiation, "provider"), at=AT)
    with pytest.raises(DatabaseError, match="stays what it was"), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(taken_off_at=None)


def test_the_pages(client):
    negotiation = make_negotiation()
    address = f"/desk/negotiations/{negotiation.reference}/documents/"
    document = make_document(organization=negotiation.request.provider)
    client.force_login(speaker(negotiation, "provider"))
    assert "Attach a document" in client.get(address).content.decode()
    assert client.post(f"{address}add/", {"version": ""}).status_code == 422
    assert client.post(f"{address}add/", {"version": document.versions.first().pk}).status_code == 302
    exhibit = exhibits_of(negotiation).get()
    renew(document)
    assert "Take version 2" in client.get(address).content.decode()
    assert client.post(f"{address}{exhibit.pk}/renew/").status_code == 302
    client.force_login(speaker(negotiation, "buyer"))
    page = client.get(address).content.decode()
    assert exhibits_of(negotiation).get().file.sha256 in page
    assert "Attach a document" not in page
    assert client.post(f"{address}{exhibit.pk}/take-off/").status_code == 404
    assert "Documents that go with it" in client.get(f"/desk/negotiations/{negotiation.reference}/").content.decode()
    make_agreed(negotiation)
    contract = Contract.objects.get(negotiation=negotiation)
    assert (
        "Documents that go with this contract" in client.get(f"/desk/contracts/{contract.reference}/").content.decode()
    )
