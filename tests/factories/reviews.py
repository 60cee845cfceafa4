"""Reviews for tests: a panel of three who score, a lead who records what they agree."""

from datetime import timedelta

from marketplace.organizations.models import Role
from procurement.reviews import consensus_services, services
from procurement.reviews.conflicts import Declared
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.organizations import make_reviewer
from tests.factories.rounds import officer

ASKED = AT + timedelta(days=3)
SCORED = AT + timedelta(days=10)
AGREED = AT + timedelta(days=12)


def lead():
    """A review lead of the agency."""
    return officer(Role.REVIEW_LEAD, name="Walter Nakai")


@lived_once
def make_subject(**options):
    """A review just opened."""
    from tests.factories.applications import make_application

    return make_application(state="under_review", **options).subject


def ask(subject, *, reviewer=None):
    """A reviewer who was asked."""
    reviewer = reviewer or make_reviewer()
    return services.assign_reviewer(subject=subject, reviewer=reviewer, actor=officer(), at=ASKED)


def declare(assignment, **answers):
    """The reviewer declares; no conflict unless one is given."""
    declared, reviewer = Declared(**answers), assignment.reviewer
    return services.declare(assignment=assignment, declared=declared, keeps_confidential=True, actor=reviewer, at=ASKED)


def score(assignment, *, value=3, **values):
    """Every criterion scored, not sent."""
    for criterion in assignment.subject.rubric:
        services.save_score(
            assignment=assignment, criterion=criterion.key, value=values.get(criterion.key, value),
            reason="Seen in two lessons.", actor=assignment.reviewer, at=SCORED,
        )  # fmt: skip
    return assignment


def send(assignment):
    return services.submit_scores(assignment=assignment, actor=assignment.reviewer, at=SCORED)


@lived_once
def make_assignment(*, state="offered", subject=None, reviewer=None):
    """A reviewer's part in the state asked for; an accepted one is scored and not sent."""
    assignment = ask(subject or make_subject(), reviewer=reviewer)
    if state == "declined":
        return services.decline_review(assignment=assignment, reason="No time.", actor=assignment.reviewer, at=ASKED)
    if state == "recused":
        return declare(assignment, has_interest=True)
    if state in ("accepted", "submitted"):
        assignment = score(declare(assignment))
    return send(assignment) if state == "submitted" else assignment


def score_all(subject, *, count=3, value=3, **values):
    """A lead is named and a full panel sends its scores, which opens the consensus."""
    services.name_lead(subject=subject, lead=lead(), actor=officer(), at=ASKED)
    parts = [declare(ask(subject)) for _ in range(count)]
    for part in parts:
        send(score(part, value=value, **values))
    subject.panel.refresh_from_db()
    return subject.panel.consensus


def record_scores(subject, *, value=3, **values):
    """The lead records a common score on each criterion."""
    for criterion in subject.rubric:
        consensus_services.save_consensus_score(
            subject=subject, criterion=criterion.key, value=values.get(criterion.key, value),
            reason="The panel agrees.", departure_reason="", actor=lead(), at=AGREED,
        )  # fmt: skip


def agree(subject):
    return consensus_services.agree(
        subject=subject, summary="Strong design; evidence is young.", actor=lead(), at=AGREED
    )


@lived_once
def make_consensus(*, state="open", value=3, **values):
    """A consensus with every common score recorded."""
    subject = make_subject()
    consensus = score_all(subject, value=value, **values)
    record_scores(subject, value=value, **values)
    return agree(subject) if state == "agreed" else consensus
