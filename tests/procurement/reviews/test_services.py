"""Reviews: nothing before the declaration, scores alone, the lead beside them, and a record that stays."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Mail, Notification
from marketplace.organizations.models import Role
from procurement.reviews import consensus_services, services
from procurement.reviews.models import Consensus, ConsensusScore, Score
from procurement.reviews.queries import consensus_scores
from tests.factories.organizations import make_agency_person, make_reviewer
from tests.factories.reviews import (
    AGREED,
    ASKED,
    SCORED,
    agree,
    ask,
    declare,
    lead,
    make_assignment,
    make_consensus,
    make_subject,
    record_scores,
    score,
    score_all,
    send,
)
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def save_one(assignment, *, criterion="learning_model", value=3, reason="Seen.", actor=None):
    return services.save_score(
        assignment=assignment, criterion=criterion, value=value, reason=reason, at=SCORED,
        actor=actor or assignment.reviewer,
    )  # fmt: skip


def test_nothing_is_scored_before_the_declaration():
    with pytest.raises(NotAllowed, match="Declare first"):
        save_one(make_assignment())


def test_somebody_elses_review_does_not_exist():
    assignment = declare(make_assignment())
    for stranger in (make_reviewer(), officer(), lead()):
        with pytest.raises(NotVisible):
            save_one(assignment, actor=stranger)


@pytest.mark.parametrize("answer", ["has_interest", "has_family_interest", "has_recent_work"])
def test_a_declared_conflict_recuses_at_once_and_explains(answer):
    assignment = declare(make_assignment(), **{answer: True})
    assert assignment.state == "recused"
    assert "You declared" in assignment.left_reason
    assert "They declared" in assignment.left_told
    with pytest.raises(NotAllowed, match="You are off this review"):
        save_one(assignment)


def test_a_conflict_that_came_up_since_recuses_although_none_was_declared():
    assignment = make_assignment()
    reviewer = assignment.reviewer
    reviewer.employer = assignment.subject.provider.name
    reviewer.save()
    assignment = declare(assignment)
    assert assignment.state == "recused"
    assert assignment.left_reason == f"You work for {assignment.subject.provider.name}."


@pytest.mark.parametrize("tie", ["employer", "interests", "email"])
def test_somebody_with_a_known_conflict_is_not_asked(tie):
    subject = make_subject()
    facts = {
        "employer": {"employer": subject.provider.name.upper()},
        "interests": {"interests": [subject.provider.name]},
        "email": {"at_domain": subject.provider.email_domains[0]},
    }[tie]
    with pytest.raises(ValidationError, match="has a conflict"):
        ask(subject, reviewer=make_reviewer(**facts))


def test_without_confidence_nothing_opens():
    assignment = make_assignment()
    with pytest.raises(ValidationError, match="decline"):
        services.declare(
            assignment=assignment, declared=services.Declared(), keeps_confidential=False, actor=assignment.reviewer,
            at=ASKED,
        )  # fmt: skip


def test_the_gate_comes_first():
    assignment = declare(make_assignment())
    with pytest.raises(Refused, match="learning model"):
        save_one(assignment, criterion="design")
    save_one(assignment)
    assert save_one(assignment, criterion="design").value == 3


@pytest.mark.parametrize(
    ("values", "field"), [({"value": 5}, "value"), ({"value": None}, "value"), ({"reason": " "}, "reason")]
)
def test_a_score_needs_an_anchor_and_a_reason(values, field):
    with pytest.raises(ValidationError) as refusal:
        save_one(declare(make_assignment()), **values)
    assert field in refusal.value.message_dict


def test_sending_needs_every_criterion():
    assignment = declare(make_assignment())
    save_one(assignment)
    with pytest.raises(Refused, match="Privacy and security"):
        send(assignment)


def test_sent_scores_never_change_not_even_in_the_database():
    assignment = make_assignment(state="submitted")
    with pytest.raises(NotAllowed, match="sent"):
        save_one(assignment, value=0)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Score.objects.filter(assignment=assignment).update(value=0)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Score.objects.filter(assignment=assignment).delete()


def test_the_consensus_opens_with_the_last_score_of_a_full_panel():
    subject = make_subject()
    for _ in range(2):
        make_assignment(state="submitted", subject=subject)
    assert not Consensus.objects.exists()
    make_assignment(state="submitted", subject=subject)
    consensus = Consensus.objects.get()
    assert (consensus.state, consensus.alpha) == ("open", 1)


def test_a_late_dropout_does_not_hold_a_full_panel_up():
    subject = make_subject()
    waiting = make_assignment(subject=subject)
    for _ in range(3):
        make_assignment(state="submitted", subject=subject)
    assert not Consensus.objects.exists()
    services.decline_review(assignment=waiting, reason="Ill.", actor=waiting.reviewer, at=SCORED)
    assert Consensus.objects.exists()


def test_a_dropout_is_replaced_and_does_not_count():
    subject = make_subject()
    make_assignment(state="recused", subject=subject)
    for _ in range(2):
        make_assignment(state="submitted", subject=subject)
    assert not Consensus.objects.exists()
    make_assignment(state="submitted", subject=subject)
    assert Consensus.objects.exists()


def test_the_lead_does_not_score_and_a_reviewer_does_not_lead():
    subject = make_subject()
    both = make_agency_person(Role.REVIEW_LEAD, name="Ada Quill")
    services_of_both = make_reviewer(name="Ada Quill")
    services.name_lead(subject=subject, lead=both, actor=officer(), at=ASKED)
    with pytest.raises(ValidationError, match="not in the pool"):
        ask(subject, reviewer=both)
    with pytest.raises(ValidationError, match="not a review lead"):
        services.name_lead(subject=subject, lead=services_of_both, actor=officer(), at=ASKED)


def test_only_the_lead_records_the_consensus():
    subject = make_consensus().subject
    with pytest.raises(NotAllowed, match="role of review lead"):
        consensus_services.agree(subject=subject, summary="Fine.", actor=officer(), at=AGREED)
    other = make_agency_person(Role.REVIEW_LEAD, name="Ada Quill")
    with pytest.raises(NotAllowed, match="lead of this panel"):
        consensus_services.agree(subject=subject, summary="Fine.", actor=other, at=AGREED)


def test_leaving_the_mean_needs_a_reason():
    subject = make_subject()
    score_all(subject, value=4)
    values = {"criterion": "design", "value": 2, "reason": "Talked through.", "actor": lead(), "at": AGREED}
    with pytest.raises(ValidationError, match=r"more than 1 away from the reviewers’ mean of 4\.00"):
        consensus_services.save_consensus_score(subject=subject, departure_reason="", **values)
    saved = consensus_services.save_consensus_score(subject=subject, departure_reason="A misread page.", **values)
    assert (saved.value, saved.departure_reason) == (2, "A misread page.")


def test_a_reason_for_leaving_the_mean_is_not_kept_where_the_panel_stays_near_it():
    subject = make_subject()
    score_all(subject, value=4)
    saved = consensus_services.save_consensus_score(
        subject=subject, criterion="design", value=3, reason="Talked through.", departure_reason="A misread page.",
        actor=lead(), at=AGREED,
    )  # fmt: skip
    assert saved.departure_reason == ""


def test_a_consensus_is_whole_and_then_stays():
    subject = make_subject()
    score_all(subject)
    with pytest.raises(Refused, match="no common score"):
        agree(subject)
    record_scores(subject)
    agree(subject)
    with pytest.raises(IllegalMove):
        agree(subject)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ConsensusScore.objects.update(value=0)


def test_no_score_or_reason_leaves_the_review():
    subject = make_subject()
    assignment = score(declare(ask(subject)), value=1)
    Score.objects.filter(assignment=assignment, criterion="design").update(reason="UNMISTAKABLE", value=2)
    send(assignment)
    told = [*Notification.objects.values_list("lines", flat=True), *Mail.objects.values_list("lines", flat=True)]
    recorded = list(AuditEvent.objects.values_list("payload", "subject_label"))
    assert "UNMISTAKABLE" not in json.dumps([told, recorded])
    assert all("value" not in payload and "score" not in payload for payload, _ in recorded)


def test_a_closed_review_takes_nothing_more():
    assignment = declare(make_assignment())
    services.close_subject(subject=assignment.subject, actor=officer(), at=SCORED)
    assignment.refresh_from_db()
    with pytest.raises(NotAllowed):
        save_one(assignment)


def test_the_clock_of_a_reviewer_counts_business_days():
    assignment = make_assignment()
    assert assignment.due_at - ASKED > timedelta(days=33)
    assert assignment.due_at.astimezone().minute == 0


def test_a_panel_may_find_that_a_criterion_does_not_apply():
    subject = make_subject()
    score_all(subject)
    given = {
        "subject": subject, "criterion": "privacy", "value": None, "is_not_applicable": True, "reason": "No data.",
        "actor": lead(), "at": AGREED,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="Reviewers gave scores here"):
        consensus_services.save_consensus_score(departure_reason="", **given)
    record_scores(subject)
    consensus_services.save_consensus_score(departure_reason="Nothing is kept anywhere.", **given)
    agree(subject)
    assert consensus_scores(type(subject).objects.get())["privacy"] is None


def test_a_review_that_was_closed_a_moment_ago_takes_nothing_more():
    part, panel = make_assignment(state="accepted"), make_consensus()
    subject = panel.subject
    for closed in (part.subject, subject):
        type(closed).objects.filter(pk=closed.pk).update(is_closed=True)
    for act in (lambda: send(part), lambda: record_scores(subject), lambda: agree(subject)):
        with pytest.raises(Refused, match="was closed"):
            act()
