"""Rounds for machines: news of all of them as Atom, and one round's dates for a calendar."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from marketplace.access.views import public
from marketplace.clocks.appointments import Appointment, calendar_file
from procurement.rounds import queries
from procurement.rounds.models import Round

NEWEST = 50


@require_safe
@public
def rounds(request: HttpRequest) -> HttpResponse:
    """The newest rounds, each renewed when it is amended or given more time."""
    site = settings.SITE_URL.rstrip("/")
    feed = Atom1Feed(
        title="Rounds to qualify learning models",
        link=f"{site}{reverse('rounds:list')}",
        description="Invitations to providers, and what changed in them.",
        feed_url=f"{site}{reverse('rounds:feed')}",
        language="en",
    )
    newest = queries.published().prefetch_related("amendments", "extensions")
    for record in newest.order_by("-published_at", "-pk")[:NEWEST]:
        link = f"{site}{reverse('rounds:detail', args=[record.reference])}"
        feed.add_item(
            title=record.title,
            link=link,
            unique_id=link,
            description=f"{record.summary}\n\n{_closing(record)}",
            pubdate=record.published_at,
            updateddate=_changed_at(record),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
@public(Round, visible=queries.published, reference="reference")
def calendar(request: HttpRequest, record: Round) -> HttpResponse:
    """The round's dates as a calendar file."""
    page = f"{settings.SITE_URL.rstrip('/')}{reverse('rounds:detail', args=[record.reference])}"
    dates = (
        ("opens", record.opens_at),
        ("questions", record.questions_until),
        ("answers", record.answers_until),
        ("closes", record.closes_at),
    )
    words = {
        "opens": "opens",
        "questions": "closes to questions",
        "answers": "has its questions answered",
        "closes": "closes",
    }
    appointments = [
        Appointment(f"{record.reference} {words[key]}: {record.title}", instant, page, key=f"{record.reference} {key}")
        for key, instant in dates
        if instant is not None
    ]
    body = calendar_file(appointments, name=record.reference, made_at=_changed_at(record))
    disposition = f'attachment; filename="{record.reference}.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def _closing(record: Round) -> str:
    if record.closes_at is None:
        return "Rolling: applications are taken until the round is ended, which is announced here."
    return f"Closes {record.closing_words}."


def _changed_at(record: Round) -> datetime:
    changes = [change.made_at for change in record.amendments.all()]
    changes += [change.made_at for change in record.extensions.all() if change.organization_id is None]
    return max([record.published_at, *changes])
