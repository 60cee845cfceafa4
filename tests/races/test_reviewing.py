"""A panel that changes in the same instant: one who left is replaced once, and nobody is asked twice."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import Refused
from procurement.reviews.models import Assignment
from tests.factories import reviews
from tests.factories.organizations import make_reviewer
from tests.factories.rounds import officer
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def left(subject):
    """Somebody who was asked and gave the review back."""
    part = reviews.ask(subject)
    reviews.services.decline_review(assignment=part, reason="No time.", actor=part.reviewer, at=reviews.ASKED)
    part.refresh_from_db()
    return part


def replace(subject, gone, person):
    return reviews.services.assign_reviewer(
        subject=subject, reviewer=person, replaces=gone, actor=officer(), at=reviews.ASKED
    )


def test_one_who_left_is_replaced_by_two_at_once():
    subject = reviews.make_subject()
    gone = left(subject)
    fresh = [make_reviewer(name=f"Fresh {number}") for number in range(4)]
    outcomes = together(*[lambda person=person: replace(subject, gone, person) for person in fresh])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    assert Assignment.objects.filter(replaces=gone).count() == 1
    assert verify_chain().problem == ""


def test_two_who_left_are_replaced_by_the_same_person_at_once():
    subject = reviews.make_subject()
    gone, person = [left(subject) for _ in range(2)], make_reviewer(name="Wanted Twice")
    outcomes = together(*[lambda each=each: replace(subject, each, person) for each in gone * 2])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert Assignment.objects.filter(panel=subject.panel, reviewer=person).count() == 1
    assert verify_chain().problem == ""


def test_a_review_is_given_back_while_somebody_is_asked_in_its_place():
    subject = reviews.make_subject()
    part, person = reviews.ask(subject), make_reviewer(name="Stands By")
    decline, ask = together(
        lambda: reviews.services.decline_review(
            assignment=part, reason="No time.", actor=part.reviewer, at=reviews.ASKED
        ),
        lambda: replace(subject, part, person),
    )
    assert decline.succeeded, decline
    assert ask.succeeded or isinstance(ask.error, Refused), ask
    part.refresh_from_db()
    assert part.state == "declined"
    assert Assignment.objects.filter(replaces=part).count() == int(ask.succeeded)
    assert verify_chain().problem == ""


def test_a_review_is_given_back_and_its_conflict_discovered_at_once():
    subject = reviews.make_subject()
    part = reviews.declare(reviews.ask(subject))
    outcomes = together(
        lambda: reviews.services.decline_review(
            assignment=part, reason="No time.", actor=part.reviewer, at=reviews.ASKED
        ),
        lambda: reviews.services.withdraw_access(
            assignment=part, reason="They work there.", actor=officer(), at=reviews.ASKED
        ),
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    names = ("review_assignment.decline", "review_assignment.recuse")
    assert AuditEvent.objects.filter(name__in=names).count() == 1
    assert verify_chain().problem == ""
