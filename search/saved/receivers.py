"""Changes of the catalogue become news, news become mail; each task is enqueued in the transaction of its cause."""

from typing import Any

from django.dispatch import receiver

from search.postponing import is_postponed
from search.saved import queries, signals
from search.saved.models import SavedSearch
from search.saved.tasks import notice_changes, remember_standings, tell_followers
from search.signals import entries_written


@receiver(entries_written)
def look_for_news(sender: Any, **kwargs: Any) -> None:
    """Entries were written: whoever keeps a search may want to know."""
    if not is_postponed() and queries.kept_searches().exists():
        notice_changes.enqueue()


@receiver(signals.search_saved)
def note_how_all_stand(sender: Any, search: SavedSearch, **kwargs: Any) -> None:
    """A search was saved: how its models stand is noted, so that later changes show."""
    remember_standings.enqueue(search_id=search.pk)


@receiver([signals.news_noticed, signals.rhythm_chosen])
def tell_at_once(sender: Any, **kwargs: Any) -> None:
    """There are news, or somebody wants to know sooner what they were not told yet."""
    tell_followers.enqueue()
