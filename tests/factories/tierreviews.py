"""Tier reviews for tests, opened by a trigger and moved by their people."""

import datetime

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.tierreviews import services
from procurement.tierreviews.triggers import Trigger
from tests.factories import AT, designations, reviews
from tests.factories.memory import lived_once
from tests.factories.organizations import make_agency_person
from tests.factories.products import author_of
from tests.factories.quotes import make_designation, make_policy

DAY = datetime.timedelta(days=1)
AFTER_REPLY = AT + 60 * DAY
TERM = Trigger("term_ending", "The term ends on 1 July 2027.")


def officer():
    """Who puts dossiers together and recommends."""
    return people_with(the_agency(), Role.PROGRAM_OFFICER).first() or make_agency_person()


def determiner():
    """Who decides."""
    found = people_with(the_agency(), Role.DETERMINER).first()
    return found or make_agency_person(Role.DETERMINER, name="Theo Marsh")


def provider_of(review):
    return author_of(review.provider)


def recommend(review, *, tier="", note="The dossier says so.", actor=None, at=AT):
    tier = tier or review.computed["tier"]
    return services.recommend_tier(review=review, tier=tier, note=note, actor=actor or officer(), at=at)


def decide(review, *, tier="", reason="", actor=None, at=AFTER_REPLY):
    tier = tier or review.recommendation
    return services.decide_review(review=review, tier=tier, reason=reason, actor=actor or determiner(), at=at)


def overtake(review, *, tier="early_stage"):
    """A later application of the same model, decided."""
    subject = reviews.make_subject(model=review.model)
    reviews.score_all(subject)
    determination = designations.decide(subject, tier=tier)
    review.refresh_from_db()
    return determination


@lived_once
def make_review(*, state="opened", tier="early_stage", designation=None, at=AT):
    """A review in the state asked for. An early-stage one is kept, a promising one without evidence goes down."""
    make_policy(at=at - 400 * DAY)
    designation = designation or make_designation(tier=tier, at=at)
    determiner()
    review = services.open_review(designation=designation, trigger=TERM, actor=None, at=at)
    if state == "overtaken":
        overtake(review)
    if state == "closed":
        return services.close_review(review=review, because=services.REVOKED, at=at)
    if state in ("opened", "overtaken"):
        return review
    review = services.assemble_dossier(review=review, actor=officer(), at=at)
    if state in ("recommended", "decided"):
        review = recommend(review, at=at)
    return decide(review) if state == "decided" else review
