"""Time is always whole: the date, the time with its zone, and how far away it is."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.clocks.calendar import zone_named
from marketplace.clocks.words import clock_words, day_words, since_words, until_words, urgency, weekday_words
from marketplace.components.marks import icon

register = template.Library()

WORDS_ONCE_PAST = {
    "closes": "closed",
    "opens": "opened",
    "ends": "ended",
    "starts": "started",
    "by": "the time ended",
    "answers": "answers were due",
}

MISSING = mark_safe('<span class="pg-missing">not set</span>')


def now_of(context: Context) -> datetime:
    """The instant of the page: the request's, or one that the view gave."""
    if context.get("at"):
        return context["at"]
    request = context.get("request")
    return getattr(request, "at", None) or timezone.now()


def time_element(due: datetime, zone: str) -> SafeString:
    """`<time>4 March 2027, 5:00 pm EST</time>`, the time of day held on one line."""
    local = timezone.localtime(due, zone_named(zone))
    return format_html(
        '<time datetime="{}">{}, <span class="pg-nowrap">{}</span></time>',
        local.isoformat(timespec="minutes"),
        day_words(local.date()),
        clock_words(due, zone),
    )


@register.simple_tag
def instant(value: datetime | None, zone: str = "") -> SafeString:
    """`{% instant dt %}`: 4 March 2027, 5:00 pm EST. The zone is the agency's unless one is given."""
    return time_element(value, zone or settings.TIME_ZONE) if value else MISSING


@register.simple_tag
def day(value: date | None) -> SafeString:
    """`{% day date %}`: 4 March 2027."""
    if not value:
        return MISSING
    if isinstance(value, datetime):
        value = timezone.localtime(value, zone_named(settings.TIME_ZONE)).date()
    return format_html('<time class="pg-nowrap" datetime="{}">{}</time>', value.isoformat(), day_words(value))


@register.simple_tag(takes_context=True)
def clock(context: Context, due: datetime | None, words: str = "due", zone: str = "", **options: Any) -> SafeString:
    """`{% clock dt "due" %}`: due 4 March 2027, 5:00 pm EST, in 3 days. `whom="the provider"` says who is late."""
    if not due:
        return MISSING
    zone, at = zone or settings.TIME_ZONE, now_of(context)
    kind, distance = urgency(due, at, zone), until_words(due, at, zone)
    if kind == "late" and words.partition(" ")[0] in WORDS_ONCE_PAST:
        return _past(words, due, zone)
    if kind == "late" and options.get("whom"):
        distance = f"{distance}, waiting for {options['whom']}"
    css = {"late": " pg-clock--late", "soon": " pg-clock--soon"}.get(kind, "")
    return format_html(
        '<p class="pg-clock{}">{}<span>{} {}, <b>{}</b></span></p>',
        css,
        icon("late" if kind == "late" else "soon"),
        words,
        time_element(due, zone),
        distance,
    )


@register.simple_tag(takes_context=True)
def since(context: Context, value: datetime | None) -> SafeString:
    """`{% since dt %}`: 24 February 2027, 5 days."""
    if not value:
        return MISSING
    zone = settings.TIME_ZONE
    return format_html('{}, <span class="pg-nowrap">{}</span>', day(value), since_words(value, now_of(context), zone))


@register.simple_tag(takes_context=True)
def today(context: Context) -> str:
    """The instant of the page: Monday 1 March 2027, 9:12 am EST."""
    return weekday_words(now_of(context), settings.TIME_ZONE)


@register.simple_tag
def period(starts: date | None, ends: date | None) -> SafeString:
    """`{% period a b %}`: 1 July 2026 to 30 June 2028."""
    return format_html("{} to {}", day(starts), day(ends))


def _past(words: str, due: datetime, zone: str) -> SafeString:
    """A window that is over is not overdue: closes → closed. Nor is what a message named, which may be done since."""
    verb, _, rest = words.partition(" ")
    return format_html(
        '<p class="pg-clock">{}<span>{} {}</span></p>',
        icon("soon"),
        f"{WORDS_ONCE_PAST[verb]} {rest}".strip(),
        time_element(due, zone),
    )
