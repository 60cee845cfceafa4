"""What is recorded of comments on a draft: that they were made, never what they say."""

from marketplace.audit.events import register_events

register_events(
    {
        "policy_version.comment_added": "commented on the draft",
        "policy_version.comment_answered": "answered a comment on the draft",
        "policy_version.comment_resolved": "resolved a comment on the draft",
        "policy_version.comment_reopened": "opened a comment on the draft again",
    }
)
