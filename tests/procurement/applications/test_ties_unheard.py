"""Who is tied to a provider hears nothing of its cases, neither by mail nor in the feed of the desk."""

import pytest

from marketplace.desk.queries import events_for
from marketplace.notifications.models import Notification
from marketplace.organizations.acting import acting_of
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.applications.models import Application
from procurement.designations.models import Designation, Determination
from procurement.reviews.models import Assignment, Consensus, ReviewSubject
from procurement.reviews.ties import people_for
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.services import assemble_dossier
from tests.factories import AT
from tests.factories.appeals import appeal_officer, file
from tests.factories.applications import make_application
from tests.factories.organizations import make_agency_person, make_provider, owner_of
from tests.factories.outcomes import fill as fill_report
from tests.factories.outcomes import make_report, send
from tests.factories.quotes import make_policy
from tests.factories.tierreviews import recommend
from tests.procurement.applications.test_ties_keep_out import change, review_of, staff
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
ROLES = (Role.PROGRAM_OFFICER, Role.DETERMINER, Role.APPEAL_OFFICER)


@pytest.fixture
def cast(db):
    """Somebody free in each role, who acts, and somebody with all of these roles."""
    free = [make_agency_person(role, name=f"Abe {role.label}") for role in ROLES[:2]]
    return [*free, appeal_officer("Ada Moreno")], staff(*ROLES)


def heard_by(*people):
    return set(Notification.objects.filter(person__in=people).values_list("subject", flat=True))


def a_case(provider):
    """An application from its sending to its decision, a review of the tier, and an appeal."""
    application = make_application(state="decided", provider=provider)
    determination = Determination.objects.get(subject=application.subject)
    file(determination)
    review = review_of(determination)
    recommend(assemble_dossier(review=review, actor=people_with(the_agency(), ROLES[0]).first(), at=AT))
    return application


def test_who_is_tied_is_told_nothing_of_a_case_and_the_others_all(cast):
    free, person = cast
    provider = make_provider()
    change(person, interests=[provider.name])
    Notification.objects.all().delete()
    a_case(provider)
    words = (
        "an application came in", "the panel has agreed", "a decision waits for you", "an appeal waits",
        "a tier review has opened", "a tier review waits for a decision",
    )  # fmt: skip
    for each in words:
        assert any(each in subject for subject in heard_by(*free)), each
    assert heard_by(person) == set()
    change(person, interests=[])
    a_case(make_provider())
    for each in words:
        assert any(each in subject for subject in heard_by(person)), each


def test_who_is_tied_is_told_nothing_of_an_outcome(cast):
    free, person = cast
    report = make_report()
    fill_report(report)
    change(person, interests=[report.pilot.provider.name])
    Notification.objects.all().delete()
    send(report)
    assert any("waits to be checked" in subject for subject in heard_by(*free))
    assert heard_by(person) == set()


def test_where_a_tie_leaves_nobody_the_owners_of_the_agency_are_told():
    provider, person = make_provider(), make_agency_person(Role.APPEAL_OFFICER)
    given = {"provider": provider, "policy": make_policy()}
    assert people_for(Role.APPEAL_OFFICER, **given) == [person]
    change(person, interests=[provider.name])
    assert people_for(Role.APPEAL_OFFICER, **given) == [owner_of(the_agency())]


OF_A_CASE = {
    Application: "provider",
    ReviewSubject: "provider",
    Assignment: "panel__subject__provider",
    Consensus: "panel__subject__provider",
    Determination: "provider",
    Designation: "determination__provider",
    TierReview: "provider",
}


def test_the_feed_of_the_desk_shows_who_is_tied_nothing_of_a_case(cast):
    _free, person = cast
    provider, other = make_provider(), make_provider()
    for one in (provider, other):
        a_case(one)

    def shown(model, of):
        keys = model.objects.filter(**{OF_A_CASE[model]: of}).values("pk")
        return set(
            events_for(person, acting_of(person))
            .filter(subject_type=model._meta.label_lower, subject_id__in=keys)
            .values_list("pk", flat=True)
        )

    before = {(model, one): shown(model, one) for model in OF_A_CASE for one in (provider, other)}
    assert all(before.values())
    change(person, interests=[provider.name])
    for model in OF_A_CASE:
        assert shown(model, provider) == set(), model
        assert shown(model, other) == before[model, other], model
    assert client_of(person).get("/desk/lately/").status_code == 200
