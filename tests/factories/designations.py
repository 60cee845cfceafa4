"""Decisions and approvals for tests, recommended and issued by different hands."""

from datetime import timedelta

from marketplace.organizations.models import Role
from procurement.designations import enforcement, services
from tests.factories import AT, reviews
from tests.factories.memory import lived_once
from tests.factories.rounds import officer

RECOMMENDED = AT + timedelta(days=13)
ISSUED = AT + timedelta(days=14)
IN_FORCE = AT + timedelta(days=30)


def determiner():
    """Who decides."""
    return officer(Role.DETERMINER, name="Theo Marsh")


def recommend(subject, *, tier="early_stage", **options):
    """An officer's recommendation over everything applied for."""
    scope = [tuple(row) for row in subject.scope] if tier else ()
    return services.recommend(
        subject=subject, tier=tier, note="The panel is sure.", scope=scope, actor=officer(), at=RECOMMENDED, **options
    )


def issue(determination, *, tier=None, reason="", at=ISSUED):
    tier = determination.tier_recommended if tier is None else tier
    return services.issue(determination=determination, tier=tier, reason=reason, actor=determiner(), at=at)


def decide(subject, *, tier="early_stage"):
    """From scores that are in to an issued decision."""
    reviews.record_scores(subject)
    reviews.agree(subject)
    subject.panel.refresh_from_db()
    return issue(recommend(subject, tier=tier))


@lived_once
def make_agreed(**options):
    """A review whose panel agreed."""
    subject = reviews.make_subject(**options)
    reviews.score_all(subject)
    reviews.record_scores(subject)
    reviews.agree(subject)
    subject.panel.refresh_from_db()
    return subject


@lived_once
def make_determination(*, state="recommended", tier="early_stage", **options):
    """A decision in the state asked for; a superseded one was replaced by a later decision on the same model."""
    if state == "recommended":
        return recommend(make_agreed(**options), tier=tier)
    if state == "issued":
        return issue(make_determination(tier=tier, **options))
    determination = make_determination(state="issued", tier=tier, **options)
    review_again(determination.designation)
    determination.refresh_from_db()
    return determination


def review_again(designation, *, tier="early_stage", at=IN_FORCE):
    """A tier review that ends in a new decision."""
    made = services.recommend_after_tier_review(
        designation=designation, source_reference="TRV-TEST-22", policy=designation.determination.policy_version,
        tier=tier, reasons=[{"criterion": "Commitments", "score": None, "reason": "Met."}], note="Kept.",
        actor=officer(), at=at,
    )  # fmt: skip
    return issue(made, at=at)


@lived_once
def make_approval(*, state="active", **options):
    """A designation in the state asked for."""
    designation = make_determination(state="issued", **options).designation
    if state == "suspended":
        return enforcement.suspend(designation=designation, reason="An incident.", actor=determiner(), at=IN_FORCE)
    if state == "revoked":
        return enforcement.revoke(designation=designation, reason="Data was sold.", actor=determiner(), at=IN_FORCE)
    if state == "superseded":
        review_again(designation)
        designation.refresh_from_db()
    return designation
