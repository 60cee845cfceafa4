"""How timelines say what happens to organizations, their people and the directory."""

from marketplace.audit.events import register_events

register_events(
    {
        "organization.facts_changed": "changed the organization’s facts",
        "desk.handed_over": "handed a desk over to a colleague",
        "desk.taken_back": "took a desk back from a colleague",
        "membership.given": "gave a role",
        "membership.removed": "took a role away",
        "district.classified": "classified the agency",
        "directory.imported": "imported a directory of districts",
        "person.profile_changed": "changed their profile",
        "person.left_organization": "took the person’s last role in the organization away",
    }
)
