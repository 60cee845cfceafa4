"""The whole loop in order, whatever the people look at it with."""

from tests.journeys import purchase_steps, steps, tier_steps
from tests.journeys.clock import Clock
from tests.journeys.people import Cast

BETTER = {
    "Tamarack Area School District": ((51, 66), ("471.8", "452.6"), ("47.9", "42.6")),
    "Port Ellison City Schools": ((52, 68), ("466.0", "449.9"), ("46.2", "41.8")),
}


def walk(cast: Cast, clock: Clock) -> None:
    """A claim becomes a result, and the result moves the tier."""
    invitation = steps.publish_round(cast, clock)
    steps.describe_model(cast)
    with cast.author.by_keyboard(), cast.owner.by_keyboard():
        application = steps.apply(cast, invitation)
    panel = steps.screen_and_assign(cast, application)
    steps.review(cast)
    steps.agree(cast, panel)
    steps.recommend_and_decide(cast, clock, panel)
    steps.find_in_catalogue(cast, tier="early_stage", tier_words="Early stage")

    pilots = [purchase_steps.pilot_in(cast, district) for district in BETTER]
    for one in pilots:
        purchase_steps.ask(cast, clock, one)
        purchase_steps.negotiate(cast, one)
        purchase_steps.sign(cast, clock, one)
    purchase_steps.run_pilots(cast, clock, pilots)
    for one in pilots:
        purchase_steps.report(cast, clock, one, purchase_steps.totals_of(*BETTER[one.district]))

    tier_steps.review_tier(cast, clock)
    steps.find_in_catalogue(cast, tier="promising", tier_words="Promising")
    cast.public.follow("History").sees("Approved, promising after a tier review", *BETTER)
    cast.public.follow("Report cards and pilots").sees("Expand", *BETTER)
