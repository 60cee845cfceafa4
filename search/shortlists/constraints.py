"""The database's own guard: what was frozen stays as it was frozen."""

from marketplace.immutability import WrittenOnce
from search.shortlists.models import ResearchRecord, Shortlist, ShortlistItem, ShortlistNote

WORDS = "a frozen shortlist stays as it was frozen"
ON_A_FROZEN_LIST = (
    "EXISTS (SELECT 1 FROM search_shortlist "
    "WHERE search_shortlist.id = OLD.shortlist_id AND search_shortlist.state = 'frozen')"
)
WRITTEN_ONCE = (
    WrittenOnce(ResearchRecord, "a market research record stays as it was frozen"),
    WrittenOnce(
        Shortlist,
        WORDS,
        fields=("reference", "organization", "name", "state", "created_by", "created_at"),
        since="OLD.state = 'frozen'",
    ),
    WrittenOnce(ShortlistItem, WORDS, since=ON_A_FROZEN_LIST),
    WrittenOnce(ShortlistNote, WORDS, since=ON_A_FROZEN_LIST),
)
