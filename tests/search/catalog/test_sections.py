import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.products.models import LearningModel
from procurement.designations import enforcement
from tests.factories.designations import determiner, make_approval
from tests.factories.organizations import make_provider, owner_of
from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_providers_page_lists_its_models_with_the_tier_of_now(client):
    provider, other = make_provider(), make_provider()
    now = timezone.now()
    entries = [
        make_entry("Harbor Readers", starts_at=now - timedelta(days=3)),
        make_entry("Proof and Pattern", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1)),
    ]
    for entry in entries:
        LearningModel.objects.filter(pk=entry.model_id).update(provider=provider)
    page = words(client.get(f"/providers/{provider.slug}/"))
    assert re.search(r"Harbor Readers .*Promising", page)
    assert re.search(r"Proof and Pattern .*Not approved now", page)
    assert "Learning models Learning models of" in page
    assert "Harbor Readers" not in words(client.get(f"/providers/{other.slug}/"))


def test_an_approval_that_is_not_public_yet_does_not_list_its_model(client):
    provider, now = make_provider(), timezone.now()
    entry = make_entry("Harbor Readers", starts_at=now + timedelta(hours=1))
    LearningModel.objects.filter(pk=entry.model_id).update(provider=provider)
    assert "Harbor Readers" not in words(client.get(f"/providers/{provider.slug}/"))


def test_a_provider_is_led_from_its_own_page_of_a_model_to_the_public_one(client, monkeypatch):
    designation = make_approval()
    model, later = designation.model, designation.starts_at + timedelta(days=1)
    owner = owner_of(model.provider)
    link = f'href="/models/{model.provider.slug}/{model.slug}/"'
    monkeypatch.setattr(timezone, "now", lambda: designation.starts_at - timedelta(hours=1))
    client.force_login(owner)
    assert link not in client.get(f"/desk/models/{model.slug}/").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(owner)
    page = client.get(f"/desk/models/{model.slug}/")
    assert link in page.content.decode()
    assert f"Everyone sees version {designation.version.number} of its description, and the approval." in words(page)
    enforcement.suspend(designation=designation, reason="Checking.", actor=determiner(), at=later)
    assert "marked “Suspended”" in words(client.get(f"/desk/models/{model.slug}/"))
