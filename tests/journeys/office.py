"""The people of one stage 1 story at their browsers, and the day on which it goes on."""

from datetime import timedelta

from tests.factories import AT
from tests.factories.organizations import owner_of
from tests.journeys.visitor import Visitor
from tests.procurement.pages import client_of

DAY = timedelta(days=1)


class Office:
    """Days that pass, and people who have just signed in."""

    def __init__(self, clock):
        self.clock = clock
        self.go_to(AT)

    def go_to(self, at):
        """Let the story go on at this instant."""
        self.clock.offset += at - self.clock.now

    def person(self, person):
        """Somebody at a browser, recently signed in."""
        visitor = Visitor(person)
        visitor.client = client_of(person)
        return visitor

    def owner(self, organization):
        """An owner of the organization at a browser."""
        return self.person(owner_of(organization))

    @property
    def public(self):
        """Anybody."""
        return Visitor()
