"""A fee that was given back before the check can be paid anew, and the check goes on."""

import pytest

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.applications import services
from tests.factories.applications import SCREENED, make_application, owner_of
from tests.factories.organizations import make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.payments import ask, decide, pay, refund
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def given_back(state="submitted"):
    """An application whose fee was paid and given back."""
    application = make_application(state=state)
    refund(application.fee.payments.get(), at=SCREENED)
    application.fee.refresh_from_db()
    return application


def again(application, actor=None, at=SCREENED):
    return services.ask_fee_again(application=application, actor=actor or owner_of(application), at=at)


@pytest.mark.parametrize("state", ["submitted", "screening"])
def test_it_is_paid_anew_and_the_check_goes_on(state):
    application = given_back(state)
    fee = again(application)
    assert (fee.state, fee.settled_at) == ("due", None)
    pay(fee, at=SCREENED, number="2002")
    fee.refresh_from_db()
    assert [(payment.state, payment.settles) for payment in fee.payments.order_by("pk")] == [
        ("refunded", False),
        ("succeeded", True),
    ]
    if state == "submitted":
        assert services.begin_screening(application=application, actor=officer(), at=SCREENED).state == "screening"


def test_an_exemption_can_be_asked_for_as_well():
    application = given_back()
    decide(ask(again(application)), is_granted=True)
    assert services.begin_screening(application=application, actor=officer(), at=SCREENED).state == "screening"


def test_an_officer_may_ask_for_it_and_the_payer_hears_of_it_once():
    application = given_back()
    again(application, actor=officer())
    again(application)
    assert Notification.objects.filter(
        person=owner_of(application), subject=f"{application.fee.reference}: the fee is due again"
    ).count() == 1  # fmt: skip


def test_neither_authors_nor_strangers_nor_other_staff_do():
    application = given_back()
    for person in (make_member(application.provider, Role.AUTHOR), officer(Role.DETERMINER, name="Theo Marsh")):
        with pytest.raises(NotAllowed):
            again(application, actor=person)
    with pytest.raises(NotVisible):
        again(application, actor=organization_owner(make_provider()))


def test_a_fee_that_is_settled_or_of_an_application_that_ended_is_not_asked_for():
    with pytest.raises(Refused):
        again(make_application(state="submitted"))
    ended = given_back()
    services.withdraw_application(application=ended, actor=owner_of(ended), at=SCREENED)
    with pytest.raises(Refused, match="does not wait for a fee"):
        again(ended)


def test_the_pages_lead_there(client):
    application = given_back()
    address = f"/applications/{application.reference}/fee-again/"
    client.force_login(officer())
    assert address in client.get(f"/agency/applications/{application.reference}/").content.decode()
    client.force_login(owner_of(application))
    receipt = f"/desk/applications/{application.reference}/receipt/"
    assert address in client.get(receipt).content.decode()
    assert client.post(address).url == f"/desk/fees/{application.fee.reference}/"
    assert address not in client.get(receipt).content.decode()
    assert "Pay the fee" in client.get(receipt).content.decode()
