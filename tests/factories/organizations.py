"""Organizations for tests, made and confirmed by calling services as their people."""

from itertools import count

from marketplace.organizations import services
from marketplace.organizations.models import District, Membership, Organization, Role
from marketplace.organizations.queries import forget_memberships
from tests.factories import AT
from tests.factories.people import make_person

_numbers = count(1001)  # four figures, so that no name begins with another


def next_number():
    """A number that no other record of this run has."""
    return next(_numbers)


def make_agency(*, name="Meridian Department of Education"):
    """The agency, once; its first owner has a second factor."""
    agency = Organization.objects.filter(regulates=True).first()
    if agency:
        return agency
    owner = make_person(name="Marta Oyelaran", second_factor=True)
    return services.found_agency(name=name, owner=owner, region="PA", at=AT, is_fictional=True)


def make_agency_person(role=Role.PROGRAM_OFFICER, *, name="Priya Raman", second_factor=True, **fields):
    """A person of the agency in one role."""
    return make_member(make_agency(), role, name=name, second_factor=second_factor, **fields)


def make_reviewer(*, name="Ines Calloway", **fields):
    """An independent reviewer of the agency's pool."""
    return make_agency_person(Role.REVIEWER, name=name, **fields)


def make_provider(*, name="", owner=None, confirmed=True, at=AT, **facts):
    """A provider with an owner who is also author and signatory; confirmed unless asked otherwise."""
    number = next_number()
    owner = owner or make_person(name="Lena Ortiz", at_domain=f"provider{number}.example")
    given = {
        "name": name or f"Lanternfield Learning {number}",
        "ein": f"12-{number:07d}",
        "address_line": "12 Canal Street",
        "city": "Harrisburg",
        "region": "PA",
        "postal_code": "17101",
        "owners": ["Lena Ortiz"],
        "email_domains": [f"provider{number}.example"],
        "is_fictional": True,
        **facts,
    }
    provider = services.create_organization(**given, actor=owner, at=at)
    services.give_role(organization=provider, person=owner, role=Role.SIGNATORY, actor=owner, at=at)
    return confirm(provider, at=at) if confirmed else provider


def make_district_row(*, name="", **facts):
    """A row of the public directory."""
    number = next_number()
    name = name or f"Millbrook Valley School District {number}"
    given = {
        "nces_id": f"99{number:05d}",
        "state_id": f"1{number:08d}",
        "name": name,
        "slug": f"district-{number}",
        "county": "Fells County",
        "street": "1 School Lane",
        "city": "Millbrook",
        "region": "PA",
        "postal_code": "17045",
        "locale_code": "42",
        "lowest_grade": "K",
        "highest_grade": "12",
        "school_count": 4,
        "enrollment": 2284,
        "classification": "regular",
        "is_fictional": True,
        **facts,
    }
    return District.objects.create(**given)


def make_district(*, name="", owner=None, confirmed=True, offers=False, at=AT, **facts):
    """A district organization with an owner who is also buyer; confirmed unless asked otherwise."""
    owner = owner or make_person(name="Dana Whitlock")
    row = make_district_row(name=name, **facts)
    district = services.claim_district(district=row, actor=owner, at=at, offers=offers)
    return confirm(district, at=at) if confirmed else district


def confirm(organization, *, at=AT):
    """The agency confirms it."""
    return services.confirm_organization(organization=organization, actor=make_agency_person(), at=at)


def make_member(organization, *roles, name="Rosa Imhoff", at=AT, **fields):
    """A new person who was invited to the organization in these roles and accepted."""
    person = make_person(name=name, **fields)
    owner = owner_of(organization)
    for role in roles:
        invitation = services.invite(organization=organization, email=person.email, role=role, actor=owner, at=at)
        services.accept_invitation(invitation=invitation, actor=person, at=at)
    return person


def owner_of(organization):
    """One of its owners."""
    row = Membership.objects.filter(organization=organization, role=Role.OWNER).select_related("person").first()
    forget_memberships(row.person)
    return row.person
