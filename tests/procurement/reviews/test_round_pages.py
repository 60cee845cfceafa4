"""Panels of a round, the pool and later conflicts, by hand."""

import pytest

from marketplace.organizations.models import Role
from procurement.reviewers import services as reviewer_services
from procurement.reviews import recheck_services
from procurement.reviews.models import Assignment, Honorarium, StandingPanel
from tests.factories.organizations import make_reviewer
from tests.factories.reviews import AGREED, ASKED, ask, lead, make_assignment, make_subject, score_all
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def page(client, address, **data):
    return client.post(address, data) if data else client.get(address)


def test_panels_are_proposed_looked_at_and_confirmed(client):
    subject = make_subject()
    head = lead()
    people = [make_reviewer(name=f"Reader {n}") for n in range(4)]
    client.force_login(officer())
    base = f"/agency/rounds/{subject.round.reference}/panels/"
    page(client, f"{base}standing/", subject="", grade_band="", lead=head.pk, members=[people[3].pk])
    assert StandingPanel.objects.get().lead == head
    assert "Propose panels for all" in page(client, base).content.decode()
    proposed = page(client, f"{base}propose/").content.decode()
    assert f'value="{subject.pk}:{people[3].pk}" checked' in proposed
    assert not Assignment.objects.exists()
    asked = [f"{subject.pk}:{person.pk}" for person in people[1:]]
    page(client, f"{base}propose/", ask=asked, lead=[f"{subject.pk}:{head.pk}"])
    assert {row.reviewer for row in Assignment.objects.all()} == set(people[1:])
    assert "Every panel is complete" in page(client, f"{base}propose/").content.decode()
    page(client, f"/agency/standing-panels/{StandingPanel.objects.get().pk}/remove/", sure="yes")
    assert not StandingPanel.objects.exists()


def test_what_cannot_be_asked_is_said_and_the_others_are_asked(client):
    subject = make_subject()
    lead()
    free, tied = make_reviewer(name="Free"), make_reviewer(name="Tied", employer=subject.provider.name)
    client.force_login(officer())
    address = f"/agency/rounds/{subject.round.reference}/panels/propose/"
    answer = page(client, address, ask=[f"{subject.pk}:{tied.pk}", f"{subject.pk}:{free.pk}", "9:9", "nonsense"])
    assert answer.status_code == 422
    assert "has a conflict" in answer.content.decode()
    assert [row.reviewer for row in Assignment.objects.all()] == [free]


def test_a_reviewer_keeps_their_own_profile(client):
    person = make_reviewer()
    client.force_login(person)
    page(client, "/desk/reviews/profile/", subjects=["reading"], methods=["studies"], load_max="3")
    page(client, "/desk/reviews/profile/away/", from_day="2027-04-01", to_day="2027-03-01")
    page(client, "/desk/reviews/profile/away/", from_day="2099-04-01", to_day="2099-04-03")
    person.refresh_from_db()
    assert (person.reviewer_profile.subjects, person.reviewer_profile.load_max) == (["reading"], 3)
    assert "3 April 2099" in page(client, "/desk/reviews/profile/").content.decode()
    page(client, "/desk/reviews/profile/away/remove/", from_day="2099-04-01", to_day="2099-04-03")
    assert "3 April 2099" not in page(client, "/desk/reviews/profile/").content.decode()


def test_the_pool_is_filtered_and_downloaded(client):
    reader, other = make_reviewer(name="Reading Reader"), make_reviewer(name="Other Reader")
    reviewer_services.save_expertise(
        subjects=["reading"], grade_bands=[], methods=[], load_max=0, actor=reader, at=ASKED
    )
    client.force_login(officer())
    found = page(client, "/agency/reviewers/?subject=reading&export=csv").content.decode()
    assert (reader.name in found, other.name in found) == (True, False)
    free = page(client, "/agency/reviewers/?free=yes").content.decode()
    assert (reader.name in free, other.name in free) == (False, True)


def test_what_a_review_is_paid_by_hand(client):
    person = make_reviewer()
    client.force_login(officer())
    page(client, f"/agency/reviewers/{person.pk}/honorarium/", cents="250")
    make_assignment(state="submitted", reviewer=person)
    owed = Honorarium.objects.get()
    assert owed.cents == 250_00
    page(client, f"/agency/honoraria/{owed.pk}/", note="Check 7")
    assert Honorarium.objects.get().state == "paid"


def test_a_later_conflict_is_reported_and_a_replacement_asked(client):
    subject = make_subject()
    score_all(subject)
    part = Assignment.objects.first()
    new = make_reviewer(name="New Reader")
    client.force_login(officer())
    page(client, f"/agency/reviewers/parts/{part.pk}/withdraw/", reason="Shares came to light.")
    shown = page(client, f"/agency/reviews/{subject.reference}/").content.decode()
    assert f'name="replaces" value="{part.pk}"' in shown
    page(client, f"/agency/reviews/{subject.reference}/ask/", person=new.pk, replaces=part.pk)
    assert Assignment.objects.get(reviewer=new).replaces == part


def test_a_sample_is_drawn_and_checked_by_hand(client):
    score_all(make_subject())
    client.force_login(officer(Role.AUDITOR, name="Auditor"))
    assert "nothing to check again" in page(client, "/agency/rechecks/", count="2").content.decode()
    drawn = f"/agency/rechecks/{recheck_services.draw(count=2, actor=officer(), at=AGREED).pk}/"
    listed = page(client, drawn).content.decode()
    assert listed.count("Not checked") == 2
    row = listed.split("/agency/rechecks/declarations/")[1].split("/")[0]
    address = f"/agency/rechecks/declarations/{row}/"
    assert page(client, address, found="clear", note="").status_code == 422
    page(client, address, found="clear", note="Asked the employer.")
    assert "Asked the employer." in page(client, drawn).content.decode()


def test_severity_is_for_the_agency_only(client):
    subject = make_subject()
    score_all(subject)
    client.force_login(lead())
    assert (
        "How strict each reviewer was"
        in page(client, f"/agency/reviews/{subject.reference}/consensus/").content.decode()
    )
    part = Assignment.objects.first()
    client.force_login(part.reviewer)
    assert "How strict" not in page(client, f"/desk/reviews/{part.pk}/").content.decode()


def test_asking_twice_is_refused_beside_the_list(client):
    subject = make_subject()
    part = ask(subject)
    client.force_login(officer())
    again = page(client, f"/agency/reviews/{subject.reference}/ask/", person=part.reviewer.pk)
    assert again.status_code == 422
    assert "asked already" in again.content.decode()
