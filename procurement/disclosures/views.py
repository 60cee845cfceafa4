"""Pages of confidentiality: the provider's claims and signature, the department's release, the public copies."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from marketplace.documents.canonical import sha256_of
from marketplace.documents.responses import attachment
from marketplace.listing.views import render_list
from procurement.applications import queries as applications
from procurement.applications.models import Application
from procurement.applications.permissions import OWN, SAVE
from procurement.disclosures import queries, services
from procurement.disclosures.forms import ClaimForm, SignForm
from procurement.disclosures.permissions import RELEASE, SIGN
from procurement.disclosures.tables import PublicCopyTable

COLLEAGUES = ("provider.owner", "provider.author", "provider.signatory")
AUTHORS = ("provider.owner", "provider.author")
OFFICER = ("agency.program_officer",)
OPEN = ("draft", "cure_requested")


@access(OWN, Application, roles=COLLEAGUES, visible=applications.whole, reference="reference")
def claims(request: HttpRequest, record: Application) -> HttpResponse:
    """Every part that could be claimed, with its claim."""
    parts = queries.claimable_parts(record)
    context = {
        "record": record,
        "parts": parts,
        "has_claims": any(part.claim for part in parts),
        "is_open": record.state in OPEN,
        "may_save": SAVE.decide(request.user, record),
        "may_sign": SIGN.decide(request.user, record),
        "statement": queries.valid_statement(record, parts),
        "copy": queries.copy_of(record) if record.sha256 else None,
    }
    return render(request, "procurement/disclosures/claims.html", context)


@access(SAVE, Application, roles=AUTHORS, visible=applications.whole, reference="reference")
def claim(request: HttpRequest, record: Application, part: str) -> HttpResponse:
    """Claim one part, or say another reason."""
    found = next((one for one in queries.claimable_parts(record) if one.key == part), None)
    if found is None:
        raise Http404("There is no such part.")
    initial = {"ground": found.claim.ground, "reason": found.claim.reason} if found.claim else {}
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with form.catching():
            services.claim_part(application=record, part=part, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("disclosures:claims", record.reference)
    context = {"record": record, "part": found, "form": form}
    return render(request, "procurement/disclosures/claim.html", context)


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=applications.whole, reference="reference")
def drop(request: HttpRequest, record: Application, part: str) -> HttpResponse:
    """Claim it no longer."""
    services.drop_claim(application=record, part=part, actor=request.user, at=request.at)
    return redirect("disclosures:claims", record.reference)


@access(OWN, Application, roles=COLLEAGUES, visible=applications.whole, reference="reference")
def sign(request: HttpRequest, record: Application) -> HttpResponse:
    """Read the statement; whoever may send the application signs it here by typing their name."""
    statement = queries.statement_for(record)
    now = sha256_of(statement.as_text())
    form = SignForm(request.POST if request.method == "POST" else None, initial={"seen": now})
    if form.is_valid():
        with form.catching():
            services.sign_statement(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The statement is signed. It goes with the application when that is sent.")
            return redirect("disclosures:claims", record.reference)
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = now
    context = {
        "record": record,
        "words": statement,
        "form": form,
        "signed": queries.valid_statement(record),
        "may_sign": SIGN.decide(request.user, record),
    }
    return render(request, "procurement/disclosures/sign.html", context)


@require_POST
@access(RELEASE, Application, roles=OFFICER, visible=applications.whole, reference="reference")
def release(request: HttpRequest, record: Application) -> HttpResponse:
    """Let everyone have the public copy."""
    services.release_public_copy(application=record, actor=request.user, at=request.at)
    messages.success(request, "The public copy is released. The provider is told.")
    return redirect("applications:agency_detail", record.reference)


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every application of which everyone may have the public copy."""
    rows = queries.released_copies().order_by("-released_at", "-pk")
    return render_list(
        request, "procurement/disclosures/register.html", PublicCopyTable, rows, filename="public-copies"
    )


@public(Application, visible=queries.released, reference="reference")
def published(request: HttpRequest, record: Application) -> HttpResponse:
    """The public copy of one application."""
    copy = queries.released_copies().get(application=record)
    return render(request, "procurement/disclosures/published.html", {"record": record, "copy": copy})


@public(Application, visible=queries.released, reference="reference")
def download(request: HttpRequest, record: Application) -> HttpResponse:
    """The same as a PDF."""
    return attachment(queries.released_copies().get(application=record).file)
