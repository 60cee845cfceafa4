import datetime

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.steps import DeadEnd
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.organizations.models import Role
from marketplace.organizations.services import give_role
from procurement.agreements.queries import committed_cents
from procurement.quotes import services
from tests.factories import AT
from tests.factories.organizations import make_district, make_member, owner_of
from tests.factories.quotes import (
    buyer_of,
    make_answers,
    make_buyer,
    make_designation,
    make_library,
    make_policy,
    make_request,
)

pytestmark = pytest.mark.django_db


def start(designation, buyer, actor=None, **answers):
    make_policy()
    make_library()
    return services.start_direct_request(
        model=designation.model, buyer=buyer, answers=make_answers(**answers), actor=actor or owner_of(buyer), at=AT
    )


def test_the_price_comes_from_the_model_unless_a_total_is_given():
    assert make_request().estimated_total_cents == 40 * 24_000
    assert make_request(total_cents=500_000).estimated_total_cents == 500_000


def test_issuing_reserves_the_spend_and_opens_the_negotiation_with_revision_1():
    request = make_request(state="issued")
    assert request.state == "issued"
    assert committed_cents(request.agreement) == request.estimated_total_cents
    revision = request.negotiation.revisions.get()
    assert (revision.number, revision.side) == (1, "buyer")
    assert revision.body["total_cents"] == request.estimated_total_cents
    assert {entry["position"] for entry in revision.body["clauses"]} == {"standard"}
    assert sum(milestone["amount_cents"] for milestone in revision.body["milestones"]) == revision.body["total_cents"]


def test_issuing_twice_does_it_once():
    request = make_request(state="issued")
    with pytest.raises(IllegalMove, match="Issued"):
        services.issue_request(request=request, actor=buyer_of(request), at=AT)
    assert request.negotiation.revisions.count() == 1
    assert AuditEvent.objects.filter(name="pilot_request.issue").count() == 1


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"need": " "}, "need", "few sentences"),
        ({"sites": [" "]}, "sites", "at least one school"),
        ({"grade_band": "9-12"}, "scope", "not approved for"),
        ({"starts_on": datetime.date(2027, 3, 1)}, "starts_on", "later day"),
        ({"ends_on": datetime.date(2027, 9, 7)}, "ends_on", "after the first"),
        ({"total_cents": 1_500_001}, "total", "written quotes"),
    ],
)
def test_answers_that_make_no_sense_are_named(answers, field, words):
    with pytest.raises(ValidationError) as refusal:
        make_request(**answers)
    assert words in str(refusal.value.message_dict[field])


def test_the_tier_caps_the_students_of_a_pilot():
    designation = make_designation(tier="early_stage")
    with pytest.raises(ValidationError, match="at most 500"):
        start(designation, make_buyer(), students_count=501, total_cents=900_000)


def test_a_measure_that_carries_no_tier_is_refused():
    from tests.factories.quotes import make_measure

    own = make_measure(key="own", owner="provider", name="Own quiz")
    with pytest.raises(ValidationError, match="validated measure"):
        make_request(measure=own)


def test_a_model_that_is_not_in_force_cannot_be_ordered():
    designation = make_designation(starts_at=AT - datetime.timedelta(days=900), months=12)
    with pytest.raises(Refused, match="not approved at this time"):
        start(designation, make_buyer())


def test_splitting_is_refused_with_the_arithmetic():
    first = make_request(state="issued")
    with pytest.raises(Refused) as refusal:
        make_request(buyer=first.buyer, designation=first.designation, state="issued")
    assert f"{first.agreement.reference} $9,600.00 + this request $9,600.00 = $19,200.00" in str(refusal.value)
    assert "the limit is $15,000.00" in str(refusal.value)


def test_another_fiscal_year_subject_or_buyer_does_not_count():
    first = make_request(state="issued")
    days = {"starts_on": datetime.date(2028, 9, 5), "ends_on": datetime.date(2029, 5, 25)}
    assert make_request(buyer=first.buyer, designation=first.designation, state="issued", **days).state == "issued"
    assert make_request(designation=first.designation, state="issued").state == "issued"


def test_ending_releases_what_was_reserved_so_that_the_room_is_free_again():
    first = make_request(state="issued")
    services.end_request(request=first, reason="Not this year.", actor=buyer_of(first), at=AT)
    assert committed_cents(first.agreement) == 0
    first.refresh_from_db()
    assert first.state == "ended"
    first.negotiation.refresh_from_db()
    assert first.negotiation.state == "abandoned"
    assert make_request(buyer=first.buyer, designation=first.designation, state="issued").state == "issued"


def test_an_unconfirmed_district_drafts_but_does_not_issue():
    buyer = make_district(confirmed=False)
    make_member(buyer, Role.SIGNATORY)
    request = start(make_designation(), buyer)
    with pytest.raises(NotAllowed, match="not confirmed yet"):
        services.issue_request(request=request, actor=owner_of(buyer), at=AT)
    request.refresh_from_db()
    assert request.state == "draft"


def test_a_request_that_nobody_else_could_sign_is_not_issued():
    buyer = make_district()
    request = start(make_designation(), buyer)
    with pytest.raises(DeadEnd, match="Nobody would be left to sign for"):
        services.issue_request(request=request, actor=owner_of(buyer), at=AT)


def test_the_authors_own_role_of_signatory_does_not_count():
    buyer = make_district()
    owner = owner_of(buyer)
    give_role(organization=buyer, person=owner, role=Role.SIGNATORY, actor=owner, at=AT)
    request = start(make_designation(), buyer)
    with pytest.raises(DeadEnd, match="Nobody would be left to sign for"):
        services.issue_request(request=request, actor=owner, at=AT)


def test_people_of_the_provider_do_not_buy_its_model():
    designation = make_designation()
    seller = owner_of(designation.model.provider)
    buyer = make_district(owner=seller)
    with pytest.raises(NotAllowed, match="no part in decisions"):
        start(designation, buyer, actor=seller)


def test_a_viewer_reads_but_does_not_write_and_a_stranger_sees_nothing():
    request = make_request()
    viewer = make_member(request.buyer, Role.VIEWER, name="Ada Finch")
    with pytest.raises(NotAllowed, match="buyer or owner"):
        services.issue_request(request=request, actor=viewer, at=AT)
    with pytest.raises(NotVisible):
        services.issue_request(request=request, actor=owner_of(request.provider), at=AT)


def test_a_draft_can_be_changed_and_an_issued_request_cannot():
    request = make_request()
    services.change_request(request=request, answers=make_answers(students_count=30), actor=buyer_of(request), at=AT)
    request.refresh_from_db()
    assert request.estimated_total_cents == 30 * 24_000
    issued = make_request(state="issued")
    with pytest.raises(IllegalMove, match="“Issued” now, so its answers stay"):
        services.change_request(request=issued, answers=make_answers(), actor=buyer_of(issued), at=AT)


@pytest.mark.parametrize("state", ["draft", "issued", "negotiating", "contracted", "ended"])
def test_each_state_can_be_reached(state):
    assert make_request(state=state).state == state
