"""Every list is filtered by words and, where its rows have states, by state; the address holds both."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings

from marketplace.listing.filters import filter_of
from procurement.appeals.models import Appeal
from procurement.appeals.tables import AppealTable
from procurement.contracts.models import Contract
from procurement.contracts.tables import ContractTable
from procurement.debriefs.models import Debrief
from procurement.debriefs.tables import DebriefTable
from procurement.negotiations.models import Negotiation
from procurement.negotiations.tables import NegotiationTable
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.tables import ReportTable
from procurement.payments.models import Fee
from procurement.payments.tables import FeeTable
from procurement.quotes.models import PilotRequest
from procurement.quotes.tables import RequestTable
from procurement.reviews.models import ReviewSubject
from procurement.reviews.tables import SubjectTable
from procurement.rounds.models import Round
from procurement.rounds.tables import AgencyRoundTable
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.tables import TierReviewTable
from tests.factories import AT
from tests.factories.rounds import make_round

TABLES = {
    AppealTable: Appeal,
    DebriefTable: Debrief,
    ContractTable: Contract,
    NegotiationTable: Negotiation,
    ReportTable: OutcomeReport,
    RequestTable: PilotRequest,
    SubjectTable: ReviewSubject,
    AgencyRoundTable: Round,
    FeeTable: Fee,
    TierReviewTable: TierReview,
}


class Asked:
    at = AT


@pytest.mark.django_db
@pytest.mark.parametrize("table_class", TABLES)
def test_each_state_and_each_field_of_words_can_be_asked_for(table_class):
    for state, _words in table_class.states:
        asked = {"q": "no such words", "state": state}
        found = filter_of(table_class)(asked, queryset=TABLES[table_class].objects.all(), request=Asked)
        assert found.is_valid()
        assert list(found.qs) == []


@pytest.mark.django_db
def test_rounds_are_found_as_they_stand_at_the_instant():
    record = make_round()
    for at in (record.opens_at - datetime.timedelta(seconds=1), record.opens_at, record.closes_at):
        found = {
            state: list(AgencyRoundTable.in_state(Round.objects.all(), state, at))
            for state, _words in AgencyRoundTable.states
        }
        assert [state for state, rows in found.items() if rows] == [record.standing(at)]


@pytest.mark.django_db
def test_a_list_keeps_to_the_words_and_the_state_of_its_address(client):
    make_round(title="Reading in grade three")
    make_round(title="Mathematics everywhere")
    shown = [row.title for row in client.get("/rounds/?q=grade+READING&state=").context["table"].page.object_list.data]
    assert shown == ["Reading in grade three"]
    assert client.get("/rounds/?state=archived").context["table"].page.paginator.count == 0


def test_every_list_page_shows_its_filter():
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for page in Path(folder).rglob("*.html"):
            text = page.read_text()
            if "{% render_table table %}" in text:
                assert 'method="get"' in text or "{% filters filter" in text, page
