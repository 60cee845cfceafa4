"""Between a decision and its public hour no public place says anything of it; from that hour all do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.access.scope import current_instant
from procurement.designations import queries
from search import indexing, tasks
from search.models import CatalogEntry
from tests.factories.designations import IN_FORCE, make_approval, review_again

pytestmark = pytest.mark.django_db
BEFORE_IT_IS_PUBLIC = IN_FORCE + timedelta(hours=71)


@pytest.fixture
def clock(monkeypatch):
    """Sets what the portal takes for now."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    set_to(IN_FORCE - timedelta(minutes=1))
    return set_to


def told(client, designation):
    """What everyone is told, by address."""
    model, decision = designation.model, designation.determination
    future = [(IN_FORCE + timedelta(days=days)).date() for days in (4, 40, 360)]
    lists = [f"/approved-list{kind}" for kind in ("/", ".csv", ".json")]
    addresses = [
        *lists,
        *(f"{one}?on={day}" for one in lists for day in future),
        *("/approved-list/?export=csv", "/approved-list/?sort=public_ends_at"),
        *("/models/", "/models/?view=table", "/models/?sort=until", "/models/?export=csv"),
        *(f"/models/{model.provider.slug}/{model.slug}/{part}" for part in ("", "prices/", "whole/")),
        f"/providers/{model.provider.slug}/",
        f"/registers/determinations/{decision.reference}/",
        *("/registers/determinations/", "/registers/tier-reviews/"),
        *(f"/api/v1/{one}" for one in ("models", "models?sort=until", "approved-list")),
        *(f"/api/v1/{one}" for one in (f"models/{model.reference}", f"approved-list?on={future[1]}")),
    ]
    return {address: _words(client.get(address)) for address in addresses}


def _words(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_decision_that_is_not_public_changes_nothing_that_everyone_reads(client, clock):
    first = make_approval()
    clock(BEFORE_IT_IS_PUBLIC)
    indexing.index_model(first.model_id)
    before = told(client, first)
    clock(IN_FORCE)
    review_again(first)
    clock(BEFORE_IT_IS_PUBLIC)
    indexing.index_model(first.model_id)
    after = told(client, first)
    assert {address for address in before if before[address] != after[address]} == set()
    first.refresh_from_db()
    [shown] = queries.publicly_approved(None, at=current_instant())
    assert shown.public_ends_at == first.public_end(current_instant()) == first.term_ends_at > first.ends_at


def test_from_its_hour_everyone_reads_the_new_term(client, clock):
    first = make_approval()
    clock(IN_FORCE)
    second = review_again(first).designation
    clock(second.starts_at)
    tasks.index_begun.enqueue()
    assert CatalogEntry.objects.get().designated_until == second.ends_at
    assert second.determination.reference in client.get("/approved-list.json").content.decode()
    page = client.get(f"/registers/determinations/{first.determination.reference}/").content.decode()
    assert "A later decision has taken the place of this one" in page
