"""Telling those who follow a search what became new in it, each as often as they chose."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from marketplace.lifecycles.services import locked, service
from marketplace.notifications.rhythm import NEVER, RHYTHMS, told_until
from marketplace.notifications.services import notify_subscriber
from search.saved import queries
from search.saved.models import SearchFollowing
from search.saved.stopping import stop_url
from search.saved.wording import lines_of, subject_of


def tell_followers(*, at: datetime, zone: str) -> int:
    """Tell everyone who is due to hear at `at`; gives how many were told. Days and weeks are those of `zone`.

    Each person is told in a transaction of their own, and never twice of the same news.
    """
    count = 0
    for rhythm in RHYTHMS:
        until = told_until(rhythm, at=at, zone=zone)
        if until is not None:
            rows = list(queries.to_be_told(rhythm, until=until))
            count += sum(tell_follower(following=row, until=until, at=at) for row in rows)
    return count


@service
def tell_follower(*, following: SearchFollowing, until: datetime, at: datetime) -> bool:
    """Tell one person all news of one search that were noticed until an instant; gives whether there were any."""
    held = locked(following)
    news = queries.news_to_tell(held, until=until) if held.rhythm != NEVER else []
    if not news:
        return False
    search = following.search
    notify_subscriber(
        person=following.person,
        subject=subject_of(search, news),
        lines=lines_of(news),
        url=reverse("saved:detail", args=[search.reference]),
        stop_url=stop_url(search_id=search.pk, person_id=following.person_id),
        at=at,
    )
    held.told_until = news[-1].pk
    held.save(update_fields=["told_until"])
    return True
