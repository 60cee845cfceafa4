"""The people whom a review needs from its beginning to an appeal, written at once: publishing a round asks for them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from marketplace.organizations.models import Membership, Role
from marketplace.people.models import User
from tests.factories import AT
from tests.factories.organizations import make_agency

NEEDED = (
    (Role.PROGRAM_OFFICER, "Priya Raman"),
    (Role.REVIEW_LEAD, "Walter Nakai"),
    (Role.DETERMINER, "Theo Marsh"),
    (Role.APPEAL_OFFICER, "Ada Moreno"),
    (Role.REVIEWER, "Ruth Sandoval"),
    (Role.REVIEWER, "Piet Aalders"),
    (Role.REVIEWER, "Hana Okabe"),
)


def staff_agency():
    """Whoever of them the agency lacks, each in one role and with a second factor."""
    agency = make_agency()
    held = list(Membership.objects.filter(organization=agency).values_list("role", flat=True))
    missing = []
    for role, name in NEEDED:
        if role in held:
            held.remove(role)
        else:
            missing.append((role, name))
    if not missing:
        return agency
    count = User.objects.count()
    people = User.objects.bulk_create(
        User(name=name, email=f"staff.{count + number}@people.example", date_joined=AT)
        for number, (_, name) in enumerate(missing)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organization=agency, role=role, since=AT)
        for person, (role, _) in zip(people, missing, strict=True)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={"secret": ""}) for person in people
    )
    return agency
