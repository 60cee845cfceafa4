"""A version as pages show it: its task list and its answers in words."""

from dataclasses import dataclass

from django.urls import reverse

from marketplace.components.marks import money
from marketplace.products import queries, sections
from marketplace.products.models import CostItem, ModelVersion
from marketplace.products.parts import parts_of
from marketplace.products.questions import WORDS
from marketplace.products.vocabulary import LIST_FIELDS, PriceUnit

KINDS = {
    sections.COMPLETE: ("done", "Complete"),
    sections.STARTED: ("half", "In progress"),
    sections.NOT_STARTED: ("open", "Not started"),
}


@dataclass(frozen=True)
class TaskItem:
    title: str
    url: str
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True)
class SectionAnswers:
    """A section with its questions and answers, and where to change them."""

    section: sections.Section
    rows: list[tuple[str, str]]


def task_items(version: ModelVersion) -> list[TaskItem]:
    """The sections of a description as a task list, then what it lists, then what higher slices add."""
    slug = version.model.slug
    items = []
    for entry in queries.section_statuses(version):
        kind, words = KINDS[entry.status]
        url = reverse("products:section", args=[slug, entry.section.key])
        items.append(TaskItem(entry.section.title, url, kind, words, entry.section.lede))
    for name, title, lede, is_there in (
        ("data", queries.DATA_SECTION, "Each kind of student data, and why.", version.data_elements.exists()),
        ("costs", queries.COSTS_SECTION, "All that a district pays for, once and every year.", version.costs.exists()),
    ):
        kind, words = KINDS[sections.COMPLETE if is_there else sections.NOT_STARTED]
        items.append(TaskItem(title, reverse(f"products:{name}", args=[slug]), kind, words, lede))
    for part in parts_of(version):
        is_open = part.is_answered is False or (part.is_answered is None and not part.rows)
        kind, words = KINDS[sections.NOT_STARTED if is_open else sections.COMPLETE]
        words = "None listed" if is_open and part.is_answered is None else words
        items.append(TaskItem(part.title, part.url, kind, words, part.lede))
    return items


def answers_of(version: ModelVersion, part: sections.Section | None = None) -> list:
    """All sections with their answers in words; of one section, the names and answers alone."""
    if part is not None:
        return [(name, answer_in_words(version, name)) for name in part.fields]
    return [
        SectionAnswers(entry, [(WORDS[name][0], answer_in_words(version, name)) for name in entry.fields])
        for entry in sections.SECTIONS
    ]


def answer_in_words(version: ModelVersion, name: str) -> str:
    """One answer as a person would write it; empty when there is none."""
    value = getattr(version, name)
    if name in LIST_FIELDS:
        return ", ".join(version.labels_of(name))
    if name == "price_unit":
        return PriceUnit(value).label if value else ""
    if name.endswith("_cents"):
        return "" if value is None else money(value)
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value.day} {value:%B %Y}"


def amount_of(item: CostItem) -> str:
    """What it costs, "$120 a teacher"."""
    return f"{money(item.cents)} {item.get_unit_display()}"
