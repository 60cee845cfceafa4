"""Entries of the catalogue for tests: written through the index, of models that are listed from research."""

from datetime import timedelta
from itertools import count

from marketplace.products.services import list_unclaimed_model
from search.facts import EntryFacts, TierPeriod
from search.indexing import store
from search.models import CatalogEntry
from tests.factories import AT

_numbers = count(1)


def make_facts(name="", *, tier="promising", starts_at=AT - timedelta(days=30), ends_at=None, **fields):
    """Facts of an entry whose model is made for it."""
    number = next(_numbers)
    name = name or f"Model {number}"
    model = list_unclaimed_model(
        name=name, source="test", source_id=str(number), description={}, at=AT, is_illustrative=False
    )
    periods = fields.pop("periods", (TierPeriod(tier, starts_at, ends_at),))
    provider = {"provider_name": "Lanternfield Learning", "provider_slug": "lanternfield"}
    given = {**provider, "computed_tier": tier, "version_number": 1, **fields}
    return EntryFacts(model_id=model.pk, name=name, slug=model.slug, periods=periods, **given)


def make_entry(name="", **fields):
    """An entry, searchable."""
    facts = make_facts(name, **fields)
    store([facts])
    return CatalogEntry.objects.get(model_id=facts.model_id)
