"""No page asks the database more often when its lists grow: as many queries at 1 row as at 30, and at most 15.

Pages that gather from many slices ask each of them once, so their bound is their own and stands here by name.

Every address of ours joins by itself. Each is asked for as the first person whom it lets in, over the demo; rows are
multiplied where templates loop over records (see `tests.rows`), so a list needs no data of its own here.
"""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from marketplace.people.models import User
from tests import portal
from tests.rows import every_list_has

MOST_QUERIES = 15
MOST_OF_A_GATHERING = {  # five of each are the session, the person, their roles, the branding and the footer
    "desk:desk": 20,  # each slice that has something for a person, once
    "desk:dates": 20,  # the same, for a calendar
    "casework:monday": 27,  # the running applications with all that says whose turn it is, and ten slices more, once
    "applications:tasks": 19,  # answers, goals, model, files, claims, evidence and visits, each kept in its own slice
    "applications:check": 17,  # the same without visits
    "catalog:model_whole": 30,  # six parts at once, to print
}
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
OURS = [endpoint for endpoint in portal.endpoints() if endpoint.declaration is not None]


def count_queries(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured if not query["sql"].startswith(BOOKKEEPING)]


def somebody_in(endpoint, cast):
    """A person and an address that shows the page, or None where the view shows none (it only acts)."""
    for record in portal.samples(endpoint, 1):
        for address in portal.addresses(endpoint, record, cast):
            public = endpoint.declaration.roles == ("public",)
            for person in [None] if public else cast.insiders(endpoint.declaration, record):
                if cast.get(person, address).status_code == 200:
                    return person, address
    return None


@pytest.mark.parametrize("endpoint", OURS, ids=str)
def test_queries_do_not_grow_with_rows(endpoint, demo_database):
    cast = portal.Cast()
    found = somebody_in(endpoint, cast)
    if found is None:
        return
    counted = {}
    for rows in (1, 30):
        with every_list_has(rows):
            counted[rows] = count_queries(lambda: cast.get(*found))
    few, many = counted[1], counted[30]
    assert len(few) == len(many), f"{found[1]} asks again for each row: {repeated(many)}"
    assert len(many) <= MOST_OF_A_GATHERING.get(endpoint.name, MOST_QUERIES), (
        f"{found[1]} asks {len(many)} times: {repeated(many)}"
    )


def repeated(queries):
    """The statement asked most often, without its values."""
    shapes = [query.split(" WHERE ")[0][:200] for query in queries]
    commonest = max(set(shapes), key=shapes.count)
    return f"{shapes.count(commonest)} times {commonest}"


def test_a_list_that_asks_once_a_row_is_noticed(db):
    """The net itself: a loop that fetches for each row grows, one that does not stays."""
    for number in range(2):
        User.objects.create(email=f"p{number}@people.example", name=f"Person {number}")
    asks = "{% for person in people %}{{ person.memberships.count }}{% endfor %}"
    rests = "{% for person in people %}{{ person.name }}{% endfor %}"

    def counts(text):
        found = []
        for rows in (1, 30):
            with every_list_has(rows):
                found.append(len(count_queries(lambda: render_text(text, {"people": User.objects.all()}))))
        return found

    assert counts(rests) == [1, 1]
    assert counts(asks) == [2, 31]


def render_text(text, context):
    return Template(text).render(Context(context))
