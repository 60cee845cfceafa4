"""What a timeline says of learning models."""

from marketplace.audit.events import register_events

register_events(
    {
        "product.create": "added the learning model",
        "product.rename": "renamed the learning model",
        "model_version.save": "changed the description",
        "model_version.add_data_element": "added a data element",
        "model_version.remove_data_element": "removed a data element",
        "model_version.add_cost": "added a cost",
        "model_version.remove_cost": "removed a cost",
        "model_version.save_rule_needs": "changed the rules that it needs to be excused from",
    }
)
