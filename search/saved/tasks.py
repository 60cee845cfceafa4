"""Looking for news after changes and by the clock, and telling people of them."""

from datetime import timedelta

from django.conf import settings
from django_tasks import task

from marketplace.access.scope import current_instant
from marketplace.tasks.registry import every
from search.saved import noticing, telling
from search.saved.models import SavedSearch
from search.tasks import index_begun


@task()
def notice_changes() -> int:
    """Look at what changed in the catalogue; done twice, it changes nothing."""
    return noticing.notice_changes(at=current_instant())


@every(timedelta(minutes=5))
@task()
def notice_by_the_clock() -> int:
    """Look at what began or ended by the clock, and tell those whose hour has come.

    What became public lately is brought up to date first, so that an approval is told as it stands in public.
    """
    index_begun.call()
    noticing.notice_changes(at=current_instant())
    return telling.tell_followers(at=current_instant(), zone=settings.TIME_ZONE)


@task()
def tell_followers() -> int:
    """Tell those who want to know at once."""
    return telling.tell_followers(at=current_instant(), zone=settings.TIME_ZONE)


@task()
def remember_standings(search_id: int) -> None:
    """Note how the models of a new search stand now."""
    search = SavedSearch.objects.get(pk=search_id)
    noticing.remember_standings(search=search, at=current_instant())
