"""PURE: reads a form definition from its JSON, and refuses what makes no sense, naming the place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from marketplace.numbers import NotANumber, read_number
from procurement.applicationforms.kinds import CELL_KINDS, FILE_TYPES, KINDS, RECORDS, ROWS_MAX, TODAY, Column
from procurement.applicationforms.questions import PANELS, YES, Condition, FormDefinition, FormError, Question, Section

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
WORDS_MOST = 5000
CONDITIONED_ON = ("choice", "choices", "attestation")
PAGES_OF_AN_APPLICATION = ("goals", "tier", "check", "receipt", "withdraw", "discard", "cure", "copy", "renew")
FIELDS_OF_A_PAGE = ("edition", "seen", "leave", "merge")


def read_form(raw: Any) -> FormDefinition:
    """Read a definition. Raises FormError naming the place that makes no sense."""
    sections: list[Section] = []
    items = _items(raw, "sections", "The form", ())
    _need(bool(items), "The form has no sections.")
    for item in items:
        sections.append(_section(item, sections))
    return FormDefinition(tuple(sections))


def _section(raw: Any, before: Sequence[Section]) -> Section:
    key = _key(raw, "A section", ())
    place = (key,)
    _need(all(section.key != key for section in before), f"{key}: another section has this key.", *place, "key")
    _need(key not in PAGES_OF_AN_APPLICATION, f"{key}: another page has this key. Use another.", *place, "key")
    panel = raw.get("panel", "")
    _need(panel in PANELS, f"{key}: there is no panel “{panel}”.", *place, "panel")
    minutes = raw.get("minutes", 10)
    _need(isinstance(minutes, int) and 1 <= minutes <= 600, f"{key}: give minutes from 1 to 600.", *place, "minutes")
    start = Section(
        key=key,
        title=_word(raw, "title", key, place),
        group=_word(raw, "group", key, place),
        minutes=minutes,
        intro=raw.get("intro", ""),
        panel=panel,
        criteria=tuple(raw.get("criteria", ())),
        questions=(),
    )
    questions: list[Question] = []
    for item in _items(raw, "questions", key, place):
        questions.append(_question(item, start, questions, before))
    return _filled(start, questions)


def _filled(section: Section, questions: Sequence[Question]) -> Section:
    values = {name: getattr(section, name) for name in Section.__dataclass_fields__}
    return Section(**(values | {"questions": tuple(questions)}))


def _question(raw: Any, section: Section, before: Sequence[Question], sections: Sequence[Section]) -> Question:
    key = _key(raw, section.key, (section.key,))
    here, place = f"{section.key}.{key}", (section.key, key)
    _need(all(each.key != key for each in before), f"{here}: another question has this key.", *place, "key")
    _need(key not in FIELDS_OF_A_PAGE, f"{here}: this key is taken by the page. Use another.", *place, "key")
    kind = raw.get("kind")
    _need(kind in KINDS, f"{here}: there is no kind “{kind}”.", *place, "kind")
    low, high = _bound(raw, "low", here, place), _bound(raw, "high", here, place)
    _need(low is None or high is None or low <= high, f"{here}: the least is more than the most.", *place, "high")
    _belongs(raw, ("low", "high", "unit"), kind, ("number",), here, place)
    _belongs(raw, ("words_max",), kind, ("text",), here, place)
    not_after = raw.get("not_after", "")
    _need(not_after in ("", TODAY), f"{here}: a date is not after “{TODAY}”, or has no such bound.", *place)
    _belongs(raw, ("not_after",), kind, ("date",), here, place)
    words_max = _count(raw, "words_max", WORDS_MOST, here, place)
    return Question(
        key=key,
        kind=kind,
        label=_word(raw, "label", here, place),
        help=raw.get("help", ""),
        example=raw.get("example", ""),
        words_max=words_max,
        low=low,
        high=high,
        unit=raw.get("unit", ""),
        choices=_choices(raw, kind, here, place),
        required_for=tuple(raw.get("required_for", ())),
        not_after=not_after,
        columns=_columns(raw, kind, here, place),
        rows_max=_count(raw, "rows_max", ROWS_MAX, here, place),
        accepts=_accepted(raw, kind, here, place),
        record=_record(raw, kind, here, place),
        shown_when=_condition(raw, here, place, [*sections, _filled(section, before)]),
    )


def _choices(raw: Any, kind: str, here: str, place: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    choices = tuple((str(value), str(label)) for value, label in raw.get("choices", ()))
    is_choice = kind in ("choice", "choices")
    _need(bool(choices) == is_choice, f"{here}: choices go with a choice, and only there.", *place, "choices")
    values = [value for value, _ in choices]
    _need(len(set(values)) == len(values), f"{here}: each choice has a key of its own.", *place, "choices")
    return choices


def _columns(raw: Any, kind: str, here: str, place: tuple[str, ...]) -> tuple[Column, ...]:
    items = raw.get("columns", ())
    _need(bool(items) == (kind == "table"), f"{here}: columns go with a table, and only there.", *place, "columns")
    columns = []
    for item in items:
        cell = item.get("kind", "text")
        _need(cell in CELL_KINDS, f"{here}: a column is of {', '.join(CELL_KINDS)}.", *place, "columns")
        name = _key(item, here, (*place, "columns"))
        columns.append(Column(name, _word(item, "label", here, (*place, "columns")), cell))
    keys = [column.key for column in columns]
    _need(len(set(keys)) == len(keys), f"{here}: each column has a key of its own.", *place, "columns")
    return tuple(columns)


def _accepted(raw: Any, kind: str, here: str, place: tuple[str, ...]) -> tuple[str, ...]:
    accepts = tuple(raw.get("accepts", ()))
    _need(bool(accepts) == (kind == "file"), f"{here}: kinds of files go with a file.", *place, "accepts")
    _need(set(accepts) <= set(FILE_TYPES), f"{here}: files are {', '.join(FILE_TYPES)}.", *place, "accepts")
    return accepts


def _record(raw: Any, kind: str, here: str, place: tuple[str, ...]) -> str:
    record = raw.get("record", "")
    _need(record in RECORDS if kind == "record" else not record, f"{here}: name what is linked.", *place, "record")
    return record


def _condition(raw: Any, here: str, place: tuple[str, ...], before: Sequence[Section]) -> Condition | None:
    given = raw.get("shown_when")
    if not given:
        return None
    place = (*place, "shown_when")
    address = str(given.get("question", ""))
    section_key, _, key = address.rpartition(".")
    section = next((each for each in before if each.key == (section_key or before[-1].key)), None)
    source = section.question(key) if section else None
    _need(source is not None, f"{here}: “{address}” is no earlier question of the form.", *place)
    _need(
        source.kind in CONDITIONED_ON,
        f"{here}: a condition asks for a choice or a confirmation, not “{address}”.",
        *place,
    )
    labels = dict(source.choices) if source.kind != "attestation" else {YES: "Yes"}
    values = tuple(map(str, given.get("is", ())))
    accepted = ", ".join(labels)
    _need(bool(values) and set(values) <= set(labels), f"{here}: the answers of “{address}” are: {accepted}.", *place)
    named = " or ".join(f"“{labels[value]}”" for value in values)
    answered = "you confirmed" if source.kind == "attestation" else f"you answered {named} to"
    words = f"Only if {answered} “{source.label}”"
    return Condition(section.key, source.key, values, words if words.endswith(("?”", ".”")) else f"{words}.")


def _belongs(
    raw: Any, names: Sequence[str], kind: str, kinds: Sequence[str], here: str, place: tuple[str, ...]
) -> None:
    for name in names:
        is_given = raw.get(name) not in (None, "")
        _need(not is_given or kind in kinds, f"{here}: {name} goes with {kinds[0]}, and only there.", *place, name)


def _bound(raw: Any, name: str, here: str, place: tuple[str, ...]) -> Decimal | None:
    try:
        return None if raw.get(name) is None else read_number(str(raw[name]))
    except NotANumber:
        raise FormError(f"{here}: {name} is a number.", *place, name)


def _count(raw: Any, name: str, most: int, here: str, place: tuple[str, ...]) -> int | None:
    value = raw.get(name)
    _need(value is None or (isinstance(value, int) and 1 <= value <= most), f"{here}: 1 to {most:,}.", *place, name)
    return value


def _items(raw: Any, name: str, where: str, place: tuple[str, ...]) -> Sequence[Any]:
    items = raw.get(name) if isinstance(raw, Mapping) else None
    is_list = isinstance(items, Sequence) and not isinstance(items, str)
    _need(is_list, f"{where}: give a list of {name}.", *place, name)
    return items


def _key(raw: Any, where: str, place: tuple[str, ...]) -> str:
    key = _word(raw, "key", where, place)
    words = f"{where}: a key is small letters, digits and underscores, such as home_access, not “{key}”."
    _need(bool(KEY.fullmatch(key)), words, *place, "key")
    return key


def _word(raw: Any, name: str, where: str, place: tuple[str, ...]) -> str:
    value = raw.get(name) if isinstance(raw, Mapping) else None
    _need(isinstance(value, str) and bool(value.strip()), f"{where}: {name} is missing.", *place, name)
    return value


def _need(is_met: bool, words: str, *place: str) -> None:
    if not is_met:
        raise FormError(words, *place)
