"""Deciding a tier review, as somebody elsewhere can do it for the agency."""

from marketplace.organizations.helping import leads_to, offer_task, open_to_hands
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.designations.models import Determination
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.permissions import GRANT_HAND, may_decide

open_to_hands(
    TierReview,
    noun="tier review",
    page="tierreviews:agency_detail",
    grant=GRANT_HAND,
    organization=lambda record: the_agency(),
)
leads_to(TierReview, Determination, "tier_review")
offer_task(
    "decide_tier_review", role=Role.DETERMINER, words="Decide on the recommendation", on={TierReview: may_decide}
)
