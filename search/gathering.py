"""Reading what is public about models from the slices that own it."""

from collections.abc import Sequence

from django.db.models import Prefetch
from django.utils.text import slugify

from marketplace.evidence.assessment import Assessment, assess_many
from marketplace.evidence.pictures import Picture
from marketplace.evidence.vocabulary import OUTCOME_DOMAINS
from marketplace.evidence.wording import counted, number, students
from marketplace.products.models import LearningModel, ModelVersion
from search.facts import EntryFacts, TierPeriod

UNCLAIMED = "unclaimed"


def public_model_ids() -> Sequence[int]:
    """The models that have a public page: listed from public research, or approved at some time."""
    return list(LearningModel.objects.filter(is_illustrative=True).order_by("pk").values_list("pk", flat=True))


def facts_of(model_id: int) -> EntryFacts | None:
    """What is public about a model; None where nothing is."""
    return next(iter(facts_of_many([model_id])), None)


def facts_of_many(model_ids: Sequence[int]) -> list[EntryFacts]:
    """What is public about each of these models, in a fixed number of queries; those with nothing are left out."""
    frozen = ModelVersion.objects.filter(state="frozen").order_by("-number")
    models = list(
        LearningModel.objects.filter(pk__in=model_ids, is_illustrative=True)
        .select_related("provider")
        .prefetch_related(Prefetch("versions", frozen, to_attr="frozen_versions"))
    )
    evidence = assess_many(models=models)
    return [_facts(model, evidence[model.pk]) for model in models if model.frozen_versions]


def _facts(model: LearningModel, evidence: Assessment) -> EntryFacts:
    return EntryFacts(
        model_id=model.pk,
        name=model.name,
        slug=model.slug,
        provider_name=model.offered_by,
        provider_slug=provider_slug_of(model),
        is_illustrative=model.is_illustrative,
        computed_tier=evidence.tier,
        periods=(TierPeriod(evidence.tier, model.created_at),),
        **_described(model.frozen_versions[0], evidence),
        **_measured(evidence),
    )


def provider_slug_of(model: LearningModel) -> str:
    """The provider's part of a model's address."""
    if model.provider_id:
        return model.provider.slug
    return slugify(model.provider_name) or UNCLAIMED


def _described(version: ModelVersion, evidence: Assessment) -> dict:
    lists = ("subjects", "grade_bands", "services", "delivery", "locales")
    texts = ("day_description", "integration", "students_served", "staffing", "devices", "time_and_space")
    words = [label for name in lists for label in version.labels_of(name)]
    words += [OUTCOME_DOMAINS[picture.domain] for picture in evidence.pictures]
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


def _measured(evidence: Assessment) -> dict:
    picture = evidence.picture
    if picture is None or picture.headline is None:
        return {"evidence_line": _without_effect(evidence)}
    g, low, high = (round(value, 4) for value in picture.headline)
    line = f"g {number(g)}, {_studies(picture, evidence)}"
    return {"effect_g": g, "effect_low": low, "effect_high": high, "evidence_line": line}


def _studies(picture: Picture, evidence: Assessment) -> str:
    line = f"{counted(len(picture.counted), 'study', 'studies')} of {OUTCOME_DOMAINS[picture.domain]}"
    line += f", {students(picture.n)}"
    if evidence.study_count > len(picture.counted):
        line += f"; {counted(evidence.study_count, 'study', 'studies')} in all"
    return f"{line}."


def _without_effect(evidence: Assessment) -> str:
    if not evidence.study_count:
        return ""
    return f"{counted(evidence.study_count, 'study', 'studies')} on record, none with a comparison that counts."
