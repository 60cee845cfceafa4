"""Who acts for an organization: roles, invitations and their answers; and a person's own profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public, signed_in
from marketplace.organizations import queries, services
from marketplace.organizations.acting import suggest
from marketplace.organizations.forms import InviteForm, ProfileForm, RoleForm
from marketplace.organizations.models import Invitation, Organization
from marketplace.organizations.permissions import ANSWER, MANAGE_PEOPLE, VIEW
from marketplace.organizations.roles import ROLE_MEANINGS, ROLE_WORDS, in_words
from marketplace.organizations.views import MEMBERS, OWNERS, STAFF, posted
from marketplace.people.queries import has_account_at


@access(VIEW, Organization, roles=(*MEMBERS, *STAFF), slug="slug")
def people(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Everybody who acts for it, by person, with the invitations that are open."""
    by_person: dict[int, list] = {}
    for row in queries.members_of(organization):
        by_person.setdefault(row.person_id, []).append(row)
    members = [
        {
            "person": rows[0].person,
            "rows": rows,
            "can_add": [(role, ROLE_WORDS[role]) for role in organization.roles if role not in {r.role for r in rows}],
        }
        for rows in by_person.values()
    ]
    context = {
        "organization": organization,
        "members": members,
        "invitations": queries.open_invitations(organization, at=request.at),
        "may_manage": MANAGE_PEOPLE.decide(request.user, organization).allowed,
        "role_meanings": [(ROLE_WORDS[role], ROLE_MEANINGS[role]) for role in organization.roles],
    }
    return render(request, "marketplace/organizations/people.html", context)


@access(MANAGE_PEOPLE, Organization, roles=OWNERS, slug="slug")
def invite(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Invite a colleague by mail."""
    form = InviteForm(posted(request), organization=organization)
    if form.is_valid():
        with form.catching():
            services.invite(organization=organization, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"The invitation is on its way to {form.cleaned_data['email']}.")
            return redirect("organizations:people", organization.slug)
    return render(request, "marketplace/organizations/invite.html", {"form": form, "organization": organization})


@require_POST
@access(MANAGE_PEOPLE, Organization, roles=OWNERS, slug="slug")
def give_role(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Give a colleague a further role."""
    row = get_object_or_404(queries.members_of(organization), pk=_number(request, "membership"))
    form = RoleForm(request.POST, organization=organization)
    if form.is_valid():
        role = form.cleaned_data["role"]
        services.give_role(organization=organization, person=row.person, role=role, actor=request.user, at=request.at)
        messages.success(request, f"{row.person} is now {ROLE_WORDS[role]} too.")
    else:
        messages.error(request, f"Choose one of these roles: {in_words(organization.roles)}.")
    return redirect("organizations:people", organization.slug)


@require_POST
@access(MANAGE_PEOPLE, Organization, roles=OWNERS, slug="slug")
def remove_role(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Take a role away."""
    row = get_object_or_404(queries.members_of(organization), pk=_number(request, "membership"))
    services.remove_role(membership=row, actor=request.user, at=request.at)
    messages.success(request, f"{row.person} is no longer {row.get_role_display()}.")
    return redirect("organizations:people", organization.slug)


@require_POST
@access(MANAGE_PEOPLE, Organization, roles=OWNERS, slug="slug")
def withdraw(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Take an open invitation back."""
    wanted = get_object_or_404(organization.invitations, pk=_number(request, "invitation"))
    services.withdraw_invitation(invitation=wanted, actor=request.user, at=request.at)
    messages.success(request, f"The invitation to {wanted.email} no longer works.")
    return redirect("organizations:people", organization.slug)


@public(Invitation, token="token")
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Read an invitation and answer it; whoever is not signed in as the invited person is led there first."""
    may_answer = ANSWER.decide(request.user, invitation).allowed
    if request.user.is_authenticated and not may_answer:
        return render(request, "marketplace/organizations/invitation.html", status=403)
    if may_answer and ("accept" in request.POST or "decline" in request.POST):
        answer = services.accept_invitation if "accept" in request.POST else services.decline_invitation
        answer(invitation=invitation, actor=request.user, at=request.at)
        if "accept" in request.POST:
            suggest(request, invitation.organization)
            messages.success(request, f"You now act for {invitation.organization}.")
        return redirect("desk:desk")
    context = {
        "invitation": invitation,
        "is_open": invitation.is_open(request.at),
        "meaning": ROLE_MEANINGS[invitation.role],
        "may_answer": may_answer,
        "has_account": has_account_at(invitation.email),
    }
    return render(request, "marketplace/organizations/invitation.html", context)


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, employer and interests."""
    form = ProfileForm(posted(request), person=request.user)
    if form.is_valid():
        with form.catching():
            services.save_profile(person=request.user, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Your profile is saved.")
            return redirect("organizations:profile")
    return render(request, "marketplace/organizations/profile.html", {"form": form})


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
