"""The pages of a fee: what the payer reads and asks, what officers record, and who sees none of it."""

import pytest
from django.utils import timezone

from marketplace.documents.models import StoredFile
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.payments.models import Fee
from tests.factories.applications import fill, make_application, start
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of
from tests.factories.payments import ask, decide, make_fee, pay, payer_of
from tests.factories.rounds import make_round, officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


def own(fee, part=""):
    return f"/desk/fees/{fee.reference}/{part}"


def agency(fee, part=""):
    return f"/agency/fees/{fee.reference}/{part}"


def read(person, address, status=200):
    answer = client_of(person).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_payer_reads_what_is_due_and_asks_with_a_reason():
    fee = make_fee()
    page = read(payer_of(fee), own(fee))
    assert "$250 is due" in page
    assert "Ways to pay" in page
    assert "Checkout" not in page
    client = client_of(payer_of(fee))
    empty = client.post(own(fee, "exemption/"), {"reason": ""})
    assert (empty.status_code, "This needs an answer" in empty.content.decode()) == (422, True)
    client.post(own(fee, "exemption/"), {"reason": "We are three teachers."})
    assert "You asked for an exemption" in client.get(own(fee)).content.decode()
    assert "Decide an exemption" in read(officer(), "/desk/")


def test_a_colleague_without_the_role_reads_and_is_told_whose_it_is():
    fee = make_fee()
    author = make_member(fee.payer, Role.AUTHOR)
    page = read(author, own(fee))
    assert "This needs the role of" in page
    assert "Ask for an exemption" not in page
    assert client_of(author).post(own(fee, "exemption/"), {"reason": "Please."}).status_code == 403


def test_whoever_works_for_the_payer_neither_reads_nor_acts_nor_hears_of_its_fee():
    fee, other = make_fee(state="paid"), make_fee(state="paid")
    make_application(state="submitted", fee="due", provider=fee.payer)
    due = Fee.objects.get(payer=fee.payer, state="due")
    tied, free = (make_agency_person(Role.PROGRAM_OFFICER, name=name) for name in ("Zora Quill", "Una Field"))
    receipt = StoredFile.objects.get(pk=fee.payments.get().receipt_id)
    client, colleague = client_of(tied), client_of(free)
    pages = [agency(fee), agency(due), f"/files/{receipt.token}/"]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    type(tied).objects.filter(pk=tied.pk).update(employer=fee.payer.name)

    asked = ask(due)
    assert set(Mail.objects.filter(subject__contains="exemption is asked for").values_list("address", flat=True)) >= {
        free.email
    }
    assert tied.email not in Mail.objects.filter(subject__contains=due.reference).values_list("address", flat=True)
    for page in pages[:2]:
        answer = client.get(page)
        assert (answer.status_code, "You work for" in answer.content.decode()) == (403, True)
    assert client.get(pages[2]).status_code == 404
    typed = {"ask": asked.pk, "is_granted": "yes", "decision_reason": "Small."}
    assert client.post(agency(due, "exemption/"), typed).status_code == 403
    for address in ("/agency/fees/", "/agency/fees/?export=csv", "/desk/"):
        assert fee.payer.name not in client.get(address).content.decode()
        assert fee.payer.name in colleague.get(address).content.decode()
    assert other.reference in client.get("/agency/fees/").content.decode()
    assert "conflict of interest are left out" in client.get("/agency/fees/").content.decode()
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_rival_finds_no_fee():
    fee = make_fee()
    rival = owner_of(make_provider())
    for address in (own(fee), agency(fee)):
        assert client_of(rival).get(address).status_code == 404
    assert client_of(rival).post(own(fee, "exemption/"), {"reason": "x"}).status_code == 404


def test_an_officer_decides_and_what_was_typed_is_kept():
    asked = ask(make_fee())
    fee, client = asked.fee, client_of(officer())
    assert f'name="ask" value="{asked.pk}"' in client.get(agency(fee)).content.decode()
    half = {"ask": asked.pk, "decision_reason": "Three people, as their tax form shows."}
    answer = client.post(agency(fee, "exemption/"), half)
    assert answer.status_code == 422
    assert "Three people, as their tax form shows." in answer.content.decode()
    assert client.post(agency(fee, "exemption/"), half | {"is_granted": "yes"}).status_code == 302
    page = read(payer_of(fee), own(fee))
    assert "asked for an exemption, and the department granted it" in page
    assert "as their tax form shows" in page


def test_a_decision_counts_for_the_request_that_was_read_and_for_no_later_one():
    first = ask(make_fee())
    typed = {"ask": first.pk, "is_granted": "yes", "decision_reason": "Three people, as their tax form shows."}
    decide(first, is_granted=False)
    second = ask(first.fee, reason="We moved.")
    answer = client_of(officer()).post(agency(first.fee, "exemption/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "as their tax form shows" in page
    assert f'name="ask" value="{second.pk}"' in page
    second.refresh_from_db()
    assert second.state == "asked"


def test_an_officer_records_gives_back_and_takes_back():
    fee, client = make_fee(), client_of(officer())
    typed = {"method": "check", "number": "1001", "paid_on": timezone.localdate().isoformat()}
    assert client.post(agency(fee, "payment/"), typed | {"number": ""}).status_code == 422
    assert client.post(agency(fee, "payment/"), typed).status_code == 302
    again = client.post(agency(fee, "payment/"), typed)
    assert "already" in again.content.decode()
    payment = fee.payments.get()
    prefix = payment.reference
    took = client.post(agency(fee, f"payments/{prefix}/take-back/"), {f"{prefix}-reason": "The bank returned it."})
    assert took.status_code == 302
    assert "is due" in read(payer_of(fee), own(fee))
    client.post(agency(fee, "payment/"), typed | {"number": "1002"})
    second = fee.payments.last().reference
    gone = {f"{second}-reason": "Withdrawn.", f"{second}-number": "77"}
    client.post(agency(fee, f"payments/{second}/refund/"), gone)
    assert "went back to you" in read(payer_of(fee), own(fee))


def test_staff_in_another_role_read_and_do_not_act():
    fee = make_fee()
    auditor = make_agency_person(Role.AUDITOR)
    assert "Record the payment" not in read(auditor, agency(fee))
    typed = {"method": "check", "number": "1", "paid_on": "2026-01-01"}
    assert client_of(auditor).post(agency(fee, "payment/"), typed).status_code == 403


def test_the_list_filters_and_exports():
    due, paid = make_fee(), make_fee()
    pay(paid)
    ask(due)
    address = "/agency/fees/"
    page = read(officer(), f"{address}?state=paid&method=check")
    assert paid.reference in page
    assert due.reference not in page
    assert due.reference in read(officer(), f"{address}?waits=exemption&q={due.payer.name.split()[0]}")
    export = client_of(officer()).get(f"{address}?export=csv").content.decode()
    assert due.reference in export
    assert paid.reference in export
    assert client_of(officer()).get(f"{address}?export=xlsx").status_code == 200


def test_the_notice_of_a_round_says_what_it_costs(client):
    page = client.get(f"/rounds/{make_round().reference}/").content.decode()
    assert "$250. Public bodies and firms with fewer than 10 people pay nothing." in page


def test_the_check_page_asks_how_many_work_there():
    application = fill(start(asked=make_round(at=timezone.now()), at=timezone.now()), at=timezone.now())
    person = owner_of(application.provider)
    address = f"/desk/applications/{application.reference}/check/"
    assert "With fewer than 10 you pay nothing" in read(person, address)
    wrong = client_of(person).post(address, {"people_count": "none"})
    assert wrong.status_code == 422
    client_of(person).post(address, {"people_count": "4"})
    assert Fee.objects.get().exempt_ground == "small_firm"
