"""Reading what is public about models from the slices that own it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils.text import slugify

from marketplace.access.scope import current_instant
from marketplace.audit.models import AuditEvent
from marketplace.evidence.assessment import Assessment, assess_many
from marketplace.evidence.display import studies_in_words
from marketplace.evidence.vocabulary import OUTCOME_DOMAINS
from marketplace.evidence.wording import number
from marketplace.products.models import LearningModel, ModelVersion
from procurement.designations.models import Designation
from procurement.designations.transitions import DesignationState
from procurement.waivablerules.queries import newest
from search.facets import recorded
from search.facts import EntryFacts, Lapse, TierPeriod
from search.filing import OnRecord

UNCLAIMED = "unclaimed"


def public_model_ids() -> Sequence[int]:
    """The models that have a public page: listed from public research, or approved at some time."""
    return list(_public().order_by("pk").values_list("pk", flat=True))


def begun_since(since: datetime) -> Sequence[int]:
    """The models with an approval that has begun, and so became public, since an instant."""
    begun = Designation.objects.filter(starts_at__gt=since, starts_at__lte=current_instant())
    return list(begun.order_by("model_id").values_list("model_id", flat=True).distinct())


def facts_of(model_id: int) -> EntryFacts | None:
    """What is public about a model; None where nothing is."""
    return next(iter(facts_of_many([model_id])), None)


def facts_of_many(model_ids: Sequence[int]) -> list[EntryFacts]:
    """What is public about each of these models, in a fixed number of queries; those with nothing are left out."""
    frozen = ModelVersion.objects.filter(state="frozen").annotate(is_composed=_by_the_portal()).order_by("-number")
    frozen = frozen.prefetch_related("data_elements", "rule_needs")
    designations = Designation.objects.prefetch_related("suspensions").order_by("starts_at")
    models = list(
        _public()
        .filter(pk__in=model_ids)
        .annotate(listed_name=_listed_name())
        .select_related("provider")
        .prefetch_related(
            Prefetch("versions", frozen, to_attr="frozen_versions"),
            Prefetch("designations", designations, to_attr="all_designations"),
        )
    )
    at = current_instant()
    evidence = assess_many(models=models, listed=[model.pk for model in models if _is_illustrative(model, at)])
    described = [model for model in models if model.frozen_versions]
    rules = _authorities(need.code for model in described for need in _version(model, at).rule_needs.all())
    return [_facts(model, evidence[model.pk], at, rules) for model in described]


def _authorities(codes: Iterable[str]) -> dict[str, str]:
    """Whose each of these rules is, by code."""
    wanted = set(codes)
    return dict(newest().filter(code__in=wanted).values_list("code", "authority")) if wanted else {}


def _by_the_portal() -> Exists:
    """Whether the portal itself composed and froze a version, from public research."""
    frozen = {"name": "model_version.freeze", "actor": None, "subject_type": ModelVersion._meta.label_lower}
    return Exists(AuditEvent.objects.filter(subject_id=OuterRef("pk"), **frozen))


def _listed_name() -> Subquery:
    """The name by which the portal listed a model, where its provider has renamed it since."""
    renamed = {"name": "product.rename", "subject_type": LearningModel._meta.label_lower, "subject_id": OuterRef("pk")}
    events = AuditEvent.objects.filter(**renamed).order_by("sequence")
    return Subquery(events.annotate(before=KeyTextTransform("from", "payload")).values("before")[:1])


def _public() -> QuerySet[LearningModel]:
    approved = Designation.objects.values("model_id")
    return LearningModel.objects.filter(Q(is_illustrative=True) | Q(pk__in=approved))


def _facts(model: LearningModel, evidence: Assessment, at: datetime, rules: Mapping[str, str]) -> EntryFacts:
    version = _version(model, at)
    periods = _periods(model, evidence.tier, at)
    return EntryFacts(
        model_id=model.pk,
        name=(_is_illustrative(model, at) and model.listed_name) or model.name,
        slug=model.slug,
        provider_name=model.offered_by,
        provider_slug=provider_slug_of(model),
        is_illustrative=_is_illustrative(model, at),
        computed_tier=evidence.tier,
        periods=periods,
        lapses=_lapses(model.all_designations),
        standing=next((period for period in reversed(periods) if period.starts_at <= at), next(iter(periods), None)),
        filed=recorded(OnRecord(version, evidence, not _is_illustrative(model, at), rules)),
        **_described(version, evidence),
        **_measured(evidence),
    )


def _begun(model: LearningModel, at: datetime) -> list[Designation]:
    """The designations that everyone may know of: each begins when its decision becomes public."""
    return [designation for designation in model.all_designations if designation.starts_at <= at]


def _is_illustrative(model: LearningModel, at: datetime) -> bool:
    """Whether it stands in public as a listing from research, which an approval ends when it is public.

    Until then neither a new name nor studies of the provider who claimed it show.
    """
    return not model.all_designations or (model.is_illustrative and not _begun(model, at))


def _version(model: LearningModel, at: datetime) -> ModelVersion:
    """The version that stands in public: the designated one; for a listing from research the portal's newest.

    What a provider who claimed the listing has written since is nobody's business before a decision is public.
    """
    if _is_illustrative(model, at):
        composed = (version for version in model.frozen_versions if version.is_composed)
        return next(composed, model.frozen_versions[-1])
    designated = (_begun(model, at) or model.all_designations[:1])[-1].version_id
    return next(version for version in model.frozen_versions if version.pk == designated)


def _periods(model: LearningModel, computed_tier: str, at: datetime) -> tuple[TierPeriod, ...]:
    decided = [period for designation in model.all_designations for period in _in_force(designation)]
    if not _is_illustrative(model, at):
        return tuple(decided)
    return (TierPeriod(computed_tier, model.created_at, decided[0].starts_at if decided else None), *decided)


def _in_force(designation: Designation) -> list[TierPeriod]:
    """The stretches of a designation's period in which it was not suspended."""
    found, start = [], designation.starts_at
    for suspension in designation.suspensions.all():
        found.append((start, min(suspension.starts_at, designation.ends_at)))
        start = suspension.ends_at
        if start is None:
            break
    if start is not None:
        found.append((start, designation.ends_at))
    return [
        TierPeriod(designation.tier, begins, ends, shown_until=_shown_until(designation, ends))
        for begins, ends in found
        if begins < ends
    ]


def _lapses(designations: Sequence[Designation]) -> tuple[Lapse, ...]:
    """The stretches, after each designation began, in which no designation counts, and why."""
    begun = [designation for designation in designations if designation.starts_at < designation.ends_at]
    found = []
    for place, designation in enumerate(begun):
        for suspension in designation.suspensions.all():
            until = min(suspension.ends_at or designation.ends_at, designation.ends_at)
            if suspension.starts_at < until:
                found.append(Lapse("suspended", suspension.starts_at, until))
        following = begun[place + 1].starts_at if place + 1 < len(begun) else None
        if following is None or designation.ends_at < following:
            kind = "revoked" if designation.state == DesignationState.REVOKED else "expired"
            found.append(Lapse(kind, designation.ends_at, following))
    return tuple(found)


def _shown_until(designation: Designation, ends_at: datetime) -> datetime | None:
    """What to show as the end of a stretch that runs; None where its own end may be shown."""
    shown = designation.public_end(designation.starts_at)
    return shown if ends_at == designation.ends_at != shown else None


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
    said = studies_in_words(evidence)
    if evidence.picture is None or evidence.picture.headline is None:
        return {"evidence_line": said}
    g, low, high = (round(value, 4) for value in evidence.picture.headline)
    return {"effect_g": g, "effect_low": low, "effect_high": high, "evidence_line": f"g {number(g)}, {said}"}
