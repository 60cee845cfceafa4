"""Searches that districts keep, the news in them week by week, and how often models were looked at."""

from datetime import datetime, timedelta

from django.conf import settings

from cms.demo.world import World
from marketplace.access.scope import request_scope
from search.interest.models import InterestAct
from search.interest.services import add_one
from search.interest.visitors import kind_of_buyer
from search.saved import noticing, services, telling
from search.saved.models import SavedSearch

FIRST, CAREER, SCIENCE = 260, 110, 90
LOOKED, REMOVED = 70, 30


def is_done(world: World) -> bool:
    """Whether the last thing, a removed search, is there."""
    return SavedSearch.objects.filter(state="removed").exists()


def play(world: World) -> None:
    """Three districts keep a search each; the portal looks for news once a week and tells who wants to know."""
    numbers = _save(world, "tamarack", "walter.simms", "Mathematics to try", "subject=mathematics", "weekly", FIRST)
    _choose(world, numbers, "paulo.teixeira", "at_once", FIRST - 2)
    _weeks(world, FIRST, CAREER)
    career = _save(
        world, "grayshollow", "june.castellano", "Career readiness", "q=employer&subject=career", "at_once", CAREER
    )
    _weeks(world, CAREER, SCIENCE)
    _save(world, "ellison", "ravi.menon", "Science, grades 6 to 9", "subject=science&grade=6-9", "daily", SCIENCE)
    _weeks(world, SCIENCE, LOOKED)
    services.look_at(search=numbers, actor=world.person("walter.simms"))
    _weeks(world, LOOKED, REMOVED)
    services.remove_search(search=career, actor=world.person("june.castellano"), at=world.ago(REMOVED, "09:15"))
    _weeks(world, REMOVED, 0)
    _count_interest(world)


def _save(world: World, body: str, person: str, name: str, address: str, rhythm: str, days: int) -> SavedSearch:
    at = world.ago(days, "08:40")
    with request_scope(at=at):
        search = services.save_search(
            organization=world.body(body), name=name, address=address, rhythm=rhythm, actor=world.person(person), at=at
        )
        noticing.remember_standings(search=search, at=at)
    return search


def _choose(world: World, search: SavedSearch, person: str, rhythm: str, days: int) -> None:
    at = world.ago(days, "11:20")
    with request_scope(at=at):
        services.choose_rhythm(search=search, rhythm=rhythm, actor=world.person(person), at=at)


def _weeks(world: World, since: int, until: int) -> None:
    """Look for news each week from so many days ago to so many, and tell."""
    for days in range(since - 1, until, -7):
        _look(world.ago(days, "09:00"))
    _look(world.ago(until, "08:30") if until else world.now)


def _look(at: datetime) -> None:
    with request_scope(at=at):
        noticing.notice_changes(at=at)
        telling.tell_followers(at=at, zone=settings.TIME_ZONE)


def _count_interest(world: World) -> None:
    """Three months of looks at two models of one provider and one of another; most kinds are under five."""
    month = world.today.replace(day=1)
    for age, share in enumerate((10, 7, 4)):
        month = (month - timedelta(days=1)).replace(day=1)
        for key, factor in (("storylab", 10), ("harbor", 6), ("lab", 3)):
            model_ids = [world.model(key).pk]
            for act, kind, number in _looks(world):
                for _ in range(number * factor * share // 100 if age or kind != "consortium" else 2):
                    add_one(model_ids=model_ids, act=act, kind=kind, day=month)


def _looks(world: World) -> list[tuple[str, str, int]]:
    rural, city, town, suburb = (
        kind_of_buyer(world.body(key)) for key in ("tamarack", "ellison", "grayshollow", "ashgrove")
    )
    viewed, compared, shortlisted = InterestAct.VIEWED, InterestAct.COMPARED, InterestAct.SHORTLISTED
    return [
        (viewed, "public", 48),
        (viewed, rural, 26),
        (viewed, "district:rural:under_1000", 14),
        (viewed, city, 12),
        (viewed, town, 9),
        (viewed, suburb, 7),
        (viewed, "consortium", 3),
        (viewed, "other", 8),
        (compared, "public", 9),
        (compared, rural, 11),
        (compared, city, 7),
        (shortlisted, rural, 8),
        (shortlisted, town, 2),
    ]
