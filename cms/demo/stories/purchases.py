"""What districts asked for, agreed on, signed and tried."""

from cms.demo.stories.purchase import STAGES, Purchase
from cms.demo.stories.purchases_asked import ASKED
from cms.demo.stories.purchases_tried import TRIED

__all__ = ["BY_KEY", "PURCHASES", "STAGES", "Purchase"]

PURCHASES = (*TRIED, *ASKED)
BY_KEY = {purchase.key: purchase for purchase in PURCHASES}
