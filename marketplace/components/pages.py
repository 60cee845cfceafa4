"""Parts that a page is built from: crumbs, facts, empty lists, timelines, steps, task lists, answers."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.access.typed import typed_texts
from marketplace.navigation import url_of as navigation_url_of

register = template.Library()

NOTE_KINDS = {"": "", "late": " pg-note--late", "soon": " pg-note--soon", "plain": " pg-note--plain"}


@register.simple_tag
def url_of(name: str) -> str:
    """The address of a page by name, or nothing where it does not exist: no dead links."""
    return navigation_url_of(name)


@register.simple_tag
def model_link(model: Any, words: str = "") -> SafeString | str:
    """`{% model_link model %}`: the model's name, or these words, leading to its page in the catalogue."""
    provider = model.provider
    return _linked(
        navigation_url_of("catalog:model", provider.slug, model.slug) if provider else "", words or model.name
    )


@register.simple_tag
def organization_link(organization: Any, words: str = "") -> SafeString | str:
    """`{% organization_link buyer %}`: its name, or these words, leading to its public page where it has one."""
    address = ""
    if organization.district_id:
        address = navigation_url_of("organizations:district", organization.district.slug)
    elif organization.offers and organization.is_confirmed:
        address = navigation_url_of("organizations:provider", organization.slug)
    return _linked(address, words or organization.name)


def _linked(address: str, words: str) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', address, words) if address else words


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: str) -> dict[str, Any]:
    """`{% crumbs "Desk" "/desk/" "Models" url %}`: pairs of words and address; the page itself is not among them."""
    if len(parts) % 2:
        raise ValueError("Crumbs come in pairs of words and address.")
    return {"crumbs": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("components/typed.html", takes_context=True)
def typed(context: Context) -> dict[str, Any]:
    """`{% typed %}`: the texts of the form that was refused, to copy; nothing where none was sent."""
    request = context.get("request")
    return {"texts": typed_texts(request) if request is not None and request.method == "POST" else []}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Any) -> dict[str, Any]:
    """`{% facts pairs %}`: names and values, as pairs or a mapping. None or empty is said as missing."""
    return {"pairs": _pairs(pairs)}


@register.inclusion_tag("components/stats.html")
def stats(pairs: Any) -> dict[str, Any]:
    """`{% stats pairs %}`: pairs of what is counted and how many."""
    return {"pairs": _pairs(pairs)}


@register.inclusion_tag("components/empty.html")
def empty(title: str, hint: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """`{% empty "Nothing yet" "What to do about it." url "Do it" %}`."""
    return {"title": title, "hint": hint, "url": url, "action": action}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline events %}`: audit events in plain words, in the order given, or anything with `at`, `who`, `words`.

    An item whose `state` is "ahead" is drawn open, "late" as overdue; an audit event is done.
    """
    return {"items": [_moment(event) for event in events]}


@register.inclusion_tag("components/steps.html")
def steps(current: int, *names: str) -> dict[str, Any]:
    """`{% steps 2 "Scope" "Sites" "Price" %}`: the step indicator; `current` counts from 1."""
    return {"names": names, "current": current, "count": len(names), "name": names[current - 1]}


@register.inclusion_tag("components/tasks.html")
def tasks(items: Iterable[Any]) -> dict[str, Any]:
    """`{% tasks items %}`: a task list. Each item has title, url, kind (of status), words and, where wanted, detail."""
    return {"items": items}


@register.inclusion_tag("components/answers.html")
def answers(rows: Iterable[Any]) -> dict[str, Any]:
    """`{% answers rows %}`: check your answers. Each row: question, answer and, third, the address to change it."""
    return {"rows": [(*row, "")[:3] for row in rows]}


@register.inclusion_tag("components/receipt.html", takes_context=True)
def receipt(context: Context, title: str, reference: str, sha256: str = "", **facts_and_next: Any) -> dict[str, Any]:
    """`{% receipt "We have your application" ref sha at=submitted_at head=hash next="…" url=pdf_url %}`."""
    return {"title": title, "reference": reference, "sha256": sha256, **facts_and_next}


@register.inclusion_tag("components/paging.html", takes_context=True)
def paging(context: Context, page: Any, noun: str = "rows") -> dict[str, Any]:
    """`{% paging page "models" %}`: where this page stands and links to the others, keeping the address's state."""
    return {"request": context.get("request"), "page": page, "noun": noun}


@register.tag
def note(parser: Parser, token: Token) -> Node:
    """`{% note "late" "One section needs attention" %}…{% endnote %}`: a notice with its title."""
    words = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    body = parser.parse(("endnote",))
    parser.delete_first_token()
    return NoteNode(words, body)


class NoteNode(Node):
    """Draws a notice. Its kind is "", late, soon or plain."""

    def __init__(self, words: list[FilterExpression], body: NodeList) -> None:
        self.words = words
        self.body = body

    def render(self, context: Context) -> SafeString:
        kind, title = ([word.resolve(context) for word in self.words] + ["", ""])[:2]
        heading = format_html("<h2>{}</h2>", title) if title else ""
        return format_html('<div class="pg-note{}">{}{}</div>', NOTE_KINDS[kind], heading, self.body.render(context))


def _pairs(pairs: Any) -> list[tuple[Any, Any]]:
    return list(pairs.items()) if hasattr(pairs, "items") else list(pairs or [])


def _moment(event: Any) -> dict[str, Any]:
    read = event.get if isinstance(event, dict) else lambda name, default="": getattr(event, name, default)
    who = read("actor_name", "") or read("who", "")
    organization = read("organization_name", "")
    words = read("words", "")
    return {
        "at": read("at", None),
        "when": read("when", ""),
        "who": f"{who}, {organization}," if who and organization else who,
        "words": words if who else words[:1].upper() + words[1:],
        "subject": read("subject_label", ""),
        "state": read("state", "") or "done",
    }
