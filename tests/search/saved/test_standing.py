from datetime import UTC, datetime, timedelta

from search.saved.standing import Change, Standing, changes_between, kind_of

T0 = datetime(2027, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FORCE = Standing("in_force", "promising")
SUSPENDED = Standing("suspended", "promising")


def test_what_is_news():
    listing = Standing("in_force", "promising", is_listing=True)
    assert kind_of(None, FORCE) == kind_of(FORCE, None) == kind_of(FORCE, FORCE) == ""
    assert kind_of(FORCE, Standing("in_force", "effective")) == "tier"
    assert kind_of(FORCE, SUSPENDED) == "suspended"
    assert kind_of(SUSPENDED, Standing("revoked", "promising")) == "revoked"
    assert kind_of(SUSPENDED, FORCE) == "back"
    assert kind_of(SUSPENDED, Standing("suspended", "effective")) == ""
    assert kind_of(listing, FORCE) == "approved"


def test_every_change_between_two_looks_has_its_own_instant_and_the_rest_is_noticed_now():
    def stands_at(at):
        if at < T0 + DAY:
            return FORCE
        return SUSPENDED if at < T0 + 2 * DAY else Standing("in_force", "effective")

    found, after = changes_between(
        FORCE, stands_at=stands_at, boundaries=[T0, T0 + DAY, T0 + 2 * DAY, T0 + 9 * DAY], since=T0, until=T0 + 3 * DAY
    )
    assert found == [
        Change("suspended", "promising", "promising", T0 + DAY),
        Change("back", "effective", "promising", T0 + 2 * DAY),
    ]
    again, _ = changes_between(after, stands_at=stands_at, boundaries=[], since=T0 + 3 * DAY, until=T0 + 4 * DAY)
    assert again == []
    rewritten, _ = changes_between(
        Standing("in_force", "early_stage"), stands_at=stands_at, boundaries=[], since=T0 + 3 * DAY, until=T0 + 4 * DAY
    )
    assert rewritten == [Change("tier", "effective", "early_stage", T0 + 4 * DAY, is_dated=False)]
