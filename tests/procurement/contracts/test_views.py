import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.organizations.models import Role
from tests.factories.contracts import make_contract, record_vote, send, sign, signatory_of, writer_of
from tests.factories.organizations import make_member, owner_of
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    now = timezone.now()
    today = now.date()
    made = make_contract(
        at=now, starts_on=today + datetime.timedelta(days=60), ends_on=today + datetime.timedelta(days=200)
    )
    record_vote(made, at=now)
    send(made, at=now)
    made.refresh_from_db()
    return made


def url(contract, page=""):
    return f"/desk/contracts/{contract.reference}/{page}"


def typed(contract, person, **changes):
    return {"sha256": contract.sha256, "typed_name": person.name, "affirm": "on"} | changes


def test_both_sign_through_their_pages(contract):
    for side in ("buyer", "provider"):
        person = signatory_of(contract, side)
        client = client_of(person)
        assert "You sign exactly" in client.get(url(contract, "sign/")).content.decode()
        assert client.post(url(contract, "sign/"), typed(contract, person)).status_code == 302
    contract.refresh_from_db()
    assert contract.state == "executed"
    page = client_of(writer_of(contract)).get(url(contract)).content.decode()
    assert "Signed by both" in page
    assert contract.sha256 in page


def test_an_old_sign_in_is_asked_for_again(contract):
    client = client_of(signatory_of(contract, "provider"), signed_in_minutes_ago=16)
    response = client.get(url(contract, "sign/"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")


def test_a_wrong_name_or_no_intent_is_said_beside_the_field(contract):
    person = signatory_of(contract, "provider")
    given = typed(contract, person, typed_name="Somebody")
    del given["affirm"]
    page = client_of(person).post(url(contract, "sign/"), given).content.decode()
    assert "Tick the box" in page
    page = (
        client_of(person).post(url(contract, "sign/"), typed(contract, person, typed_name="Somebody")).content.decode()
    )
    assert f"Type your name as your account has it: {person.name}." in page
    assert not contract.signatures.exists()


def test_who_may_not_sign_is_told_why(contract):
    response = client_of(writer_of(contract)).get(url(contract, "sign/"))
    assert response.status_code == 403
    page = response.content.decode()
    assert "You wrote the request, so a colleague with the role of signatory signs" in page
    assert "An owner can give you that role" not in page
    reader = make_member(contract.agreement.buyer, Role.VIEWER)
    page = client_of(reader).get(url(contract, "decline/")).content.decode()
    assert f"in {contract.agreement.buyer}. An owner can give you that role." in page
    assert f"in {contract.agreement.provider}." not in page
    assert client_of(owner_of(make_contract().agreement.buyer)).get(url(contract)).status_code == 404


def test_the_page_and_the_file_say_the_same_clauses(contract):
    page = client_of(writer_of(contract)).get(url(contract)).content.decode()
    for clause in contract.body["clauses"]:
        assert f"{clause['number']}. {clause['title']}" in page
    download = client_of(signatory_of(contract, "provider")).get(f"/files/{contract.pdf.token}/")
    assert b"".join(download.streaming_content).startswith(b"%PDF")
    stranger = client_of(owner_of(make_contract().agreement.buyer))
    assert stranger.get(f"/files/{contract.pdf.token}/").status_code == 404


def test_anybody_can_check_a_copy(contract, client):
    sign(contract, "buyer", at=timezone.now())
    sign(contract, "provider", at=timezone.now())
    raw = contract.pdf.file.read()
    page = client.post("/contracts/recognize/", {"file": SimpleUploadedFile("c.pdf", raw)}).content.decode()
    assert contract.reference in page
    page = client.post("/contracts/recognize/", {"file": SimpleUploadedFile("c.pdf", raw + b" ")}).content.decode()
    assert "Not recognized" in page
    assert contract.reference not in page
    page = client.post("/contracts/recognize/", {"sha256": contract.sha256.upper()}).content.decode()
    assert contract.reference in page
    assert "64 digits" in client.post("/contracts/recognize/", {"sha256": "abc"}).content.decode()
    assert "Choose a file" in client.post("/contracts/recognize/", {}).content.decode()


def test_the_vote_goes_through_its_page():
    contract = make_contract()
    client = client_of(writer_of(contract))
    page = client.post(url(contract, "board-vote/"), {"held_on": "x", "votes_for": "7"}).content.decode()
    assert "Enter a day" in page
    given = {"held_on": str(timezone.localdate() - datetime.timedelta(days=9)), "votes_for": "7", "votes_against": "1"}
    assert client.post(url(contract, "board-vote/"), given).status_code == 302
    contract.refresh_from_db()
    assert contract.board_vote.is_passed


def test_not_signing_opens_the_talks_again(contract):
    client = client_of(signatory_of(contract, "provider"))
    assert "This needs an answer" in client.post(url(contract, "decline/"), {"reason": ""}).content.decode()
    response = client.post(url(contract, "decline/"), {"reason": "Other days."}, follow=True)
    assert response.status_code == 200
    contract.refresh_from_db()
    assert contract.state == "declined"


def test_after_an_unsigned_contract_each_side_is_asked_again(contract):
    negotiation = contract.negotiation
    address = f"/desk/negotiations/{negotiation.reference}/"
    writers = {"buyer": writer_of(contract), "provider": owner_of(contract.agreement.provider)}
    client_of(signatory_of(contract, "provider")).post(url(contract, "decline/"), {"reason": "Other days."})
    for side, writer in writers.items():
        page = client_of(writer).get(address).content.decode()
        assert "The contract was not signed" in page
        assert "Accept revision" in page
        client_of(writer).post(address + "accept/", {"sha256": negotiation.revisions.last().sha256})
        assert "Accept revision" not in client_of(writer).get(address).content.decode(), side
    negotiation.refresh_from_db()
    assert negotiation.state == "agreed"
    assert negotiation.contracts.count() == 2


def test_the_page_to_sign_is_refused_before_the_contract_was_sent(client):
    contract = make_contract(
        at=timezone.now(),
        starts_on=timezone.localdate() + datetime.timedelta(days=60),
        ends_on=timezone.localdate() + datetime.timedelta(days=200),
    )
    response = client_of(signatory_of(contract, "provider")).get(url(contract, "sign/"))
    assert response.status_code == 409
    assert "was not sent out for signature yet" in response.content.decode()


def test_who_signed_cannot_go_back_and_the_page_says_so(contract):
    signatory = signatory_of(contract, "buyer")
    client_of(signatory).post(url(contract, "sign/"), typed(contract, signatory))
    for person in (signatory, writer_of(contract)):
        response = client_of(person).get(url(contract, "decline/"))
        assert response.status_code == 403
        assert "Your side has signed" in response.content.decode()
        assert "Do not sign; talk again" not in client_of(person).get(url(contract)).content.decode()
