import pytest
from django.core.management import CommandError, call_command

from cms.models import HomePage
from marketplace.organizations.models import Membership
from marketplace.organizations.queries import the_agency
from procurement.applicationforms.models import ApplicationForm
from procurement.clauses.models import ClauseVersion
from procurement.lettertemplates.models import LetterTemplate
from procurement.policy.models import Policy, PolicyVersion
from procurement.waivablerules.models import WaivableRule
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SHIPPED = (HomePage, ApplicationForm, ClauseVersion, LetterTemplate, Policy, PolicyVersion, WaivableRule)


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


def test_a_fresh_portal_has_what_ships_with_it_and_its_owner_edits_it():
    person = make_person()
    call_command("found_agency", "Meridian Department of Education", person.email)
    assert PolicyVersion.objects.get().state == "published"
    assert all(kind.objects.exists() for kind in SHIPPED)
    assert person.has_perm("procurement.change_policy")


def test_an_empty_one_has_nothing():
    call_command("found_agency", "Meridian Department of Education", make_person().email, empty=True)
    assert not any(kind.objects.exists() for kind in SHIPPED if kind is not HomePage)
