"""Deciding on a tier, as somebody elsewhere can do it for the agency."""

from marketplace.access.rules import anyone
from marketplace.organizations.helping import leads_to, offer_task, open_to_hands
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.designations.models import Determination
from procurement.designations.permissions import GRANT_HAND, may_decide, may_decide_later
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round

open_to_hands(
    Determination,
    noun="decision",
    page="designations:agency_detail",
    grant=GRANT_HAND,
    organization=lambda record: the_agency(),
)
leads_to(ReviewSubject, Determination, "subject")
leads_to(Determination, ReviewSubject, "determinations")
leads_to(Round, Determination, "subject__application__round")

offer_task(
    "determine",
    role=Role.DETERMINER,
    words="Decide on the tier",
    on={Determination: may_decide, ReviewSubject: may_decide_later, Round: anyone},
)
