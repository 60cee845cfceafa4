"""The tasks of a review with which somebody elsewhere can help."""

from marketplace.access.rules import anyone
from marketplace.organizations.helping import leads_to, offer_task, open_to_hands
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.reviews.models import Assignment, ReviewSubject
from procurement.reviews.permissions import GRANT_HAND, may_lead, may_look_after, may_review
from procurement.rounds.models import Round

open_to_hands(
    ReviewSubject, noun="review", page="reviews:subject", grant=GRANT_HAND, organization=lambda record: the_agency()
)
leads_to(ReviewSubject, Assignment, "panel__subject")
leads_to(Round, ReviewSubject, "application__round")
leads_to(Round, Assignment, "panel__subject__application__round")

offer_task(
    "review",
    role=Role.REVIEWER,
    words="Score as an independent reviewer",
    on={ReviewSubject: may_review, Round: anyone},
    home="reviews:queue",
)
offer_task(
    "lead", role=Role.REVIEW_LEAD, words="Lead the panel to its consensus", on={ReviewSubject: may_lead, Round: anyone}
)
offer_task(
    "look_after",
    role=Role.PROGRAM_OFFICER,
    words="Choose the panel and recommend a decision",
    on={ReviewSubject: may_look_after},
)
