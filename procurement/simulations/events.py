"""Words of what happens to trial runs of the policy."""

from marketplace.audit.events import register_events

register_events(
    {
        "policy_simulation.started": "started a trial run of the policy draft",
        "policy_simulation.finished": "finished a trial run of the policy draft",
    }
)
