"""A person's own organizations: seeing, registering, claiming, keeping the facts right, switching."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from marketplace.access.views import access, signed_in
from marketplace.audit.queries import history_of
from marketplace.documents.queries import files_of
from marketplace.organizations import queries, services
from marketplace.organizations.acting import suggest
from marketplace.organizations.forms import ClaimForm, CreateForm, DirectorySearchForm, EditForm, PaperForm
from marketplace.organizations.helping import tasks_of
from marketplace.organizations.models import District, Organization
from marketplace.organizations.permissions import ADD_PAPER, ASK_AGAIN, CREATE, EDIT, MANAGE_PEOPLE, VIEW
from marketplace.organizations.services.hands import is_answerable
from marketplace.organizations.views import MEMBERS, OWNERS, STAFF, posted
from marketplace.organizations.views.hands import hand_row

ROWS_A_PAGE = 20


@require_GET
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The person's organizations, invitations, where they lend a hand, and the ways to come in."""
    invitations = [one for one in queries.invitations_for(request.user) if one.is_open(request.at)]
    asked = [hand_row(hand, request) for hand in queries.hands_asked_of(request.user).filter(closed_at=None)]
    context = {
        "standings": request.acting.standings,
        "standing": request.acting.chosen,
        "invitations": invitations,
        "hands_asked": [row for row in asked if is_answerable(row["hand"], request.at)],
        "hands": [row for row in asked if row["hand"].is_in_effect(request.at)],
    }
    return render(request, "marketplace/organizations/mine.html", context)


@require_POST
@signed_in
def switch(request: HttpRequest) -> HttpResponse:
    """Suggest another of the person's organizations for the next pages."""
    wanted = request.POST.get("organization", "")
    own = [one.organization for one in request.acting.standings if str(one.organization.pk) == wanted]
    if own:
        suggest(request, own[0])
        messages.success(request, f"You now act for {own[0]} where a page does not say otherwise.")
    going = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(going, allowed_hosts={request.get_host()})
    return redirect(going if safe else "desk:desk")


@access(VIEW, Organization, roles=(*MEMBERS, *STAFF), slug="slug")
def detail(request: HttpRequest, organization: Organization) -> HttpResponse:
    """What the portal knows of an organization, its standing and its history."""
    context = {
        "organization": organization,
        "may_edit": EDIT.decide(request.user, organization).allowed,
        "may_manage": MANAGE_PEOPLE.decide(request.user, organization).allowed,
        "tasks": tasks_of(organization),
        "papers": files_of(organization),
        "is_member": bool(queries.roles_in(request.user, organization)),
        "events": history_of(organization),
    }
    return render(request, "marketplace/organizations/detail.html", context)


@access(CREATE, roles=("account",))
def create(request: HttpRequest) -> HttpResponse:
    """Register an organization outside the directory."""
    form = CreateForm(posted(request))
    if form.is_valid():
        with form.catching():
            organization = services.create_organization(**form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            suggest(request, organization)
            return redirect("organizations:detail", organization.slug)
    return render(request, "marketplace/organizations/create.html", {"form": form})


@require_GET
@access(CREATE, roles=("account",))
def claim_search(request: HttpRequest) -> HttpResponse:
    """Find one's district in the directory."""
    form = DirectorySearchForm(request.GET or None)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = queries.search_directory(queries.districts(), words) if words else queries.districts().none()
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/organizations/claim_search.html", {"form": form, "page": page, "words": words})


@access(CREATE, District, roles=("account",), slug="slug")
def claim(request: HttpRequest, district: District) -> HttpResponse:
    """Claim one district."""
    form = ClaimForm(posted(request))
    if form.is_valid():
        with form.catching():
            organization = services.claim_district(
                district=district, **form.cleaned_data, actor=request.user, at=request.at
            )
        if form.is_valid():
            suggest(request, organization)
            return redirect("organizations:detail", organization.slug)
    return render(request, "marketplace/organizations/claim.html", {"form": form, "district": district})


@access(EDIT, Organization, roles=OWNERS, slug="slug")
def edit(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Keep the facts right."""
    form = EditForm(posted(request), organization=organization, record=organization, values_of=services.values_of)
    if form.is_valid():
        with form.catching():
            services.change_facts(organization=organization, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "The facts are saved.")
            return redirect("organizations:detail", organization.slug)
    return render(request, "marketplace/organizations/edit.html", {"form": form, "organization": organization})


@access(ADD_PAPER, Organization, roles=OWNERS, slug="slug")
def add_paper(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Add a paper that shows who the organization is."""
    form = PaperForm(posted(request), request.FILES or None)
    if form.is_valid():
        with form.catching():
            services.add_paper(
                organization=organization, upload=form.cleaned_data["file"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "The paper is added. The department sees it.")
            return redirect("organizations:detail", organization.slug)
    return render(request, "marketplace/organizations/add_paper.html", {"form": form, "organization": organization})


@require_POST
@access(ASK_AGAIN, Organization, roles=OWNERS, slug="slug")
def ask_again(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Put a refused organization before the agency once more."""
    services.ask_again(organization=organization, actor=request.user, at=request.at)
    messages.success(request, "The department has it before it again.")
    return redirect("organizations:detail", organization.slug)
