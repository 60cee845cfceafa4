"""Pages of contracts: read, send, vote, sign, decline, recognize."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public, signed_in
from marketplace.audit.queries import history_of
from marketplace.clocks.calendar import local_day
from marketplace.listing.views import render_list
from marketplace.organizations.queries import roles_in
from procurement.agreements.permissions import CONTRACT_STAFF_IN_WORDS, parties_in_words
from procurement.contracts import queries, services, signing
from procurement.contracts.forms import DeclineForm, RecognizeForm, SignForm, VoteForm
from procurement.contracts.layout import ExhibitLine, lay_out
from procurement.contracts.models import Contract
from procurement.contracts.permissions import DECLINE, SEND, SIGN, VIEW, VOTE
from procurement.contracts.sessions import signed_in_at
from procurement.contracts.tables import ContractTable, standing_of
from procurement.exhibits.display import standing_in
from procurement.exhibits.queries import copies_in
from procurement.negotiations.models import Side

PARTIES = (*parties_in_words("agreement"), *CONTRACT_STAFF_IN_WORDS)
WRITERS = ("agreement.buyer.owner", "agreement.buyer.buyer")
SIGNATORIES = ("agreement.buyer.signatory", "agreement.provider.signatory")


def with_parties() -> Any:
    """Every contract with what its page shows."""
    return queries.with_parties(Contract.objects.all())


@signed_in
def contract_list(request: HttpRequest) -> HttpResponse:
    """The contracts of the person's organizations."""
    rows = queries.listed_for(request.user)
    return render_list(request, "procurement/contracts/list.html", ContractTable, rows, filename="contracts")


@access(VIEW, Contract, roles=PARTIES, visible=with_parties, reference="reference")
def detail(request: HttpRequest, record: Contract) -> HttpResponse:
    """The contract's text, its hash, its signatures, and what can be done."""
    layout = lay_out(record.body)
    context = {
        "record": record,
        "layout": layout,
        "standing": standing_of(record),
        "exhibits": _exhibits(record, layout.exhibits, request.at),
        "vote": queries.vote_of(record),
        "needs_vote": queries.needs_board_vote(record),
        "lacks_vote": queries.lacks_vote(record),
        "may_sign_now": _may_sign_now(request, record),
        "signatures": record.signatures.select_related("signatory"),
        "events": history_of(record),
        "may": _may(request, record),
    }
    return render(request, "procurement/contracts/detail.html", context)


@require_POST
@access(SEND, Contract, roles=WRITERS, reference="reference")
def send(request: HttpRequest, record: Contract) -> HttpResponse:
    """Out for signature."""
    services.send_for_signature(contract=record, actor=request.user, at=request.at)
    messages.success(request, "Both signatories have been asked.")
    return redirect("contracts:detail", record.reference)


@access(VOTE, Contract, roles=WRITERS, visible=with_parties, reference="reference")
def vote(request: HttpRequest, record: Contract) -> HttpResponse:
    """Record the board's vote."""
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.record_board_vote(contract=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("contracts:detail", record.reference)
    return render(request, "procurement/contracts/vote.html", {"form": form, "record": record})


@access(SIGN, Contract, roles=SIGNATORIES, visible=with_parties, reference="reference")
def sign(request: HttpRequest, record: Contract) -> HttpResponse:
    """Sign the hash; a sign-in that is no longer fresh is asked for again first."""
    if request.method != "POST":
        signing.require_signable(contract=record, person=request.user, at=request.at)
    signed_in = signed_in_at(request)
    if signed_in is None or request.at - signed_in > signing.SIGN_IN_MAX_AGE:
        here = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{here}")
    form = SignForm(request.POST or None, initial={"sha256": record.sha256})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            signing.sign_contract(
                contract=record, sha256=form.cleaned_data["sha256"], typed_name=form.cleaned_data["typed_name"],
                is_intent_affirmed=form.cleaned_data["affirm"], signed_in_at=signed_in, actor=request.user,
                at=request.at,
            )  # fmt: skip
        if form.is_valid():
            messages.success(request, "Your signature is recorded.")
            return redirect("contracts:detail", record.reference)
    return render(request, "procurement/contracts/sign.html", {"form": form, "record": record})


@access(DECLINE, Contract, roles=(*WRITERS, *SIGNATORIES), visible=with_parties, reference="reference")
def decline(request: HttpRequest, record: Contract) -> HttpResponse:
    """Not this text: back to the talks."""
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.decline_contract(
                contract=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at
            )
        if form.is_valid():
            return redirect("negotiations:detail", record.negotiation.reference)
    return render(request, "procurement/contracts/decline.html", {"form": form, "record": record})


@public
def recognize(request: HttpRequest) -> HttpResponse:
    """Whether a file or a hash is that of a contract in force here."""
    is_asked = request.method == "POST"
    form = RecognizeForm(request.POST, request.FILES) if is_asked else RecognizeForm()
    context: dict[str, Any] = {"form": form}
    if is_asked and form.is_valid():
        file = form.cleaned_data["file"]
        sha256 = hashlib.sha256(file.read()).hexdigest() if file else form.cleaned_data["sha256"]
        context |= {"sha256": sha256, "found": queries.recognized(sha256=sha256).first(), "asked": True}
    return render(request, "procurement/contracts/recognize.html", context)


def _may_sign_now(request: HttpRequest, record: Contract) -> bool:
    side = Side.BUYER if roles_in(request.user, record.agreement.buyer) else Side.PROVIDER
    waits_for_board = side is Side.BUYER and queries.lacks_vote(record)
    is_open = side in queries.sides_to_sign(record) and not waits_for_board
    return is_open and SIGN.decide(request.user, record).allowed


def _may(request: HttpRequest, record: Contract) -> dict[str, Any]:
    return {
        "send": SEND.decide(request.user, record),
        "vote": VOTE.decide(request.user, record),
        "sign": SIGN.decide(request.user, record),
        "decline": DECLINE.decide(request.user, record),
    }


def _exhibits(record: Contract, listed: tuple[ExhibitLine, ...], at: datetime) -> list[dict[str, Any]]:
    """What its text lists, each with the copy of that day and how it stands now."""
    copies = copies_in(record.negotiation) if listed else {}
    today, ends_on = local_day(at, record.negotiation.zone), record.body["calendar"]["ends_on"]
    return [
        {
            "exhibit": exhibit,
            "status": standing_in(exhibit.version.expires_on, ends_on=ends_on, today=today),
        }
        for line in listed
        if (exhibit := copies.get((line.document, line.version)))
    ]
