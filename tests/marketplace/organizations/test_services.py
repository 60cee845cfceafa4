from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.organizations import services
from marketplace.organizations.models import Membership, Organization, Role
from marketplace.organizations.services.cleaning import clean_facts
from tests.factories import AT
from tests.factories.organizations import (
    make_agency,
    make_agency_person,
    make_district,
    make_district_row,
    make_member,
    make_provider,
    owner_of,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def roles_of(person, organization):
    return set(Membership.objects.filter(person=person, organization=organization).values_list("role", flat=True))


def test_a_provider_is_drafted_by_its_owner_and_confirmed_by_the_agency():
    provider = make_provider(confirmed=False)
    owner = owner_of(provider)
    assert (provider.state, roles_of(owner, provider)) == ("unconfirmed", {"owner", "author", "signatory"})
    services.confirm_organization(organization=provider, actor=make_agency_person(), at=AT)
    provider.refresh_from_db()
    assert provider.is_confirmed
    event = AuditEvent.objects.get(name="organization.confirm", subject_id=provider.pk)
    assert event.organization_name == "Meridian Department of Education"
    assert verify_chain().problem == ""


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("ein", "12-34567", "nine digits"),
        ("ein", "123-45-6789", "social security"),
        ("ein", "", "Enter the EIN"),
        ("region", "Penn", "two letters"),
        ("postal_code", "1710", "Five digits"),
        ("email_domains", ["gmail.com"], "shared by everybody"),
        ("name", "  ", "legal name"),
    ],
)
def test_wrong_facts_name_their_field_and_leave_nothing(field, value, says):
    person = make_person()
    with pytest.raises(ValidationError) as refusal:
        make_provider(owner=person, confirmed=False, **{field: value})
    assert says.lower() in " ".join(refusal.value.message_dict[field]).lower()
    assert not Organization.objects.filter(offers=True).exists()
    assert not AuditEvent.objects.exists()


def test_an_ein_is_used_once_until_its_first_user_is_refused():
    first = make_provider(ein="98-7654321", confirmed=False)
    with pytest.raises(ValidationError, match="EIN is here already"):
        make_provider(ein="987654321")
    services.refuse_organization(
        organization=first, actor=make_agency_person(), at=AT, reason="No such firm is registered."
    )
    assert make_provider(ein="98 7654321").ein == "98-7654321"


def test_a_button_pressed_twice_registers_once():
    person = make_person()
    first = make_provider(owner=person, confirmed=False, ein="44-1112222", name="Tern Tutors")
    assert make_provider(owner=person, confirmed=False, ein="44-1112222", name="Tern Tutors") == first
    row = make_district_row()
    claims = [services.claim_district(district=row, actor=person, at=AT) for _ in range(2)]
    assert claims[0] == claims[1]
    assert AuditEvent.objects.filter(name="organization.create").count() == 2


def test_a_claimed_district_is_not_claimed_again_but_a_refused_claim_frees_it():
    row = make_district_row()
    first = services.claim_district(district=row, actor=make_person(), at=AT)
    with pytest.raises(Refused, match="already here"):
        services.claim_district(district=row, actor=make_person(name="Sam Squatter"), at=AT)
    officer = make_agency_person()
    with pytest.raises(ValidationError, match="Say why"):
        services.refuse_organization(organization=first, actor=officer, at=AT, reason=" ")
    services.refuse_organization(
        organization=first, actor=officer, at=AT, reason="The superintendent does not know you."
    )
    again = services.claim_district(district=row, actor=make_person(name="Real Superintendent"), at=AT)
    assert again.district == row
    assert again.slug != first.slug


def test_only_the_agencys_registrars_decide_and_not_about_their_own_provider():
    provider = make_provider(confirmed=False)
    with pytest.raises(NotAllowed):
        services.confirm_organization(organization=provider, actor=owner_of(provider), at=AT)
    with pytest.raises(NotVisible):
        services.confirm_organization(organization=provider, actor=make_person(), at=AT)
    with pytest.raises(NotAllowed, match="program officer"):
        services.confirm_organization(
            organization=provider, actor=make_agency_person(Role.AUDITOR, name="Al Dit"), at=AT
        )
    with pytest.raises(NotVisible):
        services.confirm_organization(
            organization=provider, actor=make_agency_person(name="No Factor", second_factor=False), at=AT
        )
    officer = make_agency_person(name="Two Hats")
    own = make_provider(owner=officer, confirmed=False)
    with pytest.raises(NotAllowed, match="no part in decisions"):
        services.confirm_organization(organization=own, actor=officer, at=AT)


def test_a_decision_is_made_once():
    provider, officer = make_provider(), make_agency_person()
    with pytest.raises(IllegalMove, match="confirmed"):
        services.confirm_organization(organization=provider, actor=officer, at=AT)


def test_a_refused_provider_corrects_its_facts_and_asks_again():
    provider = make_provider(confirmed=False)
    owner = owner_of(provider)
    services.refuse_organization(organization=provider, actor=make_agency_person(), at=AT, reason="The EIN is wrong.")
    services.change_facts(organization=provider, actor=owner, at=AT, ein="55-1234567")
    provider = services.ask_again(organization=provider, actor=owner, at=AT)
    assert (provider.state, provider.ein, provider.decision_reason) == ("unconfirmed", "55-1234567", "")


def test_a_confirmed_name_is_not_changed_by_its_owner_but_an_address_is():
    provider = make_provider()
    owner = owner_of(provider)
    with pytest.raises(ValidationError, match="department confirmed"):
        services.change_facts(organization=provider, actor=owner, at=AT, name="Another Name")
    services.change_facts(organization=provider, actor=owner, at=AT, city="Pittsburgh", evaluates=True)
    provider.refresh_from_db()
    assert (provider.city, provider.capabilities) == ("Pittsburgh", ("offers", "evaluates"))
    event = AuditEvent.objects.get(name="organization.facts_changed")
    assert event.payload == {"fields": ["city", "evaluates"]}


def test_the_last_owner_cannot_be_removed():
    district = make_district()
    owner = owner_of(district)
    last = Membership.objects.get(organization=district, person=owner, role=Role.OWNER)
    with pytest.raises(Refused, match="last owner"):
        services.remove_role(membership=last, actor=owner, at=AT)
    second = make_member(district, Role.OWNER)
    services.remove_role(membership=last, actor=second, at=AT)
    assert roles_of(owner, district) == {"buyer"}
    with pytest.raises(NotAllowed, match="owner"):
        services.give_role(organization=district, person=owner, role=Role.VIEWER, actor=owner, at=AT)


def test_roles_fit_what_the_organization_does():
    district = make_district()
    owner = owner_of(district)
    with pytest.raises(ValidationError, match="approver"):
        services.give_role(organization=district, person=owner, role=Role.DETERMINER, actor=owner, at=AT)
    with pytest.raises(Refused, match="Invite"):
        services.give_role(organization=district, person=make_person(), role=Role.BUYER, actor=owner, at=AT)


def test_an_invitation_is_answered_once_by_the_one_who_was_invited():
    district = make_district()
    owner, colleague = owner_of(district), make_person(name="Teresa Vance")
    invitation = services.invite(
        organization=district, email=colleague.email.upper(), role=Role.APPROVER, actor=owner, at=AT
    )
    same = services.invite(organization=district, email=colleague.email, role=Role.APPROVER, actor=owner, at=AT)
    assert same == invitation
    with pytest.raises(NotVisible):
        services.accept_invitation(invitation=invitation, actor=make_person(name="Eve Other"), at=AT)
    services.accept_invitation(invitation=invitation, actor=colleague, at=AT)
    assert roles_of(colleague, district) == {"approver"}
    with pytest.raises(IllegalMove):
        services.decline_invitation(invitation=invitation, actor=colleague, at=AT)
    with pytest.raises(ValidationError, match="already"):
        services.invite(organization=district, email=colleague.email, role=Role.APPROVER, actor=owner, at=AT)


def test_an_invitation_lapses_and_is_replaced():
    district = make_district()
    owner, colleague = owner_of(district), make_person(name="Teresa Vance")
    first = services.invite(organization=district, email=colleague.email, role="viewer", actor=owner, at=AT)
    later = AT + timedelta(days=14)
    with pytest.raises(Refused, match="lapsed"):
        services.accept_invitation(invitation=first, actor=colleague, at=later)
    second = services.invite(organization=district, email=colleague.email, role="viewer", actor=owner, at=later)
    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "sent")
    services.withdraw_invitation(invitation=second, actor=owner, at=later)
    with pytest.raises(IllegalMove, match="withdrawn"):
        services.accept_invitation(invitation=second, actor=colleague, at=later)


def test_there_is_one_agency():
    make_agency()
    with pytest.raises(Refused, match="One deployment is one agency"):
        services.found_agency(name="Another", owner=make_person(), at=AT)


def test_a_profile_is_ones_own():
    person = make_person()
    services.save_profile(
        person=person,
        name=" Dana  Whitlock ",
        employer="Millbrook",
        interests="Acme Corp\n\nAcme Corp",
        actor=person,
        at=AT,
    )
    person.refresh_from_db()
    assert (person.name, person.interests) == ("Dana Whitlock", ["Acme Corp"])
    with pytest.raises(ValidationError, match="own profile"):
        services.save_profile(person=person, name="X", employer="", interests=[], actor=make_person(), at=AT)
    with pytest.raises(ValidationError, match="letters or digits"):
        services.save_profile(person=person, name="\u200b\ufffd", employer="", interests=[], actor=person, at=AT)


@pytest.mark.parametrize("name", ["\u200b", "\ufffd\ufffd\ufffd", "\u3164\u00ad"])
def test_an_organization_has_a_name_that_can_be_read(name):
    with pytest.raises(ValidationError) as refusal:
        clean_facts({"name": name}, must_say=("name",))
    assert "letters or digits" in refusal.value.message_dict["name"][0]
    assert clean_facts({"name": " 3R  Schools "}, must_say=("name",)) == {"name": "3R Schools"}


def test_invitations_have_a_share_a_day():
    provider = make_provider(confirmed=False)
    owner = owner_of(provider)

    def ask(number, at=AT):
        return services.invite(
            organization=provider, email=f"guest{number}@guests.example", role=Role.AUTHOR, actor=owner, at=at
        )

    for number in range(10):
        ask(number)
    with pytest.raises(Refused, match="10 people were invited within a day"):
        ask(10)
    assert ask(10, at=AT + timedelta(days=1, minutes=1)).email == "guest10@guests.example"
