"""The database's own guard: what was said about a draft stays as it was said."""

from marketplace.immutability import WrittenOnce
from procurement.policycomments.models import PolicyComment

SAID = ("version", "place", "thread", "text", "author", "created_at")
WRITTEN_ONCE = (WrittenOnce(PolicyComment, "a comment stays as it was written", fields=SAID),)
