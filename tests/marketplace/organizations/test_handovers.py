"""A desk handed over: what waits on one, seen and done by a colleague, as far as roles and conflicts allow."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import handed_desks, items_looked_after
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Notification
from marketplace.organizations import services
from marketplace.organizations.models import DeskHandover, Membership, Role
from marketplace.organizations.queries import the_agency
from procurement.reviews.permissions import CONSENSUS
from tests.factories import AT
from tests.factories.designations import make_determination, recommend
from tests.factories.organizations import make_agency, make_agency_person, make_provider, owner_of
from tests.factories.reviews import ask, make_subject, score_all
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now_is_then(monkeypatch):
    """Who stands in is looked at as of the day on which tests play."""
    monkeypatch.setattr("marketplace.organizations.roster.current_instant", lambda: AT)


def hand_over(giver, taker, *, actor=None, days=7, start=AT, at=AT):
    return services.hand_over_desk(
        organization=make_agency(), giver=giver, taker=taker, starts_at=start, ends_at=start + days * DAY,
        actor=actor or giver, at=at,
    )  # fmt: skip


def looked_after(taker, at=AT):
    return [item for desk in handed_desks([taker], at) if desk.taker == taker for item in items_looked_after(desk, at)]


def test_a_colleague_sees_what_waits_marked_with_whose_it_is_until_it_ends():
    determination = make_determination()
    giver = officer(Role.DETERMINER)
    taker = make_agency_person(Role.DETERMINER, name="Zoe Adler")
    hand_over(giver, taker)
    assert [(item.reference, item.instead_of) for item in looked_after(taker)] == [
        (determination.reference, str(giver))
    ]
    assert looked_after(taker, AT - DAY) == []
    assert looked_after(taker, AT + 7 * DAY) == []


def test_a_conflict_of_interest_keeps_items_and_mails_from_the_colleague():
    subject = make_subject()
    giver = officer(Role.DETERMINER)
    taker = make_agency_person(Role.DETERMINER, name="Zoe Adler", employer=subject.provider.name)
    hand_over(giver, taker)
    score_all(subject)
    from tests.factories.reviews import agree, record_scores

    record_scores(subject)
    agree(subject)
    subject.panel.refresh_from_db()
    determination = recommend(subject)
    assert looked_after(taker) == []
    told = set(Notification.objects.filter(subject__contains=determination.reference).values_list("person", flat=True))
    assert taker.pk not in told
    assert giver.pk in told


def test_the_mails_go_to_both():
    make_determination()
    giver, taker = officer(), make_agency_person(Role.AUDITOR, name="Zoe Adler")
    hand_over(giver, taker, days=90)
    asked = make_subject()
    reviewer = ask(asked).reviewer
    from procurement.reviews.services import decline_review

    decline_review(assignment=asked.panel.assignments.get(), reason="No time.", actor=reviewer, at=AT + 4 * DAY)
    told = set(Notification.objects.filter(subject__contains="stepped back").values_list("person", flat=True))
    assert {giver.pk, taker.pk} <= told


def test_a_review_is_never_handed_over():
    subject = make_subject()
    assignment = ask(subject)
    taker = make_agency_person(Role.REVIEWER, name="Zoe Adler")
    hand_over(assignment.reviewer, taker)
    assert looked_after(taker) == []


def test_the_lead_of_a_panel_is_stood_in_for_by_a_review_lead_alone():
    subject = make_subject()
    score_all(subject)
    giver = subject.panel.lead
    lead, auditor = make_agency_person(Role.REVIEW_LEAD, name="Zoe Adler"), make_agency_person(Role.AUDITOR, name="Al")
    assert not CONSENSUS.decide(lead, subject)
    handover = hand_over(giver, lead)
    assert CONSENSUS.decide(lead, subject)
    assert CONSENSUS.decide(giver, subject)
    services.end_handover(handover=handover, actor=giver, at=AT)
    assert not CONSENSUS.decide(lead, subject)
    hand_over(giver, auditor)
    assert not CONSENSUS.decide(auditor, subject)


def test_owners_hand_over_any_desk_and_others_their_own():
    make_agency()
    giver, taker = officer(), make_agency_person(Role.AUDITOR, name="Zoe Adler")
    with pytest.raises(NotAllowed, match="Only an owner"):
        hand_over(giver, taker, actor=taker)
    with pytest.raises(NotVisible):
        hand_over(giver, taker, actor=owner_of(make_provider()))
    handover = hand_over(giver, taker, actor=owner_of(make_agency()))
    with pytest.raises(NotAllowed, match="Only an owner"):
        services.end_handover(handover=handover, actor=taker, at=AT)
    event = AuditEvent.objects.get(name="desk.handed_over")
    assert event.payload["to"] == "Zoe Adler"
    assert Notification.objects.filter(subject__contains="handed over to Zoe Adler").count() == 2


def test_days_and_people_that_make_no_sense_are_said_at_their_field():
    agency, giver = make_agency(), officer()
    taker = make_agency_person(Role.AUDITOR, name="Zoe Adler")
    stranger = owner_of(make_provider())
    for changed, field in [
        ({"taker": stranger}, "taker"), ({"taker": giver}, "taker"), ({"ends_at": AT}, "ends_on"),
        ({"ends_at": AT + 400 * DAY}, "ends_on"),
    ]:  # fmt: skip
        given = {"giver": giver, "taker": taker, "starts_at": AT, "ends_at": AT + DAY} | changed
        with pytest.raises(ValidationError) as refusal:
            services.hand_over_desk(organization=agency, actor=owner_of(agency), at=AT, **given)
        assert list(refusal.value.error_dict) == [field]
    hand_over(giver, taker)
    with pytest.raises(Refused, match="already"):
        hand_over(giver, taker, start=AT + 3 * DAY)


def test_who_left_the_organization_stands_in_for_nobody():
    subject = make_subject()
    score_all(subject)
    lead = make_agency_person(Role.REVIEW_LEAD, name="Zoe Adler")
    hand_over(subject.panel.lead, lead)
    Membership.objects.filter(organization=the_agency(), person=lead).delete()
    assert not CONSENSUS.decide(lead, subject)


def test_both_see_it_on_their_desks_and_end_it_on_the_page(client):
    agency, giver = make_agency(), officer()
    taker = make_agency_person(Role.AUDITOR, name="Zoe Adler")
    page = f"/desk/organizations/of/{agency.slug}/hand-over/"
    client.force_login(giver)
    typed = {"giver": giver.pk, "taker": taker.pk, "starts_on": "2020-01-01", "ends_on": "2020-02-01"}
    assert "not over yet" in client.post(page, typed).content.decode()
    today = timezone.localdate()
    answer = client.post(page, typed | {"starts_on": str(today - 2 * DAY), "ends_on": str(today + 9 * DAY)})
    assert answer.url == page
    assert "Zoe Adler looks after your desk" in client.get("/desk/").content.decode()
    client.force_login(taker)
    assert "You look after the desk of" in client.get("/desk/").content.decode()
    client.force_login(giver)
    client.post(f"{page}end/", {"handover": DeskHandover.objects.get().pk})
    assert "looks after your desk" not in client.get("/desk/").content.decode()
