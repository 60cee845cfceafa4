"""Every write to learning models and their versions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.slugs import free_slug
from marketplace.organizations.models import Organization
from marketplace.people.models import User
from marketplace.products.models import DataElement, LearningModel, ModelVersion
from marketplace.products.permissions import CREATE_FOR, EDIT
from marketplace.products.queries import description_of, latest_version
from marketplace.products.signals import model_changed, version_frozen
from marketplace.products.transitions import MODEL_VERSION
from marketplace.products.versioning import current, editable, next_version, noted, only_known, start_version, touch
from marketplace.products.vocabulary import LIST_FIELDS, SAID_ALONE, DataCategory, Necessity, PriceUnit

LONGEST_SLUG = 100


@service
def create_model(*, provider: Organization, name: str, actor: User, at: datetime, summary: str = "") -> LearningModel:
    """Add a learning model with a working first version. Raises ValidationError for a name that is empty or taken."""
    CREATE_FOR.check(actor, provider)
    locked(provider)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Enter the name by which schools know the model."})
    if LearningModel.objects.filter(provider=provider, name__iexact=name).exists():
        raise ValidationError({"name": f"{provider} already has a model named {name}. Enter another name."})
    model = LearningModel(provider=provider, name=name, slug=_slug_of(name), created_at=at)
    model.save()
    record("product.create", subject=model, actor=actor, organization=provider, at=at)
    start_version(model, number=1, at=at, actor=actor, values={"summary": summary})
    return model


@service
def list_unclaimed_model(
    *,
    name: str,
    source: str,
    source_id: str,
    description: Mapping[str, Any],
    at: datetime,
    provider_name: str = "",
    is_illustrative: bool = True,
) -> LearningModel:
    """Add, as the portal, a model known from research that no provider has claimed, with a frozen description."""
    model = LearningModel(
        name=name,
        slug=_slug_of(name),
        provider_name=provider_name,
        source=source,
        source_id=source_id,
        is_illustrative=is_illustrative,
        created_at=at,
    )
    model.save()
    record("product.create", subject=model, actor=None, at=at, public=True)
    version = start_version(model, number=1, at=at, actor=None, values=description)
    _freeze(version, actor=None, at=at)
    return model


@service
def describe_unclaimed_model(*, model: LearningModel, description: Mapping[str, Any], at: datetime) -> ModelVersion:
    """Bring the composed description of an unclaimed model up to date: a further frozen version, if it differs."""
    if model.provider_id is not None:
        raise Refused(f"{model} has a provider, who describes it.")
    version = latest_version(locked(model))
    if all(getattr(version, name) == value for name, value in description.items()):
        return version
    started = start_version(model, number=version.number + 1, at=at, actor=None, values=description)
    return _freeze(started, actor=None, at=at)


@service
def rename_model(*, model: LearningModel, name: str, actor: User, at: datetime) -> LearningModel:
    """Give the model another name; its address stays. Frozen versions keep the name that they were frozen with."""
    EDIT.check(actor, model)
    model = locked(model)
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Enter the name by which schools know the model."})
    if name != model.name:
        before, model.name = model.name, name
        model.save(update_fields=["name"])
        record(
            "product.rename", subject=model, actor=actor, organization=model.provider, at=at, payload={"from": before}
        )
        model_changed.send(sender=LearningModel, model=model, at=at)
    return model


@service
def save_version(
    *, version: ModelVersion, edition: int, changes: Mapping[str, Any], actor: User, at: datetime
) -> ModelVersion:
    """Save answers of the description and return the version that holds them.

    A frozen version is never changed: the answers start the next one. Raises Stale, saying what changed meanwhile,
    when `edition` is not the last; ValidationError for values outside the vocabulary or a price range upside down.
    """
    EDIT.check(actor, version.model)
    version = current(version, edition)
    values = _checked(version, changes, today=local_day(at, settings.TIME_ZONE))
    if version.is_frozen:
        return next_version(version, values, actor=actor, at=at)
    changed = [name for name, value in values.items() if getattr(version, name) != value]
    if not changed:
        return version
    touch(version, at, **{name: values[name] for name in changed})
    noted("save", version, actor, at, fields=changed)
    return version


@service
def add_data_element(
    *,
    version: ModelVersion,
    edition: int,
    category: str,
    element: str,
    purpose: str,
    necessity: str,
    actor: User,
    at: datetime,
) -> ModelVersion:
    """Say that a version collects an element, why, and whether it is essential. Returns the version that holds it."""
    EDIT.check(actor, version.model)
    version = editable(version, edition, actor=actor, at=at)
    given = {"category": category.strip(), "element": element.strip(), "purpose": purpose.strip()}
    for name, value in given.items():
        if not value:
            raise ValidationError({name: "This cannot be empty."})
    category_meant = DataCategory.of(given["category"])
    if category_meant is None:
        raise ValidationError({"category": f"Choose one of: {', '.join(DataCategory.labels)}."})
    given["category"] = category_meant.label
    if necessity not in Necessity.values:
        raise ValidationError({"necessity": "Choose essential or optional."})
    same = {"category__iexact": given["category"], "element__iexact": given["element"]}
    if version.data_elements.filter(**same).exists():
        raise ValidationError({"element": f"{given['element']} is already listed under {given['category']}."})
    DataElement.objects.create(version=version, necessity=necessity, **given)
    touch(version, at)
    noted("add_data_element", version, actor, at, element=given["element"])
    return version


@service
def remove_data_element(
    *, version: ModelVersion, edition: int, category: str, element: str, actor: User, at: datetime
) -> ModelVersion:
    """Take an element off the list. Removing what is not there does nothing."""
    EDIT.check(actor, version.model)
    version = editable(version, edition, actor=actor, at=at)
    removed, _ = version.data_elements.filter(category=category, element=element).delete()
    if removed:
        touch(version, at)
        noted("remove_data_element", version, actor, at, element=element)
    return version


@service
def freeze_version(*, version: ModelVersion, actor: User | None, at: datetime) -> ModelVersion:
    """Make a version immutable and give it the hash of all it says. Raises IllegalMove when it is frozen already."""
    if actor is not None:
        EDIT.check(actor, version.model)
    return _freeze(locked(version), actor=actor, at=at)


def _freeze(version: ModelVersion, *, actor: User | None, at: datetime) -> ModelVersion:
    MODEL_VERSION.require(version, "freeze")
    version.frozen_at = at
    version.sha256 = sha256_of(description_of(version))
    MODEL_VERSION.move(
        version,
        "freeze",
        actor=actor,
        organization=version.model.provider,
        at=at,
        payload={"sha256": version.sha256, "edition": version.edition},
        also_save=("frozen_at", "sha256"),
    )
    version_frozen.send(sender=ModelVersion, version=version, at=at)
    return version


def _checked(version: ModelVersion, changes: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    values, errors = only_known(changes), {}
    for name, choices in LIST_FIELDS.items():
        if name in values:
            wrong = [value for value in values[name] if value not in choices.values]
            if wrong:
                errors[name] = (
                    f"{', '.join(map(str, wrong))} is not on the list. Choose from: {', '.join(choices.labels)}."
                )
            values[name] = [value for value in choices.values if value in values[name]]
            alone = next((value for value in values[name] if value in SAID_ALONE), None)
            if alone and len(values[name]) > 1:
                errors[name] = f"Choose either “{choices(alone).label}” or the others."
    if values.get("price_unit", "") not in ("", *PriceUnit.values):
        errors["price_unit"] = f"Choose one of: {', '.join(PriceUnit.labels)}."
    errors.update(_price_errors(version, values))
    reported_on = values.get("accessibility_reported_on")
    if reported_on and reported_on > today:
        errors["accessibility_reported_on"] = "Enter a day that is not in the future."
    if errors:
        raise ValidationError(errors)
    return values


def _price_errors(version: ModelVersion, values: Mapping[str, Any]) -> dict[str, str]:
    low = values.get("price_low_cents", version.price_low_cents)
    high = values.get("price_high_cents", version.price_high_cents)
    if low is not None and low < 0:
        return {"price_low_cents": "Enter a price of $0 or more."}
    if high is not None and low is None:
        return {"price_low_cents": "Enter the lowest price too. It may be the same."}
    if high is not None and high < low:
        return {"price_high_cents": "Enter a highest price that is not below the lowest."}
    return {}


def _slug_of(name: str) -> str:
    """An address made of the name, cut between two words where it is long."""
    slug = slugify(name)
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return free_slug(LearningModel, slug.strip("-") or "model")
