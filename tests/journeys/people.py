"""The people of a journey, who sign in through the portal's own pages."""

import time
from decimal import Decimal

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from marketplace.evidence.services import register_measure
from marketplace.organizations.models import Role
from tests.factories import organizations as made
from tests.factories.people import PASSWORD
from tests.factories.quotes import make_library, make_policy
from tests.journeys.visitor import Visitor

STATE_MATHEMATICS = {
    "name": "Meridian Mathematics Test", "owner": "state", "kind": "summative", "domain": "general math",
    "is_normed": True, "higher_is_better": True, "scale_minimum": Decimal(100), "scale_maximum": Decimal(900),
}  # fmt: skip
INTERVIEW = {
    "name": "Stillwater Number Interview", "owner": "commercial", "kind": "formative", "domain": "general math",
    "is_normed": False, "higher_is_better": True, "scale_minimum": Decimal(0), "scale_maximum": Decimal(80),
}  # fmt: skip
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECONDS_A_CODE = 30


class SignedIn(Visitor):
    """A person who signs in with a password, and with a code where they have a second factor."""

    def __init__(self, person, clock, *, has_code: bool = False) -> None:
        super().__init__(person)
        self.clock, self.has_code = clock, has_code
        if has_code:
            TOTP.activate(person, SECRET)

    def sign_in(self) -> "SignedIn":
        """Sign in afresh; a code is used once and for a while only, so each sign-in waits for a new one to begin."""
        self.leave()
        self.clock.pass_time(seconds=SECONDS_A_CODE + 1)
        self.open("/accounts/login/")
        self.press("Sign in", login=self.person.email, password=PASSWORD)
        if self.has_code:
            self.clock.pass_time(seconds=SECONDS_A_CODE - time.time() % SECONDS_A_CODE)
            self.press("Sign in", code=current_code())
        return self


def current_code() -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // SECONDS_A_CODE))


class Cast:
    """Everybody in the loop, each with their own browser."""

    def __init__(self, clock, *, person=SignedIn, visitor=Visitor) -> None:
        at = clock.now
        make_policy(at=at)
        make_library(at=at)
        for values in (STATE_MATHEMATICS, INTERVIEW):
            register_measure(values=values, actor=None, at=at)
        agency = {"second_factor": False, "at_domain": "meridian.example"}
        self.officer = person(
            made.make_agency_person(Role.PROGRAM_OFFICER, name="Daniel Reyes", **agency), clock, has_code=True
        )
        self.recommender = person(
            made.make_agency_person(Role.PROGRAM_OFFICER, name="Elena Boyd", **agency), clock, has_code=True
        )
        self.lead = person(
            made.make_agency_person(Role.REVIEW_LEAD, name="Hannah Lindqvist", **agency), clock, has_code=True
        )
        self.determiner = person(
            made.make_agency_person(Role.DETERMINER, name="Samuel Whitcombe", **agency), clock, has_code=True
        )
        made.make_agency_person(Role.APPEAL_OFFICER, name="Violet Okoro", **agency)
        self.reviewers = [
            person(made.make_reviewer(name=name, second_factor=False), clock, has_code=True)
            for name in ("Amara Diallo", "Kenneth Yoo", "Sofia Marchetti")
        ]
        self.provider = made.make_provider(name="Lanternfield Learning", at=at)
        self.owner = person(made.owner_of(self.provider), clock)
        self.author = person(made.make_member(self.provider, Role.AUTHOR, name="Marcus Oyelaran", at=at), clock)
        self.districts = {}
        for name in ("Tamarack Area School District", "Port Ellison City Schools"):
            district = made.make_district(name=name, at=at)
            buyer = person(made.make_member(district, Role.BUYER, name=f"Walter of {name[:4]}", at=at), clock)
            signatory = person(made.make_member(district, Role.SIGNATORY, name=f"Evelyn of {name[:4]}", at=at), clock)
            self.districts[name] = (district, buyer, signatory)
        self.public = visitor()
