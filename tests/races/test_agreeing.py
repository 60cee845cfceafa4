"""Two people of two sides act in the same instant: each counts once, and the consequence follows once."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from procurement.contracts.models import Contract
from tests.factories.contracts import make_contract, sign, signatory_of
from tests.factories.negotiations import accept, make_negotiation, propose
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def events(name, record):
    return AuditEvent.objects.filter(name=name, subject_id=record.pk).count()


def test_both_sides_accept_at_once():
    negotiation = make_negotiation()
    first = negotiation.revisions.last()
    outcomes = together(
        *[lambda side=side: accept(negotiation, side, sha256=first.sha256) for side in ("buyer", "provider") * 2]
    )
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    negotiation.refresh_from_db()
    assert negotiation.state == "agreed"
    assert first.acceptances.filter(voided_at=None).count() == 2
    assert events("negotiation.agree", negotiation) == 1
    assert Contract.objects.filter(negotiation=negotiation).count() == 1
    assert verify_chain().problem == ""


def test_an_acceptance_and_a_new_revision_at_once():
    negotiation = make_negotiation()
    first = negotiation.revisions.last()
    accepted, proposed = together(
        lambda: accept(negotiation, "provider", sha256=first.sha256),
        lambda: propose(negotiation, "buyer", note="Later."),
    )
    negotiation.refresh_from_db()
    holding = first.acceptances.filter(voided_at=None).count()
    if proposed.succeeded:
        assert negotiation.state == "open"
        assert holding == 0
    else:
        assert accepted.succeeded
    assert verify_chain().problem == ""


def test_both_sides_sign_at_once():
    contract = make_contract(state="out_for_signature")
    outcomes = together(*[lambda side=side: sign(contract, side) for side in ("buyer", "provider") * 2])
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    contract.refresh_from_db()
    assert contract.state == "executed"
    assert contract.signatures.count() == 2
    assert {one.sha256 for one in contract.signatures.all()} == {contract.sha256}
    assert events("contract.execute", contract) == 1
    assert contract.agreement.spend.filter(kind="fixed").count() == 1
    assert verify_chain().problem == ""


def test_one_signatory_clicks_four_times():
    contract = make_contract(state="out_for_signature")
    person = signatory_of(contract, "provider")
    outcomes = together(*[lambda: sign(contract, "provider", actor=person) for _ in range(4)])
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    assert contract.signatures.count() == 1
    assert events("contract.signed", contract) == 1
