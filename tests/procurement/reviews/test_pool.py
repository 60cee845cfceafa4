"""The pool: profiles, days away, honoraria, standing panels, proposals, replacement, later conflicts, re-checks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from marketplace.organizations.roster import reviewers as the_pool
from marketplace.organizations.services.memberships import add_roles
from procurement.applications.models import Application
from procurement.reviewers import services as reviewers
from procurement.reviewers.queries import profile_of
from procurement.reviews import pool_services, recheck_services, services
from procurement.reviews.models import Assignment, Consensus, Honorarium, Recheck, RecheckedDeclaration, StandingPanel
from procurement.reviews.suggesting import Pool, proposals, suggestions, waiting_for_panels
from tests.factories.organizations import make_agency_person, make_reviewer
from tests.factories.reviews import (
    AGREED,
    ASKED,
    SCORED,
    agree,
    ask,
    declare,
    make_assignment,
    make_subject,
    record_scores,
    score,
    score_all,
    send,
)
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def knows(person, *, subjects=("reading",), load_max=5, methods=()):
    return reviewers.save_expertise(
        subjects=subjects, grade_bands=("K-3",), methods=methods, load_max=load_max, actor=person, at=ASKED
    )


def names(rows):
    return [row.person.name for row in rows]


def test_suggestions_go_by_expertise_load_days_away_and_conflict():
    subject = make_subject()
    idle, expert = make_reviewer(name="Idle"), make_reviewer(name="Expert")
    away, full = make_reviewer(name="Away"), make_reviewer(name="Full")
    tied = make_reviewer(name="Tied", employer=subject.provider.name)
    knows(expert)
    knows(full, load_max=0)
    reviewers.add_absence(from_day=ASKED.date(), to_day=ASKED.date() + timedelta(days=60), actor=away, at=ASKED)
    known = {idle, expert, away, full, tied}
    found = [row for row in suggestions(subject, Pool(at=ASKED)) if row.person in known]
    assert names(found)[:2] == [expert.name, idle.name]
    assert set(names(found)[2:4]) == {full.name, away.name}
    assert (found[-1].person, bool(found[-1].conflicts)) == (tied, True)
    assert "Reading" in found[0].reasons


def test_a_word_outside_the_list_and_days_in_the_wrong_order_are_refused():
    person = make_reviewer()
    with pytest.raises(ValidationError, match="Choose from"):
        knows(person, subjects=("astrology",))
    with pytest.raises(ValidationError, match="last day"):
        reviewers.add_absence(from_day=date(2027, 3, 2), to_day=date(2027, 3, 1), actor=person, at=ASKED)


def test_days_away_are_kept_once_and_can_be_taken_back():
    person = make_reviewer()
    days = {"from_day": date(2027, 3, 2), "to_day": date(2027, 3, 4), "actor": person, "at": ASKED}
    reviewers.add_absence(**days)
    assert reviewers.add_absence(**days).absences == [["2027-03-02", "2027-03-04"]]
    reviewers.remove_absence(**days)
    assert profile_of(person).absences == []
    with pytest.raises(NotAllowed):
        reviewers.add_absence(**(days | {"actor": officer()}))


def test_panels_are_proposed_for_a_round_with_its_standing_panel_first():
    one = make_subject()
    two = make_subject(asked=one.round)
    chosen = make_reviewer(name="Zed")
    for number in range(3):
        make_reviewer(name=f"Plain {number}")
    head = officer(Role.REVIEW_LEAD)
    pool_services.set_standing_panel(
        asked=one.round, subject="reading", grade_band="", lead=head, members=[chosen], actor=officer(), at=ASKED
    )
    waiting = waiting_for_panels(type(one).objects.all(), one.round)
    assert waiting == [one, two]
    found = proposals(waiting, at=ASKED)
    assert [row.people[0].person for row in found] == [chosen, chosen]
    assert [(len(row.people), row.lead, row.lacking) for row in found] == [(3, head, 0), (3, head, 0)]
    assert {one.person for row in found for one in row.people} <= set(the_pool())


def test_a_standing_panel_is_of_the_pool_and_of_what_the_round_invites():
    subject = make_subject()
    member = make_reviewer()
    given = {"asked": subject.round, "lead": None, "members": [member], "actor": officer(), "at": ASKED}
    with pytest.raises(ValidationError, match="does not invite"):
        pool_services.set_standing_panel(subject="science", grade_band="", **given)
    with pytest.raises(ValidationError, match="pool"):
        pool_services.set_standing_panel(subject="", grade_band="", **(given | {"members": [officer()]}))
    panel = pool_services.set_standing_panel(subject="", grade_band="", **given)
    with pytest.raises(NotVisible):
        pool_services.remove_standing_panel(panel=panel, actor=member, at=ASKED)
    pool_services.remove_standing_panel(panel=panel, actor=officer(), at=ASKED)
    assert not StandingPanel.objects.exists()


def test_a_replacement_starts_the_clock_anew_and_once():
    subject = make_subject()
    left = services.decline_review(
        assignment=ask(subject), reason="No time.", actor=Assignment.objects.get().reviewer, at=ASKED
    )
    later = ASKED + timedelta(days=7)
    new, other = make_reviewer(), make_reviewer(name="Other")
    given = {"subject": subject, "replaces": left, "actor": officer(), "at": later}
    replacement = services.assign_reviewer(reviewer=new, **given)
    assert (replacement.replaces, replacement.due_at > left.due_at) == (left, True)
    with pytest.raises(Refused, match="replaced already"):
        services.assign_reviewer(reviewer=other, **given)
    with pytest.raises(Refused, match="left this panel"):
        services.assign_reviewer(reviewer=other, **(given | {"replaces": replacement}))


def test_not_applicable_is_a_value_of_its_own_except_for_the_gate():
    assignment = declare(make_assignment())
    given = {
        "assignment": assignment,
        "value": None,
        "is_not_applicable": True,
        "actor": assignment.reviewer,
        "at": SCORED,
    }
    with pytest.raises(ValidationError, match="applies to everything"):
        services.save_score(criterion="learning_model", reason="None.", **given)
    score(assignment)
    saved = services.save_score(criterion="privacy", reason="No data is kept.", **given)
    assert (saved.value, saved.words) == (None, "Not applicable")
    with pytest.raises(ValidationError, match="not both"):
        services.save_score(criterion="privacy", reason="Both.", **(given | {"value": 3}))


def test_sent_scores_are_paid_what_was_agreed_then():
    person = make_reviewer()
    reviewers.set_honorarium(reviewer=person, cents=150_00, actor=officer(), at=ASKED)
    assignment = make_assignment(state="submitted", reviewer=person)
    owed = Honorarium.objects.get(assignment=assignment)
    assert (owed.cents, owed.state) == (150_00, "due")
    with pytest.raises(NotVisible):
        pool_services.decline_honorarium(honorarium=owed, actor=make_reviewer(name="Other"), at=AGREED)
    pool_services.pay_honorarium(honorarium=owed, note="Check 1044", actor=officer(), at=AGREED)
    with pytest.raises(IllegalMove):
        pool_services.decline_honorarium(honorarium=owed, actor=person, at=AGREED)
    with pytest.raises(NotAllowed):
        reviewers.set_honorarium(reviewer=person, cents=1, actor=officer(Role.DETERMINER, name="Det"), at=ASKED)


def test_a_conflict_discovered_later_voids_the_score_and_takes_the_consensus_back():
    subject = make_subject()
    score_all(subject)
    part = subject.panel.assignments.first()
    services.withdraw_access(assignment=part, reason="Shares came to light.", actor=officer(), at=AGREED)
    part.refresh_from_db()
    assert (part.state, part.has_access, part.scores.count()) == ("recused", False, len(subject.rubric))
    assert not Consensus.objects.exists()
    assert Application.objects.get().state == "under_review"
    assert Notification.objects.filter(person=part.reviewer, subject__contains="off this review").exists()
    kept = AuditEvent.objects.filter(name="review_subject.scores_voided")
    assert kept.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        part.scores.update(value=0)
    subject = type(subject).objects.get()
    replacement = services.assign_reviewer(
        subject=subject, reviewer=make_reviewer(name="New"), replaces=part, actor=officer(), at=AGREED
    )
    send(score(declare(replacement)))
    assert Application.objects.get().state == "consensus"


def test_with_enough_left_the_consensus_stays_open_and_after_agreement_it_stands():
    subject = make_subject()
    score_all(subject, count=4)
    first, second = subject.panel.assignments.all()[:2]
    services.recuse(assignment=first, reason="My sister joined them.", actor=first.reviewer, at=AGREED)
    assert Consensus.objects.get().state == "open"
    record_scores(subject)
    agree(subject)
    services.withdraw_access(assignment=second, reason="Shares.", actor=officer(), at=AGREED)
    assert Consensus.objects.get().state == "agreed"


def test_who_may_take_a_reviewer_off():
    part = make_assignment(state="accepted")
    for person in (part.reviewer, make_agency_person(Role.AUDITOR, name="Auditor")):
        with pytest.raises((NotAllowed, NotVisible)):
            services.withdraw_access(assignment=part, reason="None.", actor=person, at=AGREED)


def test_a_sample_is_drawn_kept_and_checked_once():
    with pytest.raises(Refused, match="nothing to check"):
        recheck_services.draw(count=3, actor=officer(), at=AGREED)
    subject = make_subject()
    score_all(subject, count=4)
    drawn = recheck_services.draw(count=2, seed="seed", actor=officer(), at=AGREED)
    again = recheck_services.draw(count=2, seed="seed", actor=officer(), at=AGREED)
    assert [row.declaration for row in drawn.rows.all()] == [row.declaration for row in again.rows.all()]
    assert (drawn.declaration_count, Recheck.objects.count()) == (4, 2)
    row = drawn.rows.first()
    with pytest.raises(ValidationError, match="looked at"):
        recheck_services.note_check(row=row, found="clear", note=" ", actor=officer(), at=AGREED)
    with pytest.raises(NotVisible):
        recheck_services.note_check(
            row=row, found="clear", note="Asked.", actor=row.declaration.assignment.reviewer, at=AGREED
        )
    recheck_services.note_check(row=row, found="clear", note="Asked the employer.", actor=officer(), at=AGREED)
    with pytest.raises(Refused, match="already"):
        recheck_services.note_check(row=row, found="clear", note="Again.", actor=officer(), at=AGREED)
    with pytest.raises(DatabaseError), transaction.atomic():
        RecheckedDeclaration.objects.filter(pk=row.pk).update(found="conflict")


def test_nobody_sets_or_notes_what_they_are_paid_themselves(client):
    colleague, person = officer(), make_reviewer()
    add_roles(organization=the_agency(), person=person, roles=[Role.PROGRAM_OFFICER], at=ASKED)
    with pytest.raises(NotAllowed, match="paid to you"):
        reviewers.set_honorarium(reviewer=person, cents=900_00, actor=person, at=ASKED)
    reviewers.set_honorarium(reviewer=person, cents=150_00, actor=colleague, at=ASKED)
    owed = Honorarium.objects.get(assignment=make_assignment(state="submitted", reviewer=person))
    with pytest.raises(NotAllowed, match="paid to you"):
        pool_services.pay_honorarium(honorarium=owed, note="Check 1", actor=person, at=AGREED)
    for who, is_led in ((colleague, True), (person, False), (officer(Role.DETERMINER, name="Det"), False)):
        client.force_login(who)
        assert (f"/agency/honoraria/{owed.pk}/" in client.get("/agency/honoraria/").content.decode()) is is_led


def test_a_sample_leads_only_those_to_a_declaration_who_check_it(client):
    drawn_of = make_assignment(state="submitted")
    drawn = recheck_services.draw(count=1, actor=officer(), at=AGREED)
    row = drawn.rows.get()
    for who, is_led in ((officer(), True), (officer(Role.DETERMINER, name="Det"), False)):
        client.force_login(who)
        page = client.get(f"/agency/rechecks/{drawn.pk}/").content.decode()
        assert str(drawn_of.reviewer) in page
        assert (f"/agency/rechecks/declarations/{row.pk}/" in page) is is_led
