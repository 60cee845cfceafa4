"""Providers and districts register, invite their people, and are confirmed, refused, or still waiting."""

from allauth.account.models import EmailAddress

from cms.demo.stories.people import DISTRICTS, EVALUATORS, PROVIDERS, Body, Person, mail_of
from cms.demo.world import World
from marketplace.organizations import services
from marketplace.organizations.models import District, Organization
from marketplace.people.models import User

WAIT_DAYS = 3


def is_done(world: World) -> bool:
    """Whether the last of them is here."""
    return Organization.objects.filter(ein=DISTRICTS[-1].ein).exists()


def play(world: World) -> None:
    """Register them, the longest here first."""
    for body in sorted((*PROVIDERS, *EVALUATORS, *DISTRICTS), key=lambda one: -one.joined_days_ago):
        _register(world, body)
    _invitations(world)


def make_person(world: World, person: Person, body: Body) -> User:
    """A person signs up, confirms their address and fills in their profile."""
    at = world.ago(body.joined_days_ago, "08:30")
    user = User.objects.create_user(mail_of(person.key), None, name=person.name, is_fictional=True, date_joined=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.employer or person.interests:
        services.save_profile(
            person=user, name=person.name, employer=person.employer, interests=list(person.interests), actor=user, at=at
        )
    return user


def invite_people(world: World, organization: Organization, body: Body) -> None:
    """The first person, who registered it, takes their other roles and invites the rest."""
    first, *others = body.people
    owner = world.person(first.key)
    at = world.ago(body.joined_days_ago, "11:15")
    for role in first.roles:
        services.give_role(organization=organization, person=owner, role=role, actor=owner, at=at)
    for person in others:
        user = make_person(world, person, body)
        for role in person.roles:
            invitation = services.invite(organization=organization, email=user.email, role=role, actor=owner, at=at)
            services.accept_invitation(invitation=invitation, actor=user, at=world.ago(body.joined_days_ago, "15:40"))


def _register(world: World, body: Body) -> None:
    owner = make_person(world, body.people[0], body)
    at = world.ago(body.joined_days_ago, "09:20")
    if body.district:
        organization = services.claim_district(
            district=District.objects.get(nces_id=body.district),
            actor=owner,
            at=at,
            offers="offers" in body.capabilities,
            email_domains=[body.domain],
            ein=body.ein,
        )
        services.change_facts(organization=organization, actor=owner, at=at, about=body.about)
    else:
        organization = services.create_organization(
            name=body.name,
            ein=body.ein,
            about=body.about,
            address_line=body.address_line,
            city=body.city,
            region=body.region,
            postal_code=body.postal_code,
            owners=list(body.owners),
            interests=list(body.interests),
            email_domains=[body.domain],
            capabilities=body.capabilities,
            actor=owner,
            at=at,
            is_fictional=True,
        )
    invite_people(world, organization, body)
    _decide(world, organization, body)


def _decide(world: World, organization: Organization, body: Body) -> None:
    officer, at = world.person("daniel.reyes"), world.ago(body.joined_days_ago - WAIT_DAYS, "14:05")
    if body.state == "confirmed":
        services.confirm_organization(organization=organization, actor=officer, at=at)
    elif body.state == "refused":
        services.refuse_organization(
            organization=organization,
            actor=officer,
            at=at,
            reason="The employer number belongs to another company in the state’s register. Send a letter from the "
            "tax office that shows yours, then ask again.",
        )


def _invitations(world: World) -> None:
    """Invitations that were not simply accepted: one open, one declined, one taken back."""
    owner, provider = world.person("ines.caldwell"), world.body("lanternfield")
    services.invite(
        organization=provider, email="bettina.krause@example.org", role="author", actor=owner, at=world.ago(2, "16:20")
    )
    mistaken = services.invite(
        organization=provider, email="ines.cadwell@example.org", role="author", actor=owner, at=world.ago(30, "09:10")
    )
    services.withdraw_invitation(invitation=mistaken, actor=owner, at=world.ago(30, "09:14"))
    colleague = world.person("theo.lambert")
    offered = services.invite(
        organization=provider, email=colleague.email, role="author", actor=owner, at=world.ago(60, "10:00")
    )
    services.decline_invitation(invitation=offered, actor=colleague, at=world.ago(58, "12:30"))
