"""What is recorded of shortlists. Payloads say how many, never which: what a district considers is its own."""

from marketplace.audit.events import register_events

register_events(
    {
        "shortlist.renamed": "renamed the shortlist",
        "shortlist.model_added": "added a model",
        "shortlist.model_removed": "took a model off",
        "shortlist.noted": "wrote a note",
        "shortlist.note_removed": "took a note back",
        "shortlist.put_away": "put the shortlist away",
        "shortlist.brought_back": "brought the shortlist back",
        "shortlist.deleted": "deleted a shortlist",
    }
)
