"""Form parts: one field with its label, hint and error; the list of errors at the top; what surrounds a list."""

import re
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from marketplace.lifecycles.typed import length_words
from marketplace.lifecycles.words import NO_EMAIL

register = template.Library()

GROUP_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
PLAINER = (
    (r"This field is required\.", "This needs an answer."),
    (r"Select a valid choice\. .+", "This is not offered now. Choose one of those listed."),
    (r"Null characters are not allowed\.", "This holds a character that cannot be kept. Type it again by hand."),
    (r"Enter a valid email address\.", NO_EMAIL),
    (r"Enter a valid URL\.", "Enter a web address, such as https://example.org/study."),
    (r"Ensure this value is greater than or equal to (.+)\.", "Enter {} or more."),
    (r"Ensure this value is less than or equal to (.+)\.", "Enter {} or less."),
)
TOO_LONG = re.compile(r"Ensure this value has at most (\d+) characters? \(it has (\d+)\)\.")
NUMBER_FIELDS = (forms.IntegerField, forms.DecimalField, forms.FloatField)


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str | None = None, width: str = "", **options: Any) -> SafeString:
    """`{% field form.name %}`: label, hint, error and control of any kind of widget.

    `label` and `hint` override the form's, and an empty hint leaves it out; `width` is short, medium or wide;
    `columns=True` sets choices in two columns; `large_legend=True` makes the question of a page its heading.
    """
    if bound.is_hidden:
        return bound.as_widget()
    kind = kind_of(bound)
    hint = bound.help_text if hint is None else hint
    described = [f"{bound.auto_id}-hint"] if hint else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    context = {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": hint,
        "is_optional": not (bound.field.required or getattr(bound.field, "is_needed_later", False))
        and kind != "checkbox",
        "described": " ".join(described),
        "choice_hints": getattr(bound.field, "choice_hints", {}),
        "options": options,
    }
    if kind not in ("group", "split"):
        context["control"] = bound.as_widget(attrs=control_attributes(bound, kind, width, context["described"]))
    return render_to_string("components/field.html", context)


def kind_of(bound: BoundField) -> str:
    """How the control is laid out: group (radios, checkboxes), checkbox, split (several inputs), money or plain."""
    widget = bound.field.widget
    if isinstance(widget, GROUP_WIDGETS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.MultiWidget) or getattr(widget, "is_split", False):
        return "split"
    return "money" if getattr(widget, "is_money", False) else "plain"


def control_attributes(bound: BoundField, kind: str, width: str, described: str) -> dict[str, Any]:
    """Classes and references of an input; what the widget itself says is kept."""
    own = bound.field.widget.attrs
    attributes = {"class": " ".join(filter(None, [control_class(bound, kind, width), own.get("class", "")]))}
    if described:
        attributes["aria-describedby"] = described
    if own.get("placeholder"):
        attributes["placeholder"] = False
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(bound.field, NUMBER_FIELDS) and bound.field.widget.input_type == "text":
        attributes["inputmode"] = "numeric" if isinstance(bound.field, forms.IntegerField) else "decimal"
    return attributes


def control_class(bound: BoundField, kind: str, width: str) -> str:
    if kind == "checkbox":
        return ""
    widget = bound.field.widget
    base = "usa-input"
    if isinstance(widget, forms.Textarea):
        base = "usa-textarea"
    elif isinstance(widget, forms.Select):
        base = "usa-select"
    numeric = isinstance(bound.field, NUMBER_FIELDS) and not isinstance(widget, forms.Select)
    width = width or ("short" if numeric and kind == "plain" else "")
    error = f" {base}--error" if bound.errors else ""
    return base + error + (f" pg-{width}" if width else "")


@register.simple_tag(takes_context=True)
def error_summary(context: Context, *sources: Any) -> SafeString | str:
    """`{% error_summary form %}`: what needs a change, each line a link to its field. Takes forms and formsets.

    A page that shows one answers 422, see `marketplace.access.views`.
    """
    lines = [line for source in sources if source is not None for line in error_lines(source)]
    if not lines:
        return ""
    if "request" in context:
        context["request"].refuses_a_form = True
    return render_to_string("components/error_summary.html", {"lines": lines})


def error_lines(source: Any) -> list[dict[str, str]]:
    """Each error of a form or formset as its text and the id of the field that it belongs to."""
    if hasattr(source, "forms"):
        own = [{"text": text, "target": ""} for text in source.non_form_errors()] if source.is_bound else []
        return own + [line for form in source.forms for line in error_lines(form)]
    if not source.is_bound:
        return []
    lines = [{"text": text, "target": ""} for text in source.non_field_errors()]
    for bound in source:
        target = first_id(bound)
        lines += [{"text": after_label(bound.label, text), "target": target} for text in bound.errors]
    return lines


def first_id(bound: BoundField) -> str:
    """The id that a link to the field can reach: of its first control where it has several."""
    if kind_of(bound) == "group":
        first = next(iter(bound.subwidgets), None)
        return first.id_for_label if first else bound.auto_id
    return f"{bound.auto_id}_0" if kind_of(bound) == "split" else bound.id_for_label or bound.auto_id


@register.filter
def after_label(label: str, text: str) -> str:
    """The error behind its label; a label that is a question or a sentence keeps its own end."""
    return f"{label} {plainer(text)}" if label.endswith(("?", ".")) else f"{label}: {lowered(text)}"


def lowered(text: str) -> str:
    """The sentence as it follows a label; names and capitals at its start stay."""
    text = plainer(text)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def with_commas(part: str) -> str:
    """A number of five digits or more in groups of three; a year keeps its form."""
    return f"{int(part):,}" if part.isdigit() and int(part) >= 10_000 else part


@register.filter
def plainer(text: str) -> str:
    """The framework's own messages in our words."""
    if match := TOO_LONG.fullmatch(str(text)):
        return length_words(most=int(match[1]), given=int(match[2]))
    for theirs, ours in PLAINER:
        if match := re.fullmatch(theirs, str(text)):
            return ours.format(*(with_commas(part) for part in match.groups()))
    return str(text)


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, filterset: Any, button: str = "Show") -> dict[str, Any]:
    """`{% filters filter %}`: the form of a django-filter set, keeping nothing but its own fields."""
    request = context.get("request")
    keep = [("sort", request.GET["sort"])] if request is not None and request.GET.get("sort") else []
    form = getattr(filterset, "form", None)
    used = bool(form and any(form.data.get(name) for name in form.fields)) if form is not None else False
    return {"form": form, "button": button, "keep": keep, "used": used, "path": getattr(request, "path", "")}


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The page's own address with some parameters changed: `{% with_query page=2 %}`; an empty value drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = value
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag
def filter_field(bound: BoundField) -> SafeString:
    """A field of a filter form: optional by nature, so it does not say so."""
    if bound.is_hidden or kind_of(bound) != "plain":
        return field(bound)
    return render_to_string(
        "components/_filter_field.html",
        {
            "field": bound,
            "control": bound.as_widget(attrs=control_attributes(bound, kind_of(bound), "", "")),
        },
    )


@register.simple_tag
def choice_hint(option: Any, hints: dict[str, str]) -> str:
    """The line under a choice: `choice_hints` on the form's field, by value."""
    value = str(option.data.get("value", ""))
    return str(hints.get(value, ""))
