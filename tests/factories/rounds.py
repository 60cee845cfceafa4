"""Rounds for tests, made by a program officer."""

from datetime import timedelta

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.rounds import amendment_services, services
from procurement.rounds.services import Notice
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.organizations import make_agency, make_agency_person
from tests.factories.quotes import make_policy
from tests.factories.staff import staff_agency


def officer(role=Role.PROGRAM_OFFICER, *, name="Priya Raman"):
    """Somebody of the agency in a role, made once."""
    make_agency()
    return people_with(the_agency(), role).first() or make_agency_person(role, name=name)


def make_notice(*, at=AT, **changes):
    """What an officer writes: reading, kindergarten to grade 3, open from ten days before to thirty after."""
    given = {
        "title": "Reading, kindergarten to grade 3",
        "summary": "Models that bring early readers to grade level.",
        "opens_at": at - timedelta(days=10),
        "closes_at": at + timedelta(days=30),
        "subjects": ("reading",),
        "grade_bands": ("K-3",),
        "services": ("supplement", "core"),
    }
    return Notice(**(given | changes))


@lived_once
def make_round(*, state="published", at=AT, **changes):
    """A round in the state asked for, of an agency that has the people to see it through."""
    staff_agency()
    earlier = at - timedelta(days=20)
    actor = officer()
    make_policy(at=at - timedelta(days=400))
    record = services.draft_round(notice=make_notice(at=at, **changes), actor=actor, at=earlier)
    if state == "draft":
        return record
    record = services.publish_round(draft=record, actor=actor, at=earlier)
    if state == "archived":
        return services.archive_round(closed=record, actor=actor, at=record.closes_at)
    return record


def amend(record, *, at=AT, reason="A district asked for it.", actor=None, **changes):
    """Amend a published round as an officer, with the least time that the policy asks for unless given."""
    given = {"closes_at": amendment_services.earliest_closing(asked=record), "opens_at": record.opens_at} | changes
    notice = make_notice(**given)
    return amendment_services.amend_round(asked=record, notice=notice, reason=reason, actor=actor or officer(), at=at)


def end(record, *, ends_at=None, at=AT, reason="The money is spent.", actor=None):
    """End a rolling round as an officer, with the least notice unless an end is given."""
    ends_at = ends_at or amendment_services.earliest_ending(asked=record, at=at)
    return amendment_services.end_round(asked=record, ends_at=ends_at, reason=reason, actor=actor or officer(), at=at)
