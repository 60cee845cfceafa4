"""The catalogue that the relevance set is judged on: every carried intervention, and the demo's fictional models."""

from dataclasses import replace
from datetime import timedelta

from django.core.management import call_command

from cms.demo.stories.models import MODELS
from cms.demo.stories.people import DISTRICTS, PROVIDERS
from marketplace.evidence.importing.applying import import_findings
from marketplace.evidence.importing.carried import CARRIED
from marketplace.products.services import list_unclaimed_model
from search.facts import TierPeriod
from search.gathering import facts_of
from search.indexing import store
from tests.factories import AT


def fill():
    """Write it into an empty database: real programs as listings from research, fictional ones as approved."""
    import_findings(path=CARRIED, at=AT)
    models = {story.key: _listed(story) for story in MODELS}
    call_command("rebuild_search", verbosity=0)
    store([_approved(models[story.key], story) for story in MODELS])


def _listed(story):
    return list_unclaimed_model(
        name=story.name, source="relevance", source_id=story.key, description=story.facts, at=AT
    )


def _approved(model, story):
    """The model under its provider's name, approved as promising since a month ago."""
    provider = next(body for body in (*PROVIDERS, *DISTRICTS) if body.key == story.provider)
    period = TierPeriod("promising", AT - timedelta(days=30), AT + timedelta(days=600))
    return replace(
        facts_of(model.pk),
        provider_name=provider.name,
        provider_slug=provider.key,
        is_illustrative=False,
        periods=(period,),
        standing=period,
    )
