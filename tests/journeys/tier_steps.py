"""The end of the loop: what the pilots showed moves the tier, by people's decision."""

import re

from tests.journeys.people import Cast
from tests.journeys.steps import MODEL


def review_tier(cast: Cast, clock) -> str:
    """An officer puts the dossier together and recommends; a determiner decides; public three days later."""
    officer = cast.recommender.sign_in()
    officer.open("/agency/tier-reviews/").follow(MODEL)
    reference = re.search(r"TRV-\w{4}-\w{2}", officer.path).group()
    address = f"/agency/tier-reviews/{reference}/"
    officer.open(address).press("Put the dossier together")
    officer.open(address).press(
        "Recommend", tier="promising", note="Two pilots in two districts, on two validated measures."
    )
    officer.open(address).does_not_see("Issue the decision")
    cast.determiner.sign_in().open(address).press("Issue the decision", tier="promising")
    cast.public.open("/approved-list/").sees("Early stage")
    clock.pass_time(hours=73)
    cast.public.open("/approved-list/").sees("Promising")
    cast.public.open("/registers/tier-reviews/").sees(MODEL)
    return reference
