"""What the home page shows besides its own words."""

from datetime import datetime
from typing import Any

from cms.figures import figures
from cms.models import HomePage
from cms.queries import latest_news
from marketplace.products.vocabulary import Tier
from procurement.rounds.queries import SOONEST_CLOSING, open_at

MOST_ROUNDS = 3


def home_context(page: HomePage, at: datetime) -> dict[str, Any]:
    """Tiers with their words, live numbers, news, and the rounds that take applications."""
    counted = figures(at=at)
    return {
        "tiers": [
            (Tier.EARLY_STAGE, page.early_stage_words),
            (Tier.PROMISING, page.promising_words),
            (Tier.EFFECTIVE, page.effective_words),
        ],
        "stats": [(figure.words, figure.value) for figure in counted],
        "figures": counted,
        "news": latest_news(),
        "rounds": open_at(at).order_by(*SOONEST_CLOSING)[:MOST_ROUNDS],
    }
