"""The report's pages as forms: what is typed is kept as it is, faults stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.outcomes.entry import CHOICE, COUNT, TEXT, Asked, Part
from procurement.outcomes.groups import ARMS, SUBGROUPS


def field_for(asked: Asked) -> forms.Field:
    """The field of one question. None must be filled now: a report is written over days, checked on sending."""
    field = _field_of_kind(asked)
    field.is_needed_later = asked.is_required
    return field


def _field_of_kind(asked: Asked) -> forms.Field:
    common = {"label": asked.label, "help_text": asked.hint, "required": False}
    if asked.kind == CHOICE:
        return forms.ChoiceField(choices=asked.choices, widget=forms.RadioSelect, **common)
    if asked.kind == TEXT:
        return forms.CharField(widget=forms.Textarea, **common)
    mode = "numeric" if asked.kind == COUNT else "decimal"
    attributes = {"inputmode": mode, "autocomplete": "off", "class": "pg-short"}
    return forms.CharField(max_length=2000, widget=forms.TextInput(attributes), **common)


class PartForm(ServiceForm, forms.Form):
    """One part of the report."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        for asked in part.asked:
            self.fields[asked.key] = field_for(asked)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions in order, without the edition."""
        return [self[asked.key] for asked in self.part.asked]

    def typed(self) -> dict[str, Any]:
        """What was typed, by question."""
        return {asked.key: self.cleaned_data.get(asked.key) or "" for asked in self.part.asked}

    def show(self, faults: Mapping[str, str]) -> None:
        """Put what is wrong beside its field."""
        for name, reason in faults.items():
            if name not in self.errors:
                self.add_error(name, reason)

    def grid_heads(self) -> list[str]:
        """What each column of that table asks."""
        return [cell["words"] for cell in self.grid()[0]["cells"]]

    def _control(self, asked: Asked) -> str:
        bound = self[asked.key]
        attributes = {"class": "usa-input pg-short", "aria-label": asked.label}
        if bound.errors:
            attributes |= {"aria-invalid": "true", "aria-describedby": f"{bound.auto_id}-error"}
        return bound.as_widget(attrs=attributes)

    def grid(self) -> list[dict[str, Any]]:
        """The questions of a part about groups as rows, each with its cells by arm."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for asked in self.part.asked:
            words = asked.label.rpartition(": ")[2]
            cell = {"field": self[asked.key], "words": f"{ARMS[asked.arm]}: {words}", "control": self._control(asked)}
            rows.setdefault(asked.group, []).append(cell)
        return [{"label": SUBGROUPS[group], "cells": cells} for group, cells in rows.items()]


class ReplyForm(ServiceForm, forms.Form):
    """The provider's reply."""

    text = forms.CharField(
        label="What should readers know?",
        widget=forms.Textarea,
        help_text="It is printed beside the outcome as received, with your name. Name no child.",
    )


class ReportReturnForm(ServiceForm, forms.Form):
    """What has to change."""

    reason = forms.CharField(label="What has to change?", widget=forms.Textarea, help_text="The district reads this.")
