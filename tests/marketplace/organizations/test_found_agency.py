import pytest
from django.core.management import CommandError, call_command

from marketplace.organizations.models import Membership
from marketplace.organizations.queries import the_agency
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_the_first_owner_is_somebody_who_signed_up(capsys):
    with pytest.raises(CommandError, match="Sign up"):
        call_command("found_agency", "Meridian", "nobody@people.example")
    person = make_person()
    call_command("found_agency", "Meridian Department of Education", person.email.upper(), region="pa")
    agency = the_agency()
    assert (agency.is_confirmed, agency.region) == (True, "PA")
    assert [row.role for row in Membership.objects.filter(person=person, organization=agency)] == ["owner"]
    with pytest.raises(CommandError, match="agency already"):
        call_command("found_agency", "Another", person.email)
    assert "is set up" in capsys.readouterr().out
