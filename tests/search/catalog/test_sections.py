import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.products.models import LearningModel
from tests.factories.organizations import make_provider
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
