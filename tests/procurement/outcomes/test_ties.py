"""Whoever of the department is tied to the provider has no part in an outcome report before it is public."""

import pytest

from marketplace.access.permissions import NotAllowed
from marketplace.organizations.models import Role
from procurement.outcomes import permissions, services
from procurement.outcomes.desk import reports_to_check
from procurement.outcomes.publishing import publish_report
from tests.factories.organizations import make_agency_person
from tests.factories.outcomes import AFTER_REPLY, CHECKED, make_report, officer
from tests.factories.pilots import buyer_of, provider_of
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


def tied_to(provider):
    person = make_agency_person(Role.PROGRAM_OFFICER, name="Zora Quill")
    person.employer = f"{provider.name}, Inc."
    person.save()
    return person


def test_who_is_tied_neither_checks_nor_returns_nor_publishes_nor_reads():
    report = make_report(state="submitted")
    person = tied_to(report.pilot.provider)
    with pytest.raises(NotAllowed, match="You work for"):
        services.verify_report(report=report, actor=person, at=CHECKED)
    with pytest.raises(NotAllowed, match="You work for"):
        services.return_report(report=report, reason="Why?", actor=person, at=CHECKED)
    report = services.verify_report(report=report, actor=officer(), at=CHECKED)
    with pytest.raises(NotAllowed, match="You work for"):
        publish_report(report=report, actor=person, at=AFTER_REPLY)
    for permission in (permissions.AGENCY_VIEW, permissions.VIEW, permissions.NUMBERS):
        assert "You work for" in permission.decide(person, report).reason
        assert permission.decide(officer(), report).allowed
    assert permissions.VIEW.decide(provider_of(report.pilot), report).allowed
    assert permissions.NUMBERS.decide(buyer_of(report.pilot), report).allowed


def test_lists_and_desk_leave_such_reports_out_and_say_so():
    report = make_report(state="submitted")
    person = tied_to(report.pilot.provider)
    assert list(reports_to_check(person, CHECKED)) == []
    assert [item.reference for item in reports_to_check(officer(), CHECKED)] == [report.reference]
    shown = {who: client_of(who).get("/agency/outcomes/").content.decode() for who in (person, officer())}
    assert report.reference not in shown[person]
    assert "conflict of interest are left out" in shown[person]
    assert report.reference in shown[officer()]
    assert "left out" not in shown[officer()]
