"""Walks an invitation to its answer."""

from marketplace.organizations import services
from marketplace.organizations.models import Role
from marketplace.organizations.transitions import INVITATION
from marketplace.people.models import User
from tests.factories import AT
from tests.factories.organizations import make_provider, owner_of
from tests.factories.people import make_person

MOVE_TO = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw"}


class Walk:
    lifecycle = INVITATION

    def in_state(self, state):
        provider, colleague = make_provider(), make_person(name="Teresa Vance")
        invitation = services.invite(
            organization=provider, email=colleague.email, role=Role.AUTHOR, actor=owner_of(provider), at=AT
        )
        if state in MOVE_TO:
            self.do(MOVE_TO[state], invitation)
            invitation.refresh_from_db()
        return invitation

    def do(self, move, record):
        invited = User.objects.get(email=record.email)
        if move == "accept":
            services.accept_invitation(invitation=record, actor=invited, at=AT)
        elif move == "decline":
            services.decline_invitation(invitation=record, actor=invited, at=AT)
        else:
            services.withdraw_invitation(invitation=record, actor=owner_of(record.organization), at=AT)
