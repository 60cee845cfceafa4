"""Reading what is public about a model from the slices that own it."""

from collections.abc import Sequence

from django.utils.text import slugify

from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.vocabulary import Tier
from search.facts import EntryFacts, TierPeriod

UNCLAIMED = "unclaimed"


def public_model_ids() -> Sequence[int]:
    """The models that have a public page: listed from public research, or approved at some time."""
    return list(LearningModel.objects.filter(is_illustrative=True).values_list("pk", flat=True))


def facts_of(model_id: int) -> EntryFacts | None:
    """What is public about a model; None where nothing is."""
    model = LearningModel.objects.select_related("provider").filter(pk=model_id).first()
    if model is None or not model.is_illustrative:
        return None
    version = model.versions.filter(state="frozen").order_by("-number").first()
    if version is None:
        return None
    tier = Tier.EARLY_STAGE
    periods = (TierPeriod(tier, model.created_at),)
    return EntryFacts(
        model_id=model.pk,
        name=model.name,
        slug=model.slug,
        provider_name=model.offered_by,
        provider_slug=provider_slug_of(model),
        computed_tier=tier,
        is_illustrative=model.is_illustrative,
        periods=periods,
        **_described(version),
    )


def provider_slug_of(model: LearningModel) -> str:
    """The provider's part of a model's address."""
    if model.provider_id:
        return model.provider.slug
    return slugify(model.provider_name) or UNCLAIMED


def _described(version: ModelVersion) -> dict:
    lists = ("subjects", "grade_bands", "services", "delivery", "locales")
    texts = ("day_description", "integration", "students_served", "staffing", "devices", "time_and_space")
    words = [label for name in lists for label in version.labels_of(name)]
    return {
        **{name: tuple(getattr(version, name)) for name in lists},
        "version_number": version.number,
        "summary": version.summary,
        "other_text": " ".join([*words, *(getattr(version, name) for name in texts)]).strip(),
        "price_unit": version.price_unit,
        "price_low_cents": version.price_low_cents,
        "price_high_cents": version.price_high_cents,
        "price_note": version.price_note,
    }
