"""Walks an organization from its registration to the agency's decision."""

from marketplace.organizations import services
from marketplace.organizations.transitions import ORGANIZATION
from tests.factories import AT
from tests.factories.organizations import make_agency, make_provider, owner_of

REASON = "The employer number belongs to another firm."


class Walk:
    lifecycle = ORGANIZATION

    def in_state(self, state):
        make_agency()
        provider = make_provider(confirmed=state == "confirmed")
        if state == "refused":
            self.do("refuse", provider)
            provider.refresh_from_db()
        return provider

    def do(self, move, record):
        if move == "ask_again":
            services.ask_again(organization=record, actor=owner_of(record), at=AT)
        elif move == "confirm":
            services.confirm_organization(organization=record, actor=owner_of(make_agency()), at=AT)
        else:
            services.refuse_organization(organization=record, actor=owner_of(make_agency()), at=AT, reason=REASON)
