"""Words of what happens to agreements."""

from marketplace.audit.events import register_events

register_events(
    {
        "agreement.opened": "opened the agreement",
        "agreement.spend_reserved": "reserved the spend",
        "agreement.spend_fixed": "fixed the spend",
        "agreement.spend_released": "released the spend",
    }
)
