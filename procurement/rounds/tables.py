"""Lists of rounds and of questions about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.rounds import queries
from procurement.rounds.models import Round, RoundAsker, RoundQuestion
from procurement.rounds.transitions import QuestionState

STANDING = {
    "draft": ("open", "Draft"),
    "soon": ("wait", "Opens soon"),
    "open": ("half", "Open"),
    "closed": ("done", "Closed"),
    "archived": ("done", "Archived"),
}
QUESTION_MARKS = {
    QuestionState.ASKED: ("wait", "Waits for an answer"),
    QuestionState.ANSWERED: ("done", "Answered"),
    QuestionState.REJECTED: ("no", "Not answered"),
}
WORDS_SHOWN = 24
_INSTANT = Template("{% load pilotage %}{% instant value zone %}")
_STATUS = Template("{% load pilotage %}{% status kind words %}")


class RoundTable(Table):
    """Rounds, newest first."""

    title = columns.Column(verbose_name="Round")
    opens_at = columns.Column(verbose_name="Opens")
    closes_at = columns.Column(verbose_name="Closes", empty_values=())
    state = columns.Column(verbose_name="Now", orderable=False)
    url_name = "rounds:detail"
    words_in = ("reference", "title")
    states = tuple((value, words) for value, (_mark, words) in STANDING.items() if value != "draft")
    empty_hint = "A round is an invitation to providers. It is announced here."

    class Meta(Table.Meta):
        empty_text = "No round has been published yet"
        sequence = ("title", "opens_at", "closes_at", "state")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The rounds that stand so at this instant."""
        return queries.standing_so(rows, state, at)

    def render_title(self, record: Round) -> SafeString:
        url = reverse(self.url_name, args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, record.title, record.reference)

    def value_title(self, record: Round) -> str:
        return f"{record.reference} {record.title}"

    def render_opens_at(self, record: Round) -> str:
        return _INSTANT.render(Context({"value": record.opens_at, "zone": record.zone}))

    def value_opens_at(self, record: Round) -> str:
        return record.opens_at.isoformat()

    def render_closes_at(self, record: Round) -> str:
        if record.closes_at is None:
            return record.closing_words
        return _INSTANT.render(Context({"value": record.closes_at, "zone": record.zone}))

    def value_closes_at(self, record: Round) -> str:
        return record.closes_at.isoformat() if record.closes_at else record.closing_words

    def render_state(self, record: Round) -> str:
        kind, words = STANDING[record.standing(self.request.at)]
        return _STATUS.render(Context({"kind": kind, "words": words}))

    def value_state(self, record: Round) -> str:
        return STANDING[record.standing(self.request.at)][1]


class AgencyRoundTable(RoundTable):
    """The same, drafts included, as the agency sees them."""

    url_name = "rounds:agency_detail"
    states = tuple((value, words) for value, (_mark, words) in STANDING.items())
    empty_hint = "Draft the first one."

    class Meta(RoundTable.Meta):
        empty_text = "No rounds yet"


class OwnQuestionTable(Table):
    """What a provider asked."""

    text = columns.Column(verbose_name="Question", orderable=False)
    round = columns.Column(accessor="round__title", verbose_name="Round")
    created_at = columns.DateColumn(verbose_name="Asked", format="j F Y")
    state = columns.Column(verbose_name="Now")
    url_name = "rounds:question"
    words_in = ("reference", "text", "round__title")
    empty_hint = "Open a round and ask. The answer is read by everyone, your name by nobody."

    class Meta(Table.Meta):
        empty_text = "No questions yet"
        sequence = ("text", "round", "created_at", "state")

    def render_text(self, record: RoundQuestion) -> SafeString:
        url = reverse(self.url_name, args=[record.reference])
        words = Truncator(record.text).words(WORDS_SHOWN)
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, words, record.reference)

    def value_text(self, record: RoundQuestion) -> str:
        return record.text

    def render_state(self, record: RoundQuestion) -> SafeString:
        return status(*QUESTION_MARKS[record.state])

    def value_state(self, record: RoundQuestion) -> str:
        return record.get_state_display()


class AgencyQuestionTable(OwnQuestionTable):
    """Every question about a round as officers read them: who asked is a number."""

    asker = columns.Column(accessor="asker__number", verbose_name="Asked by")
    round = None
    url_name = "rounds:agency_question"
    words_in = ("reference", "text")
    empty_hint = "Questions appear here once providers ask, or when you choose other filters."

    class Meta(Table.Meta):
        empty_text = "No questions"
        sequence = ("text", "asker", "created_at", "state")

    def render_asker(self, record: RoundQuestion) -> str:
        return str(record.asker)

    def value_asker(self, record: RoundQuestion) -> str:
        return str(record.asker)


def _askers(request: Any) -> Any:
    return RoundAsker.objects.filter(round=request.record)


class QuestionFilter(django_filters.FilterSet):
    """By state and asker."""

    state = django_filters.ChoiceFilter(label="Now", choices=QuestionState.choices, empty_label="Any state")
    asker = django_filters.ModelChoiceFilter(label="Asked by", queryset=_askers, empty_label="Anyone")

    class Meta:
        model = RoundQuestion
        fields = ("state", "asker")
