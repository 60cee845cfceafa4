"""Which fees there are, for whom, and what each waits for."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import organization_ids
from procurement.payments.models import ExemptionRequest, Fee, Payment
from procurement.payments.permissions import AGENCY_VIEW, ASK, DECIDE, LISTED, OWN, PAY, RECORD, REFUND, STAFF, VIEW
from procurement.payments.transitions import ExemptionState, PaymentState
from procurement.reviews.ties import free_of_conflict


@twin_of(OWN)
@twin_of(PAY)
@twin_of(ASK)
def own(person: Any) -> QuerySet[Fee]:
    """The fees of the person's own organizations."""
    return Fee.objects.filter(payer_id__in=organization_ids(person))


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Fee]:
    """Own ones; for agency staff every one."""
    return Fee.objects.all() if STAFF(person, None) else own(person)


@twin_of(AGENCY_VIEW)
@twin_of(RECORD)
@twin_of(DECIDE)
@twin_of(REFUND)
def for_staff(person: Any) -> QuerySet[Fee]:
    """Every fee, for agency staff; none for anyone else."""
    return Fee.objects.all() if STAFF(person, None) else Fee.objects.none()


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[Fee]:
    """Those of them that no conflict of interest keeps from the person: what the agency's list and desk show."""
    rows = for_staff(person)
    return free_of_conflict(rows, person, provider="payer") if STAFF(person, None) else rows


def whole() -> QuerySet[Fee]:
    """Every fee with all that its pages ask for."""
    return Fee.objects.select_related("payer", "policy_version").prefetch_related(
        "payments__receipt", "payments__begun_by", "exemption_requests__asked_by", "exemption_requests__decided_by"
    )


def with_open_matters(rows: QuerySet[Fee]) -> QuerySet[Fee]:
    """The fees, each saying whether an exemption is asked for and whether money is here that is not owed."""
    asked = ExemptionRequest.objects.filter(fee=OuterRef("pk"), state=ExemptionState.ASKED)
    return rows.annotate(is_asked=Exists(asked), has_surplus=Exists(surplus().filter(fee=OuterRef("pk"))))


def surplus() -> QuerySet[Payment]:
    """Payments that came in although their fee stands on another, or on none."""
    return Payment.objects.filter(state=PaymentState.SUCCEEDED, settles=False)


def open_request(fee: Fee) -> ExemptionRequest | None:
    """The request for an exemption that nobody has answered yet."""
    return next((one for one in fee.exemption_requests.all() if one.state == ExemptionState.ASKED), None)


def is_public_body(organization: Organization) -> bool:
    """Whether it is a district, a school or the state's own: its entry in the public directory says so."""
    return organization.district_id is not None or organization.regulates
