"""Walks saved searches through their states."""

from search.saved.services import remove_search
from search.saved.transitions import SAVED_SEARCH
from tests.factories import AT
from tests.factories.organizations import owner_of
from tests.factories.searches import make_search


class Walk:
    lifecycle = SAVED_SEARCH

    def in_state(self, state):
        search = make_search()
        if state == "removed":
            self.do("remove", search)
            search.refresh_from_db()
        return search

    def do(self, move, record):
        remove_search(search=record, actor=owner_of(record.organization), at=AT)
