"""Registering organizations, and the agency's decision on who they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.slugs import free_slug
from marketplace.organizations import signals
from marketplace.organizations.models import District, Organization, Role
from marketplace.organizations.permissions import ASK_AGAIN, CREATE, DECIDE, EDIT
from marketplace.organizations.services.cleaning import MUST_SAY, clean_facts
from marketplace.organizations.services.memberships import add_roles
from marketplace.organizations.transitions import ORGANIZATION, OrganizationState
from marketplace.people.models import User

SLUG_TRIES = 5
SENT_TWICE_WITHIN = timedelta(minutes=10)
CHOICES = ("offers", "buys", "evaluates")
FIXED_WHEN_CONFIRMED = ("name", "ein")
FACT_FIELDS = (
    *("name", "ein", "about", "address_line", "city", "region", "postal_code"),
    *("owners", "interests", "email_domains", "tied_people"),
)


@service
def create_organization(
    *,
    name: str,
    ein: str,
    address_line: str,
    city: str,
    region: str,
    postal_code: str,
    actor: User,
    at: datetime,
    capabilities: tuple[str, ...] = ("offers",),
    owners: Any = (),
    interests: Any = (),
    email_domains: Any = (),
    tied_people: Any = (),
    about: str = "",
    is_fictional: bool = False,
) -> Organization:
    """Register a body that offers, evaluates or (outside the directory) buys; the agency confirms it later.

    Sent twice by the same person within ten minutes, it is registered once.
    The person who registers it becomes its owner, and author of what it offers. Raises ValidationError for wrong facts.
    """
    CREATE.check(actor)
    if not capabilities or set(capabilities) - set(CHOICES):
        raise ValidationError({"capabilities": "Choose at least one of the things your organization will do here."})
    given = {"name": name, "ein": ein, "about": about, "address_line": address_line, "city": city, "region": region}
    given |= {"postal_code": postal_code, "owners": owners, "interests": interests, "email_domains": email_domains}
    given |= {"tied_people": tied_people}
    cleaned = clean_facts(given, must_say=tuple(MUST_SAY))
    again = _sent_twice(actor, at, ein=cleaned["ein"], name=cleaned["name"])
    if again:
        return again
    _require_ein_free(cleaned["ein"])
    organization = Organization(**cleaned, is_fictional=is_fictional, created_at=at)
    for capability in capabilities:
        setattr(organization, capability, True)
    roles = [Role.OWNER]
    roles += [Role.AUTHOR] if organization.offers else []
    roles += [Role.BUYER] if organization.buys else []
    return _register(organization, roles=roles, actor=actor, at=at)


@service
def claim_district(
    *, district: District, actor: User, at: datetime, offers: bool = False, email_domains: Any = (), ein: str = ""
) -> Organization:
    """Register a district of the directory as an organization that buys (and offers); the agency confirms the claim.

    Raises Refused where somebody has claimed it before.
    """
    CREATE.check(actor)
    district = locked(district)
    again = _sent_twice(actor, at, district=district)
    if again:
        return again
    if Organization.objects.filter(district=district).exists():
        raise Refused(f"{district} is already here. Ask one of its owners to invite you.")
    cleaned = clean_facts({"ein": ein, "email_domains": email_domains}, must_say=())
    _require_ein_free(cleaned["ein"])
    organization = Organization(
        name=district.name,
        district=district,
        buys=True,
        offers=offers,
        address_line=district.street,
        city=district.city,
        region=district.region,
        postal_code=district.postal_code,
        is_fictional=district.is_fictional,
        created_at=at,
        **cleaned,
    )
    roles = [Role.OWNER, Role.BUYER, *([Role.AUTHOR] if offers else [])]
    return _register(organization, roles=roles, actor=actor, at=at)


@service
def found_agency(*, name: str, owner: User, at: datetime, region: str = "", is_fictional: bool = False) -> Organization:
    """Set up the one agency that regulates, with its first owner. Done once, from the command line.

    Raises Refused where there is one already.
    """
    if Organization.objects.filter(regulates=True).exists():
        raise Refused("This portal has its agency already. One deployment is one agency.")
    organization = Organization(name=name, regulates=True, region=region, is_fictional=is_fictional, created_at=at)
    _register(organization, roles=[Role.OWNER], actor=owner, at=at)
    ORGANIZATION.move(organization, "confirm", actor=None, organization=organization, at=at)
    return organization


@service
def change_facts(
    *, organization: Organization, actor: User, at: datetime, seen: str | None = None, **given: Any
) -> Organization:
    """Keep an organization's facts right; what changed is recorded by field name.

    `offers` and `evaluates` may be added here; once confirmed, its name and EIN are the agency's to change.
    Raises ValidationError for facts that cannot be, Stale where others stand than were seen.
    """
    EDIT.check(actor, organization)
    organization = locked(organization)
    require_fresh(seen=seen, now=values_of(organization))
    capabilities = {name: bool(given.pop(name)) for name in ("offers", "evaluates") if name in given}
    must_say = tuple(name for name in MUST_SAY if name in given and (name != "ein" or not organization.district_id))
    values = {**clean_facts(given, must_say=must_say), **capabilities}
    changed = {name: value for name, value in values.items() if getattr(organization, name) != value}
    _require_changeable(organization, changed)
    _require_ein_free(changed.get("ein", ""), but=organization)
    if not changed:
        return organization
    for name, value in changed.items():
        setattr(organization, name, value)
    if not organization.capabilities:
        raise ValidationError({"offers": "An organization does at least one thing here. Keep one of them chosen."})
    organization.save(update_fields=list(changed))
    record(
        "organization.facts_changed",
        subject=organization,
        actor=actor,
        organization=organization,
        at=at,
        payload={"fields": sorted(changed)},
    )
    return organization


def values_of(organization: Organization) -> dict[str, Any]:
    """What the form of its facts changes, under the names that people read."""
    return {
        "The name": organization.name,
        "The EIN": organization.ein,
        "What it says about itself": organization.about,
        "The address": ", ".join(filter(None, (organization.address_line, organization.city, organization.region))),
        "The ZIP code": organization.postal_code,
        "The owners": organization.owners,
        "The interests": organization.interests,
        "The mail domains": organization.email_domains,
        "The people it is tied to": organization.tied_people,
        "What it does here": sorted(organization.capabilities),
    }


@service
def confirm_organization(*, organization: Organization, actor: User, at: datetime, reason: str = "") -> Organization:
    """The agency is satisfied that the organization is who it says; from now on it can issue, submit and sign."""
    return _decide(organization, "confirm", actor=actor, at=at, reason=reason)


@service
def refuse_organization(*, organization: Organization, actor: User, at: datetime, reason: str) -> Organization:
    """The agency is not satisfied, and says why. The district of a refused claim can be claimed anew.

    Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why, and what would be accepted. The organization reads these words."})
    return _decide(organization, "refuse", actor=actor, at=at, reason=reason)


@service
def ask_again(*, organization: Organization, actor: User, at: datetime) -> Organization:
    """After correcting the facts, put a refused organization before the agency again."""
    ASK_AGAIN.check(actor, organization)
    organization = locked(organization)
    ORGANIZATION.require(organization, "ask_again")
    if _ein_is_taken(organization.ein, but=organization):
        raise Refused(
            "Another organization with this EIN is here by now. Correct yours, or ask its owner to invite you."
        )
    organization.decision_reason = ""
    ORGANIZATION.move(
        organization, "ask_again", actor=actor, organization=organization, at=at, also_save=("decision_reason",)
    )
    signals.organization_registered.send(sender=Organization, organization=organization, actor=actor, at=at)
    return organization


def _register(organization: Organization, *, roles: list[Role], actor: User, at: datetime) -> Organization:
    _insert(organization)
    ORGANIZATION.created(organization, actor=actor, organization=organization, at=at)
    add_roles(organization=organization, person=actor, roles=roles, at=at)
    signals.organization_registered.send(sender=Organization, organization=organization, actor=actor, at=at)
    return organization


def _insert(organization: Organization) -> None:
    """Save under a free address. Somebody who registers at the same instant is met as if they had come before."""
    for _ in range(SLUG_TRIES):
        organization.slug = free_slug(Organization, slugify(organization.name)[:100] or "organization")
        try:
            with transaction.atomic():
                organization.save(force_insert=True)
            return
        except IntegrityError:
            _require_ein_free(organization.ein)
    raise Refused("Too many organizations of this name register just now. Try again in a moment.")


def _sent_twice(actor: User, at: datetime, **same: Any) -> Organization | None:
    """What this person registered a moment ago with the same facts: the button was pressed twice."""
    mine = Organization.objects.filter(memberships__person=actor, memberships__role=Role.OWNER, **same)
    return mine.filter(created_at__gt=at - SENT_TWICE_WITHIN, state=OrganizationState.UNCONFIRMED).first()


def _decide(organization: Organization, move: str, *, actor: User, at: datetime, reason: str) -> Organization:
    DECIDE.check(actor, organization)
    organization = locked(organization)
    ORGANIZATION.require(organization, move)
    organization.decision_reason = reason.strip()
    also_save = ["decision_reason"]
    if move == "refuse" and organization.district_id:
        organization.district = None
        also_save.append("district")
    agency = Organization.objects.get(regulates=True)
    ORGANIZATION.move(organization, move, actor=actor, organization=agency, at=at, also_save=tuple(also_save))
    signals.organization_decided.send(sender=Organization, organization=organization, actor=actor, at=at)
    return organization


def _require_changeable(organization: Organization, changed: dict[str, Any]) -> None:
    if organization.state != OrganizationState.CONFIRMED:
        return
    told = "The department confirmed this, so only the department can change it. Write to it if it is wrong."
    wrong = {name: told for name in FIXED_WHEN_CONFIRMED if name in changed and getattr(organization, name)}
    if wrong:
        raise ValidationError(wrong)


def _require_ein_free(ein: str, *, but: Organization | None = None) -> None:
    if _ein_is_taken(ein, but=but):
        raise ValidationError({"ein": "An organization with this EIN is here already. Ask its owner to invite you."})


def _ein_is_taken(ein: str, *, but: Organization | None = None) -> bool:
    others = Organization.objects.filter(~Q(state=OrganizationState.REFUSED), ein=ein).exclude(
        pk=but.pk if but else None
    )
    return bool(ein) and others.exists()
