"""What else is recorded of a review; never a score or a reason."""

from marketplace.audit.events import register_events

register_events(
    {
        "review_subject.opened": "opened a review",
        "review_subject.file_shown": "let reviewers have a file that shows no name",
        "review_subject.names_confirmed": "confirmed which hidden words are names",
        "review_subject.file_kept": "kept a file from reviewers",
        "review_subject.closed": "closed the review without a decision",
        "review_subject.lead_named": "named the lead of the panel",
        "review_assignment.score_saved": "saved a score",
        "review_subject.scores_voided": "voided a reviewer’s scores, as a conflict was discovered",
        "review_subject.consensus_withdrawn": "took back the consensus that was open, as the panel is incomplete",
        "consensus.score_saved": "saved a consensus score",
        "standing_panel.set": "set a standing panel",
        "standing_panel.removed": "removed a standing panel",
        "recheck.drawn": "drew a sample of declarations to check again",
        "recheck.checked": "checked a declaration again",
    }
)
