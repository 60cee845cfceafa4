import datetime
import io
import re

import pypdf
import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.clocks.words import instant_words
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.organizations.models import Role
from marketplace.organizations.services import give_role
from procurement.agreements.models import SpendEntry
from procurement.agreements.queries import committed_cents
from procurement.contracts import services
from procurement.contracts.queries import recognized
from tests.factories import AT
from tests.factories.contracts import (
    execute,
    make_contract,
    record_vote,
    send,
    sign,
    signatory_of,
    writer_of,
)
from tests.factories.negotiations import HOURS_24, make_agreed, propose
from tests.factories.organizations import make_member, owner_of

pytestmark = pytest.mark.django_db


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_the_hash_is_of_the_data():
    contract = make_contract()
    assert contract.canonical_text == canonical_json(contract.body)
    assert contract.sha256 == sha256_of(contract.canonical_text) == sha256_of(contract.body)


def test_the_pdf_says_clause_by_clause_what_the_data_says_and_is_tagged():
    contract = make_contract()
    reader = pypdf.PdfReader(io.BytesIO(contract.pdf.file.read()))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    pages = [
        re.sub(rf"{contract.reference}\s*Page \d+ of \d+\s*sha256 [0-9a-f]+", "", page.extract_text())
        for page in reader.pages
    ]
    text = squeezed("".join(pages))
    assert len(contract.body["clauses"]) >= 40
    place = 0
    for clause in contract.body["clauses"]:
        words = squeezed(f"{clause['number']}.{clause['title']}")
        place = text.index(words, place)
        assert squeezed(clause["text"]) in text[place:], clause["key"]
    assert squeezed(contract.sha256) in text


def test_one_changed_byte_is_not_recognized():
    contract = make_contract(state="executed")
    raw = contract.pdf.file.read()
    changed = raw[:-10] + bytes([raw[-10] ^ 1]) + raw[-9:]
    assert recognized(sha256=sha256_of(raw)).get() == contract
    assert recognized(sha256=contract.sha256).get() == contract
    assert not recognized(sha256=sha256_of(changed)).exists()


def test_an_unsigned_contract_is_recognized_by_nobody():
    assert not recognized(sha256=make_contract().sha256).exists()


def test_the_text_is_written_once():
    contract = make_contract()
    contract.sha256 = "0" * 64
    with pytest.raises(TypeError, match="written once"):
        contract.save()


def test_the_data_schedule_comes_with_it():
    contract = make_contract()
    assert [item.element for item in contract.data_schedule.all()] == ["Reading errors"]


def test_both_signatures_put_it_in_force_and_fix_the_spend():
    contract = make_contract(state="executed")
    assert contract.executed_at == AT
    assert {s.sha256 for s in contract.signatures.all()} == {contract.sha256}
    kinds = list(SpendEntry.objects.filter(agreement=contract.agreement).values_list("kind", flat=True))
    assert kinds[-2:] == ["released", "fixed"]
    assert committed_cents(contract.agreement) == contract.body["total_cents"]
    assert contract.negotiation.request.state == "contracted"


def test_signing_twice_counts_once():
    contract = make_contract(state="out_for_signature")
    assert sign(contract, "buyer") == sign(contract, "buyer")
    sign(contract, "provider")
    assert sign(contract, "provider").side == "provider"
    assert AuditEvent.objects.filter(name="contract.execute").count() == 1


def test_the_board_votes_before_the_district_signs():
    contract = make_contract()
    send(contract)
    with pytest.raises(Refused, match="board has voted"):
        sign(contract, "buyer")
    sign(contract, "provider")
    record_vote(contract)
    sign(contract, "buyer")
    contract.refresh_from_db()
    assert contract.state == "executed"


def test_a_vote_that_failed_keeps_the_district_from_signing():
    contract = make_contract()
    record_vote(contract, votes_for=3, votes_against=3)
    send(contract)
    with pytest.raises(Refused, match="board has voted"):
        sign(contract, "buyer")


def test_a_vote_is_recorded_once():
    contract = make_contract()
    assert record_vote(contract) == record_vote(contract)
    with pytest.raises(Refused, match="recorded already"):
        record_vote(contract, votes_for=9)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": datetime.date(2027, 3, 2)}, "held_on"),
        ({"votes_for": -1}, "votes_for"),
        ({"votes_for": 0, "votes_against": 0}, "votes_for"),
    ],
)
def test_a_vote_that_makes_no_sense_is_refused(given, field):
    contract = make_contract()
    vote = {"held_on": datetime.date(2027, 2, 20), "votes_for": 5, "votes_against": 1} | given
    with pytest.raises(ValidationError) as refusal:
        services.record_board_vote(contract=contract, actor=writer_of(contract), at=AT, **vote)
    assert field in refusal.value.message_dict


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"typed_name": "Somebody Else"}, ValidationError, "Type your name"),
        ({"is_intent_affirmed": False}, ValidationError, "Tick the box"),
        ({"signed_in_at": AT - datetime.timedelta(minutes=16)}, Refused, "15 minutes"),
        ({"signed_in_at": None}, Refused, "15 minutes"),
        ({"sha256": "0" * 64}, Stale, "not the text"),
    ],
)
def test_a_signature_needs_name_will_fresh_sign_in_and_the_hash(changes, error, words):
    contract = make_contract(state="out_for_signature")
    with pytest.raises(error, match=words):
        sign(contract, "provider", **changes)
    assert not contract.signatures.exists()


def test_spaces_and_capitals_of_the_name_do_not_matter():
    contract = make_contract(state="out_for_signature")
    name = signatory_of(contract, "provider").name
    assert sign(contract, "provider", typed_name=f"  {name.upper().replace(' ', '  ')} ")


def test_the_author_of_the_request_does_not_sign_for_the_district():
    contract = make_contract(state="out_for_signature")
    author = contract.negotiation.request.author
    give_role(organization=contract.agreement.buyer, person=author, role=Role.SIGNATORY, actor=author, at=AT)
    with pytest.raises(NotAllowed, match="You wrote the request"):
        sign(contract, "buyer", actor=author)


def test_strangers_and_wrong_roles_do_not_sign():
    contract = make_contract(state="out_for_signature")
    with pytest.raises(NotAllowed):
        sign(contract, "buyer", actor=writer_of(contract))
    with pytest.raises(NotVisible):
        sign(contract, "buyer", actor=owner_of(make_contract().agreement.provider))


def test_a_second_signatory_of_the_same_side_is_told_who_signed():
    contract = make_contract(state="out_for_signature")
    sign(contract, "provider")
    second = make_member(contract.agreement.provider, Role.SIGNATORY, name="Nora Bly")
    with pytest.raises(Refused, match="has signed for this side already"):
        sign(contract, "provider", actor=second)


def test_any_signature_locks_the_text():
    contract = make_contract(state="out_for_signature")
    sign(contract, "provider")
    with pytest.raises(IllegalMove):
        propose(contract.negotiation, "buyer", **HOURS_24)


def test_a_vote_of_years_ago_is_refused_with_what_is_accepted():
    contract = make_contract()
    with pytest.raises(ValidationError, match="Give a day from"):
        services.record_board_vote(
            contract=contract, held_on=datetime.date(2015, 1, 5), votes_for=7, votes_against=0,
            actor=writer_of(contract), at=AT,
        )  # fmt: skip


def test_the_side_that_signed_cannot_decline_and_the_other_may():
    contract = make_contract(state="out_for_signature")
    sign(contract, "buyer")
    for person in (writer_of(contract), signatory_of(contract, "buyer")):
        with pytest.raises(NotAllowed, match="any signature locks"):
            services.decline_contract(contract=contract, reason="We changed our mind.", actor=person, at=AT)
    provider = signatory_of(contract, "provider")
    assert services.decline_contract(contract=contract, reason="Days.", actor=provider, at=AT).state == "declined"


def test_declining_opens_the_talks_again_and_the_next_agreement_makes_the_next_contract():
    contract = make_contract(state="declined")
    negotiation = contract.negotiation
    negotiation.refresh_from_db()
    assert negotiation.state == "open"
    with pytest.raises(IllegalMove):
        sign(contract, "provider")
    propose(negotiation, "provider", **HOURS_24)
    make_agreed(negotiation)
    second = negotiation.contracts.first()
    assert second != contract
    assert execute(second).state == "executed"


def test_after_the_last_moment_it_can_only_lapse():
    contract = make_contract(state="out_for_signature")
    with pytest.raises(Refused, match="still time"):
        services.lapse_contract(contract=contract, actor=None, at=contract.sign_by - datetime.timedelta(seconds=1))
    with pytest.raises(Refused, match="has passed"):
        sign(contract, "provider", at=contract.sign_by)
    services.lapse_contract(contract=contract, actor=None, at=contract.sign_by)
    contract.negotiation.refresh_from_db()
    assert contract.negotiation.state == "open"


def test_sign_by_is_five_in_the_afternoon_before_the_first_day():
    assert instant_words(make_contract().sign_by, "America/New_York") == "6 September 2027, 5:00 pm EDT"


@pytest.mark.parametrize(
    "state", ["assembled", "out_for_signature", "executed", "completed", "terminated", "declined", "lapsed"]
)
def test_each_state_can_be_reached(state):
    assert make_contract(state=state).state == state


def test_what_was_not_spent_is_released_at_the_end():
    contract = make_contract(state="executed")
    services.complete_contract(contract=contract, actor=None, at=AT, unspent_cents=100_000)
    assert committed_cents(contract.agreement) == contract.body["total_cents"] - 100_000
