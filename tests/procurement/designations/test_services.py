"""Decisions: separate hands, ceilings, one in force by the database, and what any day's list says."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from pypdf import PdfReader

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.evidence import assessment as evidence
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.organizations.services.memberships import add_roles
from procurement.designations import enforcement, queries, services
from procurement.designations.models import Designation, Determination
from tests.factories import reviews
from tests.factories.designations import (
    IN_FORCE,
    ISSUED,
    RECOMMENDED,
    determiner,
    issue,
    make_approval,
    make_determination,
    recommend,
    review_again,
)
from tests.factories.organizations import make_agency_person, make_provider
from tests.factories.products import author_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
PUBLIC = ISSUED + timedelta(hours=72)


def agreed_subject(**values):
    subject = reviews.make_subject()
    reviews.score_all(subject, **values)
    reviews.record_scores(subject, **values)
    reviews.agree(subject)
    subject.panel.refresh_from_db()
    return subject


@pytest.fixture
def strong_evidence(monkeypatch):
    """Evidence that carries effective."""
    monkeypatch.setattr(services, "evidence_tier", lambda model, policy, at: "effective")


def test_nothing_is_recommended_before_the_panel_agrees():
    subject = reviews.make_subject()
    with pytest.raises(NotAllowed, match="not agreed"):
        recommend(subject)


def test_who_recommended_does_not_decide():
    subject = agreed_subject()
    determination = recommend(subject)
    both = officer()
    from marketplace.organizations import services as organizations

    organizations.give_role(
        organization=people_with_agency(), person=both, role=Role.DETERMINER, actor=owner_of_agency(), at=ISSUED
    )
    with pytest.raises(NotAllowed, match="recommended this yourself"):
        services.issue(determination=determination, tier="early_stage", reason="", actor=both, at=ISSUED)


def test_who_recommended_does_not_decide_after_a_colleague_revised_it():
    determination = make_determination()
    recommender = determination.recommended_by
    colleague = make_agency_person(Role.PROGRAM_OFFICER, name="Una Field")
    services.revise_recommendation(
        determination=determination, tier="early_stage", note="The same.", conditions="", actor=colleague,
        scope=[tuple(row) for row in determination.scope], at=ISSUED,
    )  # fmt: skip
    determination.refresh_from_db()
    add_roles(organization=the_agency(), person=recommender, roles=[Role.DETERMINER], at=ISSUED)
    with pytest.raises(NotAllowed, match="recommended this yourself"):
        services.issue(determination=determination, tier="early_stage", reason="", actor=recommender, at=ISSUED)


def people_with_agency():
    from marketplace.organizations.queries import the_agency

    return the_agency()


def owner_of_agency():
    return people_with(people_with_agency(), Role.OWNER).first()


def test_who_reviewed_does_not_decide():
    subject = reviews.make_subject()
    reviewer_and_determiner = determiner()
    make_agency_person(Role.DETERMINER, name="Una Field")
    from marketplace.organizations import services as organizations

    organizations.give_role(
        organization=people_with_agency(), person=reviewer_and_determiner, role=Role.REVIEWER,
        actor=owner_of_agency(), at=ISSUED,
    )  # fmt: skip
    reviews.send(reviews.score(reviews.declare(reviews.ask(subject, reviewer=reviewer_and_determiner))))
    reviews.score_all(subject, count=2)
    reviews.record_scores(subject)
    reviews.agree(subject)
    subject.panel.refresh_from_db()
    with pytest.raises(NotAllowed, match="reviewed this yourself"):
        issue(recommend(subject))


def test_an_officer_alone_does_not_decide_and_a_stranger_sees_nothing():
    determination = make_determination()
    with pytest.raises(NotAllowed, match="determiner"):
        services.issue(determination=determination, tier="", reason="No.", actor=officer(), at=ISSUED)
    with pytest.raises(NotVisible):
        services.issue(
            determination=determination, tier="", reason="", actor=author_of(determination.provider), at=ISSUED
        )


def test_not_above_what_the_evidence_carries():
    with pytest.raises(ValidationError, match="evidence carries is early stage"):
        recommend(agreed_subject(), tier="promising")


def test_not_above_what_was_asked(strong_evidence):
    with pytest.raises(ValidationError, match="asked for is early stage"):
        recommend(agreed_subject(), tier="promising")


def test_not_above_what_the_scores_carry(strong_evidence):
    subject = agreed_subject(learning_model=1)
    with pytest.raises(ValidationError, match="No tier can be given"):
        recommend(subject, tier="early_stage")
    assert recommend(subject, tier="").tier_recommended == ""


def test_the_evidence_is_weighed_again_when_it_is_decided(monkeypatch):
    determination = make_determination()
    real = evidence.assess
    monkeypatch.setattr(services, "evidence_tier", lambda model, policy, at: None)
    with pytest.raises(ValidationError, match="No tier"):
        issue(determination)
    assert real is evidence.assess


def test_the_scope_stays_within_what_was_applied_for():
    subject = agreed_subject()
    with pytest.raises(ValidationError, match="applied for"):
        services.recommend(
            subject=subject, tier="early_stage", note="Yes.", scope=[("science", "6-9", "core")], actor=officer(),
            at=RECOMMENDED,
        )  # fmt: skip


def test_deciding_otherwise_needs_a_reason():
    determination = make_determination()
    with pytest.raises(ValidationError, match="otherwise"):
        issue(determination, tier="")
    declined = issue(determination, tier="", reason="Two schools left in May.")
    assert (declined.state, declined.tier) == ("issued", "")
    assert not Designation.objects.exists()


def test_a_recommendation_is_made_once():
    subject = agreed_subject()
    recommend(subject)
    with pytest.raises(Refused, match="already"):
        recommend(subject)


def test_a_second_decision_changes_nothing():
    determination = make_determination(state="issued")
    with pytest.raises(IllegalMove):
        issue(determination)
    assert Designation.objects.count() == 1


def test_an_approval_begins_when_it_is_public_and_lasts_its_term():
    designation = make_approval()
    assert designation.starts_at == PUBLIC
    assert designation.ends_at.date() == date(2028, 3, 18)
    assert [str(scope) for scope in designation.scopes.all()] == [
        "Reading, Kindergarten to grade 3, supplement to core instruction"
    ]


def test_public_exactly_after_the_policys_hours():
    determination = make_determination(state="issued")
    just_before = PUBLIC - timedelta(microseconds=1)
    assert determination not in queries.public_at(just_before)
    assert determination in queries.public_at(PUBLIC)
    assert not queries.in_force(just_before).exists()
    assert queries.current_tier_of(determination.model, at=PUBLIC) == "early_stage"


def test_the_provider_is_told_at_once_and_reads_the_letter():
    determination = make_determination(state="issued")
    determination.refresh_from_db()
    owner = people_with(determination.provider, Role.OWNER).first()
    mail = Mail.objects.get(address=owner.email, subject__contains="has decided")
    assert determination.tier not in " ".join(mail.lines)
    reader = PdfReader(io.BytesIO(determination.letter.file.open().read()))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert determination.model.name in text
    assert "early stage" in text
    assert "Evidence and evaluation plan" in text
    assert determination.sha256[:16] in text.replace(" ", "").replace("\n", "")


def test_the_database_refuses_a_second_one_in_force():
    designation = make_approval()
    other = Determination.objects.create(
        kind="tier_review", source_reference="X", provider=designation.determination.provider,
        model=designation.model, model_version=designation.version,
        policy_version=designation.determination.policy_version, recommendation="x", recommended_by=officer(),
        created_at=IN_FORCE,
    )  # fmt: skip
    overlapping = {
        "model": designation.model,
        "version": designation.version,
        "determination": other,
        "tier": "promising",
        "term_ends_at": designation.ends_at + timedelta(days=1),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Designation.objects.create(
            starts_at=designation.ends_at - timedelta(seconds=1), ends_at=designation.ends_at + timedelta(days=1),
            **overlapping,
        )  # fmt: skip
    after = Designation.objects.create(
        starts_at=designation.ends_at, ends_at=designation.ends_at + timedelta(days=1), **overlapping
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Designation.objects.filter(pk=after.pk).update(starts_at=designation.ends_at - timedelta(days=1))


def test_the_database_refuses_one_hand_for_both():
    determination = make_determination()
    with pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.filter(pk=determination.pk).update(issued_by=determination.recommended_by)


def test_a_later_decision_takes_over_at_the_instant_it_is_public():
    first = make_approval()
    second = review_again(first).designation
    first.refresh_from_db()
    assert (first.state, first.determination.state) == ("superseded", "superseded")
    assert first.ends_at == second.starts_at
    assert queries.in_force(second.starts_at - timedelta(seconds=1)).get() == first
    assert queries.in_force(second.starts_at).get() == second


def day_after(instant, days=0):
    return (instant + timedelta(days=days)).date()


def test_a_days_list_leaves_out_suspensions_and_never_changes_later():
    designation = make_approval()
    start = designation.starts_at
    assert not queries.approved_on(day_after(start, -1)).exists()
    assert queries.approved_on(day_after(start)).get() == designation
    enforcement.suspend(
        designation=designation, reason="An incident.", actor=determiner(), at=start + timedelta(days=5)
    )
    assert queries.approved_on(day_after(start, 4)).exists()
    assert not queries.approved_on(day_after(start, 5)).exists()
    enforcement.reinstate(designation=designation, reason="Mended.", actor=determiner(), at=start + timedelta(days=9))
    assert not queries.approved_on(day_after(start, 8)).exists()
    assert queries.approved_on(day_after(start, 9)).exists()
    enforcement.revoke(designation=designation, reason="Again.", actor=determiner(), at=start + timedelta(days=20))
    assert queries.approved_on(day_after(start, 19)).exists()
    assert not queries.approved_on(day_after(start, 20)).exists()
    assert not queries.approved_on(day_after(start, 8)).exists()


def test_a_day_ends_at_midnight_of_the_agency():
    designation = make_approval()
    local_midnight_utc = designation.starts_at.replace(hour=4, minute=0, second=0, microsecond=0)
    Designation.objects.filter(pk=designation.pk).update(ends_at=local_midnight_utc + timedelta(days=10))
    last_day = date(2027, 3, 27)
    assert queries.approved_on(last_day).exists()
    assert not queries.approved_on(last_day + timedelta(days=1)).exists()


def test_history_tells_only_what_is_public_by_then():
    designation = make_approval()
    model, start = designation.model, designation.starts_at
    assert queries.history_of(model, at=start - timedelta(seconds=1)) == []
    enforcement.suspend(designation=designation, reason="An incident.", actor=determiner(), at=IN_FORCE)
    words = [entry.words for entry in queries.history_of(model, at=IN_FORCE)]
    assert words == ["Approved, early stage on its application", "Suspended: An incident."]
    assert len(queries.history_of(model, at=IN_FORCE - timedelta(seconds=1))) == 1
    assert queries.history_of(model, at=designation.ends_at)[-1].words == "Term ended"


def test_only_a_determiner_without_a_stake_enforces():
    designation = make_approval()
    for actor in (officer(), make_agency_person(Role.AUDITOR, name="Ola Finch")):
        with pytest.raises(NotAllowed):
            enforcement.suspend(designation=designation, reason="x", actor=actor, at=IN_FORCE)
    with pytest.raises(NotVisible):
        enforcement.suspend(designation=designation, reason="x", actor=author_of(make_provider()), at=IN_FORCE)
    with pytest.raises(ValidationError, match="Everyone reads it"):
        enforcement.suspend(designation=designation, reason=" ", actor=determiner(), at=IN_FORCE)
