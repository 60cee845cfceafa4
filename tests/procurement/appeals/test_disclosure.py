"""Between what came of an appeal and its public hour no public page says anything of it; from that hour all do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from procurement.appeals.deadlines import file_by
from tests.factories.appeals import DECIDED, dismiss, file, grant, make_appeal
from tests.factories.designations import make_determination

pytestmark = pytest.mark.django_db
LAST_HOUR = DECIDED + timedelta(hours=71)
PUBLIC = DECIDED + timedelta(hours=72)
REPLACED = "A later decision has taken the place of this one"


@pytest.fixture
def clock(monkeypatch):
    """Sets what the portal takes for now."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    return set_to


def decision_page(client, determination):
    page = client.get(f"/registers/determinations/{determination.reference}/").content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("decide", [dismiss, grant])
def test_what_came_of_it_is_not_told_before_its_hour(client, clock, decide):
    appeal = make_appeal(state="under_review")
    address = f"/registers/appeals/{appeal.reference}/"
    clock(LAST_HOUR)
    before = decision_page(client, appeal.determination)
    assert "Until it is decided, this decision stands" in before
    decide(appeal)
    assert decision_page(client, appeal.determination) == before
    assert client.get(address).status_code == 404
    assert appeal.reference not in client.get("/registers/appeals/").content.decode()
    clock(PUBLIC)
    after = decision_page(client, appeal.determination)
    assert address in after
    assert (REPLACED in after) == (decide is grant)
    assert client.get(address).status_code == 200
    assert (
        appeal.reference
        in client.get("/registers/appeals/?state=" + ("granted" if decide is grant else "dismissed")).content.decode()
    )


def test_a_late_one_is_told_from_its_own_hour(client, clock):
    determination = make_determination(state="issued", tier="")
    at = file_by(determination)
    clock(at + timedelta(hours=71))
    before = decision_page(client, determination)
    appeal = file(determination, at=at)
    assert decision_page(client, determination) == before
    clock(at + timedelta(hours=72))
    assert f"/registers/appeals/{appeal.reference}/" in decision_page(client, determination)
