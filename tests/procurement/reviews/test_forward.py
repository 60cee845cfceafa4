"""The dead-end check: nothing is begun that somebody later on could not finish."""

from datetime import timedelta

import pytest

from marketplace.desk.registry import items_for
from marketplace.desk.steps import DeadEnd
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Membership, Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.appeals.queries import has_nobody, whole
from procurement.applications.checklist import CHECKLIST
from procurement.applications.services import pass_screening
from procurement.reviews import services
from procurement.rounds.services import publish_round
from tests.factories import AT
from tests.factories.appeals import FILED, appeal_officer, file, make_appeal, take_up
from tests.factories.applications import SCREENED, make_application
from tests.factories.designations import make_determination
from tests.factories.hands import lend_hand, make_helper
from tests.factories.organizations import make_agency, make_agency_person, owner_of
from tests.factories.people import make_person
from tests.factories.reviews import ASKED, Declared, make_subject
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db
EARLIER = AT - timedelta(days=20)
STEPS = [
    (Role.REVIEWER, "score it"),
    (Role.REVIEW_LEAD, "lead the panel"),
    (Role.DETERMINER, "decide on the tier"),
    (Role.APPEAL_OFFICER, "decide on an appeal"),
]


@pytest.fixture(autouse=True)
def now_is_then(monkeypatch):
    """Hands are looked at as of the day on which tests play."""
    monkeypatch.setattr("marketplace.organizations.roster.current_instant", lambda: AT)


def take_away(role):
    Membership.objects.filter(organization=the_agency(), role=role).delete()


@pytest.mark.parametrize(("role", "words"), STEPS)
def test_a_round_is_not_published_without_somebody_for_each_step(role, words):
    draft = make_round(state="draft")
    take_away(role)
    with pytest.raises(DeadEnd, match=words) as refusal:
        publish_round(draft=draft, actor=officer(), at=EARLIER)
    draft.refresh_from_db()
    assert draft.state == "draft"
    slug = the_agency().slug
    assert [remedy.url for remedy in refusal.value.remedies] == [
        f"/desk/organizations/of/{slug}/people/invite/",
        f"/desk/organizations/of/{slug}/people/",
        f"/desk/organizations/of/{slug}/hands/grant/?on={draft.reference}",
    ]


@pytest.mark.parametrize(("role", "words"), STEPS)
def test_a_review_is_not_opened_without_somebody_for_each_step(role, words):
    application = make_application(state="screening")
    take_away(role)
    everything = [item.key for item in CHECKLIST]
    with pytest.raises(DeadEnd, match=words) as refusal:
        pass_screening(application=application, checked=everything, actor=officer(), at=SCREENED)
    application.refresh_from_db()
    assert (application.state, application.subject) == ("screening", None)
    assert refusal.value.remedies[-1].url.endswith(f"/hands/grant/?on={application.round.reference}")


@pytest.mark.parametrize(("role", "task"), [(Role.DETERMINER, "determine"), (Role.APPEAL_OFFICER, "decide_appeal")])
def test_a_helping_hand_is_a_remedy(role, task):
    draft = make_round(state="draft")
    take_away(role)
    lend_hand(draft, task=task)
    assert publish_round(draft=draft, actor=officer(), at=EARLIER).state == "published"


def test_one_person_in_two_roles_fills_one_place():
    draft = make_round(state="draft")
    determiner = people_with(the_agency(), Role.DETERMINER).get()
    take_away(Role.APPEAL_OFFICER)
    Membership.objects.create(organization=the_agency(), person=determiner, role=Role.APPEAL_OFFICER, since=AT)
    with pytest.raises(DeadEnd, match="decide on an appeal"):
        publish_round(draft=draft, actor=officer(), at=EARLIER)


def test_who_has_yet_to_set_up_the_second_step_counts():
    draft = make_round(state="draft")
    take_away(Role.DETERMINER)
    person = make_person(name="Nell Ortega")
    Membership.objects.create(organization=the_agency(), person=person, role=Role.DETERMINER, since=AT)
    assert publish_round(draft=draft, actor=officer(), at=EARLIER).state == "published"


def test_a_lead_who_alone_could_decide_is_not_named():
    subject = make_subject()
    determiner = people_with(the_agency(), Role.DETERMINER).get()
    Membership.objects.create(organization=the_agency(), person=determiner, role=Role.REVIEW_LEAD, since=AT)
    with pytest.raises(DeadEnd, match="decide on the tier") as refusal:
        services.name_lead(subject=subject, lead=determiner, actor=officer(), at=ASKED)
    subject.panel.refresh_from_db()
    assert subject.panel.lead is None
    assert refusal.value.remedies[-1].url == f"/agency/reviews/{subject.reference}/"


def test_a_conflict_of_interest_with_the_provider_counts():
    subject = make_subject()
    determiner = people_with(the_agency(), Role.DETERMINER).get()
    determiner.employer = subject.provider.name
    determiner.save()
    lead = people_with(the_agency(), Role.REVIEW_LEAD).get()
    with pytest.raises(DeadEnd, match="decide on the tier"):
        services.name_lead(subject=subject, lead=lead, actor=officer(), at=ASKED)


def test_who_screened_is_not_left_to_decide_the_appeal():
    subject = make_subject()
    take_away(Role.APPEAL_OFFICER)
    Membership.objects.create(organization=the_agency(), person=officer(), role=Role.APPEAL_OFFICER, since=AT)
    make_agency_person(Role.PROGRAM_OFFICER, name="Zoe Adler")
    lead = people_with(the_agency(), Role.REVIEW_LEAD).get()
    with pytest.raises(DeadEnd, match="decide on an appeal"):
        services.name_lead(subject=subject, lead=lead, actor=officer(), at=ASKED)


def test_the_page_of_a_refusal_leads_to_the_remedies(client):
    draft = make_round(state="draft", at=AT + timedelta(days=2000))
    take_away(Role.DETERMINER)
    client.force_login(officer())
    page = client.post(f"/agency/rounds/{draft.reference}/publish/")
    assert page.status_code == 409
    assert f"/hands/grant/?on={draft.reference}" in page.content.decode()


def test_an_appeal_that_nobody_may_take_up_waits_on_the_owners():
    determination = make_determination(state="issued", tier="")
    take_away(Role.APPEAL_OFFICER)
    owner = owner_of(make_agency())
    appeal = file(determination)
    assert has_nobody(whole().get(pk=appeal.pk))
    assert [item.reference for item in items_for(owner, FILED) if item.reference == appeal.reference]
    assert Notification.objects.filter(person=owner, subject__contains="nobody may decide").count() == 1


def test_an_appeal_that_somebody_may_take_up_is_no_news_for_owners():
    appeal = make_appeal()
    owner = owner_of(make_agency())
    assert [item.action for item in items_for(owner, FILED) if item.reference == appeal.reference] == [
        "See who may take it up"
    ]
    assert not Notification.objects.filter(person=owner, subject__contains="nobody may decide").exists()


def test_owners_hear_of_it_when_the_last_officer_is_recused():
    appeal, owner = make_appeal(), owner_of(make_agency())
    take_up(appeal, actor=appeal_officer(), declared=Declared(has_interest=True))
    assert Notification.objects.filter(person=owner, subject__contains="nobody may decide").count() == 1
    lend_hand(appeal, task="decide_appeal", person=make_helper())
    assert not has_nobody(whole().get(pk=appeal.pk))
