"""What is news, to whom, how often: through the services, at instants of their own."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.notifications.models import Mail
from marketplace.organizations.models import Membership
from search.facts import Lapse, TierPeriod
from search.indexing import store
from search.models import CatalogEntry
from search.saved.models import SavedSearch, SearchFollowing, SearchNews
from search.saved.noticing import notice_changes, remember_standings
from search.saved.services import choose_rhythm, remove_search, rename_search
from search.saved.telling import tell_followers
from tests.factories import AT
from tests.factories.organizations import make_district, owner_of
from tests.factories.search import make_facts
from tests.factories.searches import make_search, make_viewer

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch):
    """Tasks are called by the tests at instants of their own."""
    for name in ("notice_changes", "tell_followers", "remember_standings"):
        monkeypatch.setattr(f"search.saved.receivers.{name}", Mock())


def said(search):
    rows = SearchNews.objects.filter(search=search).order_by("pk")
    return [(row.entry.name, str(row.kind)) for row in rows.select_related("entry")]


def write(*facts):
    store(list(facts))


def test_what_newly_matches_is_news_once_and_what_was_there_before_is_none():
    old = make_facts("Old Reading", subjects=("reading",))
    write(old)
    search = make_search("q=reading&subject=reading", at=AT)
    new = make_facts(
        "New Reading", subjects=("reading",), starts_at=AT + DAY, periods=(TierPeriod("effective", AT + DAY),)
    )
    write(new, make_facts("Sums", subjects=("mathematics",)), replace(old, summary="Reads better."))
    assert (notice_changes(at=AT + HOUR), said(search)) == (0, []), "it is not public yet"
    assert notice_changes(at=AT + DAY + HOUR) == 1, "it began by the clock, and nothing was written"
    write(replace(new, summary="Other words."))
    assert notice_changes(at=AT + 2 * DAY) == notice_changes(at=AT + 2 * DAY) == 0
    assert said(search) == [("New Reading", "match")]


def test_a_kept_model_that_changes_is_news_and_each_search_hears_only_of_what_comes_after_it():
    facts = make_facts("Reads", periods=(TierPeriod("promising", AT - DAY, AT + 5 * DAY),))
    facts = replace(facts, lapses=(Lapse("expired", AT + 5 * DAY),))
    write(facts)
    first = make_search("tier=promising", at=AT)
    notice_changes(at=AT + HOUR)
    suspended = replace(
        facts,
        periods=(
            TierPeriod("promising", AT - DAY, AT + DAY),
            TierPeriod("promising", AT + 2 * DAY, AT + 3 * DAY),
            TierPeriod("effective", AT + 3 * DAY, AT + 5 * DAY),
        ),
        lapses=(Lapse("suspended", AT + DAY, AT + 2 * DAY), Lapse("expired", AT + 5 * DAY)),
    )
    write(suspended)
    notice_changes(at=AT + DAY)
    notice_changes(at=AT + 2 * DAY + HOUR)
    second = make_search("", organization=first.organization, name="Everything", at=AT + 2 * DAY + HOUR)
    notice_changes(at=AT + 6 * DAY)
    kinds = ["suspended", "back", "tier", "expired"]
    assert said(first) == [("Reads", kind) for kind in kinds]
    assert said(second) == [("Reads", "tier"), ("Reads", "expired")]
    dates = SearchNews.objects.filter(search=first).order_by("pk").values_list("happened_at", flat=True)
    assert list(dates) == [AT + DAY, AT + 2 * DAY, AT + 3 * DAY, AT + 5 * DAY]


def test_a_listing_whose_computed_tier_changes_or_that_is_approved_is_news():
    facts = make_facts("Listed", is_illustrative=True)
    write(facts)
    search = make_search(at=AT)
    remember_standings(search=search, at=AT)
    stronger = replace(facts, computed_tier="effective", periods=(TierPeriod("effective", AT - 30 * DAY),))
    write(stronger)
    notice_changes(at=AT + DAY)
    begins = AT + 2 * DAY
    write(
        replace(
            stronger,
            is_illustrative=False,
            periods=(TierPeriod("effective", AT - 30 * DAY, begins), TierPeriod("promising", begins)),
        )
    )
    notice_changes(at=begins)
    assert said(search) == [("Listed", "tier"), ("Listed", "approved")]


def test_each_follower_is_told_in_their_own_rhythm_never_twice_and_never_after_leaving():
    search = make_search(rhythm="at_once", at=AT)
    owner = owner_of(search.organization)
    people = {rhythm: make_viewer(search, email=f"{rhythm}@mill.example") for rhythm in ("daily", "weekly", "never")}
    for rhythm, person in people.items():
        choose_rhythm(search=search, rhythm=rhythm, actor=person, at=AT)
    gone = make_viewer(search, email="gone@mill.example")
    choose_rhythm(search=search, rhythm="at_once", actor=gone, at=AT)
    Membership.objects.filter(person=gone).delete()
    Mail.objects.all().delete()

    def told(at):
        before = set(Mail.objects.values_list("pk", flat=True))
        tell_followers(at=at, zone=ZONE)
        return sorted(Mail.objects.exclude(pk__in=before).values_list("address", flat=True))

    write(make_facts("First"))
    noticed = AT + HOUR
    notice_changes(at=noticed)
    assert (told(noticed), told(noticed + HOUR)) == ([owner.email], [])
    assert told(AT + DAY) == ["daily@mill.example"]
    write(make_facts("Second"), make_facts("Third"))
    notice_changes(at=AT + DAY)
    assert (told(AT + DAY), told(AT + DAY)) == ([owner.email], [])
    assert told(AT + 7 * DAY) == ["daily@mill.example", "weekly@mill.example"]
    assert told(AT + 30 * DAY) == []
    weekly = Mail.objects.get(address="weekly@mill.example")
    assert (weekly.subject, len(weekly.lines)) == ("Search “Reading”: 3 changes", 3)
    assert Mail.objects.filter(address=owner.email).first().subject == "Search “Reading”: First newly matches"


def test_nothing_is_told_again_when_the_rhythm_changes_or_the_search_is_renamed():
    facts = make_facts("Reads", periods=(TierPeriod("effective", AT - DAY),))
    write(facts)
    search = make_search(rhythm="at_once", at=AT)
    owner = owner_of(search.organization)
    ends = [AT + DAY, AT + 9 * DAY, AT + 16 * DAY]
    write(
        replace(
            facts,
            periods=(TierPeriod("effective", AT - DAY, ends[0]), TierPeriod("promising", ends[0], ends[1])),
            lapses=(Lapse("suspended", ends[1], ends[2]), Lapse("expired", ends[2])),
        )
    )
    Mail.objects.all().delete()

    def told(at, rhythm=""):
        """The subjects of the mails after a look at an instant, some hours on, and again when another was chosen."""
        known = set(Mail.objects.values_list("pk", flat=True))
        for later in (at, at + HOUR):
            if rhythm:
                choose_rhythm(search=search, rhythm=rhythm, actor=owner, at=later)
            notice_changes(at=later)
            tell_followers(at=later, zone=ZONE)
        return [mail.subject for mail in Mail.objects.exclude(pk__in=known).order_by("pk")]

    assert told(ends[0]) == ["Search “Reading”: Reads went from effective to promising"]
    assert [told(ends[0] + number * DAY, each) for number, each in ((1, "daily"), (7, "weekly"))] == [[], []]
    rename_search(search=search, name="Readers", actor=owner, at=ends[1])
    assert told(ends[1]) == [], "it waits for the week to end"
    assert told(ends[1] + 2 * HOUR, "at_once") == ["Search “Readers”: Reads is suspended"]
    rename_search(search=search, name="Reading", actor=owner, at=ends[1] + DAY)
    assert [told(ends[1] + number * DAY, each) for number, each in ((2, "daily"), (5, "at_once"))] == [[], []]
    assert told(ends[2], "weekly") == []
    assert told(ends[2] + 2 * DAY, "daily") == ["Search “Reading”: Reads is not approved any more"]
    assert [told(ends[2] + 20 * DAY, each) for each in ("weekly", "never", "at_once")] == [[], [], []]


def test_news_from_before_a_rhythm_was_chosen_are_not_told_and_a_removed_search_tells_nobody():
    search = make_search(rhythm="never", at=AT)
    owner = owner_of(search.organization)
    write(make_facts("First"))
    notice_changes(at=AT + HOUR)
    choose_rhythm(search=search, rhythm="at_once", actor=owner, at=AT + 2 * HOUR)
    Mail.objects.all().delete()
    assert tell_followers(at=AT + 2 * HOUR, zone=ZONE) == 0
    write(make_facts("Second"))
    notice_changes(at=AT + 3 * HOUR)
    remove_search(search=search, actor=owner, at=AT + 4 * HOUR)
    assert tell_followers(at=AT + 5 * HOUR, zone=ZONE) == 0
    assert Mail.objects.count() == 0


def test_one_change_costs_as_many_queries_for_500_searches_as_for_5_and_reads_no_other_model():
    facts = [make_facts(f"Reading {number}", subjects=("reading",)) for number in range(6)]
    write(*facts)
    organization = make_district()
    made = make_search("q=reading+programs&subject=reading", organization=organization)
    rows = [
        SavedSearch(
            organization=organization, name=f"Search {number}", address=f"q=reading&tier={tier}", created_at=AT,
            saved_by=made.saved_by, kept=made.kept, reference=f"SRC-{number}",
        )
        for number in range(500)
        for tier in [("effective", "promising")[number % 2]]
    ]  # fmt: skip
    costs = {}
    for count in (4, 496):
        SavedSearch.objects.bulk_create([rows.pop() for _ in range(count)])
        write(make_facts(f"Reading for {count}", subjects=("reading",)))
        with CaptureQueriesContext(connection) as asked:
            noticed = notice_changes(at=AT + count * HOUR)
        costs[count] = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert noticed == SavedSearch.objects.filter(address__contains="promising").count() + 1
    assert len(costs[496]) <= len(costs[4]) + 5, "bulk writes take a statement for each hundred"
    assert CatalogEntry.objects.count() == 8
    assert SearchFollowing.objects.count() == 1
