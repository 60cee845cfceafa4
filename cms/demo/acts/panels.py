"""A panel at work: asked, declaring, scoring alone, agreeing under its lead."""

from datetime import datetime, timedelta

from cms.demo.stories.applications import CRITERIA, REASONS, ApplicationStory
from cms.demo.world import World
from marketplace.people.models import User
from procurement.reviews import consensus_services, services
from procurement.reviews.conflicts import Declared
from procurement.reviews.models import Assignment, ReviewSubject

LEAD = "hannah.lindqvist"
DAYS_OF_WORK = 20
NO_CONFLICT = Declared()


def score(world: World, story: ApplicationStory, subject: ReviewSubject, by: datetime) -> None:
    """Ask the panel and let it score; a panel still at work is left at different points."""
    asked_at = by - timedelta(days=DAYS_OF_WORK)
    officer = world.person("daniel.reyes")
    services.name_lead(subject=subject, lead=world.person(LEAD), actor=officer, at=asked_at)
    left = _one_who_steps_back(world, subject, asked_at) if story.model == "trails" else None
    assignments = []
    for key in story.panel:
        at = asked_at + timedelta(days=3) if left else asked_at
        assignments.append(
            services.assign_reviewer(subject=subject, reviewer=world.person(key), replaces=left, actor=officer, at=at)
        )
        left = None
    if story.reached("scored"):
        for place, assignment in enumerate(assignments):
            _score_alone(world, story, assignment, by - timedelta(days=3 - place))
    else:
        _half_way(world, story, assignments, asked_at)


def agree(world: World, story: ApplicationStory, subject: ReviewSubject, at: datetime) -> None:
    """The lead records what the panel agreed."""
    subject = ReviewSubject.objects.get(pk=subject.pk)
    lead = world.person(LEAD)
    for criterion, value in zip(CRITERIA, story.scores, strict=True):
        consensus_services.save_consensus_score(
            subject=subject,
            criterion=criterion,
            value=value,
            reason=REASONS[value],
            departure_reason="",
            actor=lead,
            at=at,
        )
    consensus_services.agree(subject=subject, summary=story.summary, actor=lead, at=at)


def _score_alone(world: World, story: ApplicationStory, assignment: Assignment, at: datetime) -> None:
    reviewer = world.person(_key_of(world, assignment))
    assignment = _declare(assignment, reviewer, at - timedelta(days=9))
    for place, (criterion, agreed) in enumerate(zip(CRITERIA, story.scores, strict=True)):
        value = min(4, agreed + 1) if (place + assignment.pk) % 4 == 0 else agreed
        services.save_score(
            assignment=assignment, criterion=criterion, value=value, reason=REASONS[value], actor=reviewer, at=at
        )
    services.submit_scores(assignment=assignment, actor=reviewer, at=at)


def _half_way(world: World, story: ApplicationStory, assignments: list[Assignment], asked_at: datetime) -> None:
    """The first has sent scores, the second has begun, the third has not answered, a fourth has given it back."""
    first, second, *_ = assignments
    _score_alone(world, story, first, asked_at + timedelta(days=12))
    reviewer = world.person(_key_of(world, second))
    second = _declare(second, reviewer, asked_at + timedelta(days=4))
    for criterion in CRITERIA[:3]:
        services.save_score(
            assignment=second,
            criterion=criterion,
            value=3,
            reason=REASONS[3],
            actor=reviewer,
            at=asked_at + timedelta(days=8),
        )
    other = world.person("joan.petersen")
    offered = services.assign_reviewer(
        subject=first.panel.subject, reviewer=other, actor=world.person("daniel.reyes"), at=asked_at
    )
    services.decline_review(
        assignment=offered,
        reason="I am away until the end of the month and would be late.",
        actor=other,
        at=asked_at + timedelta(days=1),
    )


def _one_who_steps_back(world: World, subject: ReviewSubject, at: datetime) -> Assignment:
    """A reviewer who taught for the provider last year says so, and is out at once."""
    reviewer = world.person("oscar.brandt")
    offered = services.assign_reviewer(subject=subject, reviewer=reviewer, actor=world.person("daniel.reyes"), at=at)
    return services.declare(
        assignment=offered,
        declared=Declared(has_recent_work=True),
        keeps_confidential=True,
        actor=reviewer,
        at=at + timedelta(days=2),
    )


def _declare(assignment: Assignment, reviewer: User, at: datetime) -> Assignment:
    return services.declare(assignment=assignment, declared=NO_CONFLICT, keeps_confidential=True, actor=reviewer, at=at)


def _key_of(world: World, assignment: Assignment) -> str:
    return assignment.reviewer.email.partition("@")[0]
