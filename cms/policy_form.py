"""The form in which the policy is edited: each fault is shown at its field, with what is accepted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from cms.policy_fields import LEAF_BY_FIELD, SOURCE, field_name, help_with, policy_fields, shown_in, stored_of
from marketplace.clocks.words import count_words
from procurement.policy.criteria import SCORES
from procurement.policy.leaves import body_of, leaf_of
from procurement.policy.models import CRITERIA, PolicyVersion
from procurement.policy.reading import PolicyError
from procurement.policy.schema import PolicyBody
from procurement.policycomments.queries import open_counts

PolicyNumbers = type("PolicyNumbers", (forms.Form,), policy_fields())


class PolicyForm(WagtailAdminModelForm, PolicyNumbers):
    """Every number with its source; the criteria are rows of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = PolicyVersion.objects.filter(state="published").first()
        draft = PolicyVersion.objects.filter(state="draft").order_by("number").last()
        comments = open_counts(draft) if draft else Counter()
        for name, leaf in LEAF_BY_FIELD.items():
            if name not in self.fields:
                continue
            self.fields[name].help_text = help_with(leaf, leaf_of(version.body, leaf) if version else None)
            if comments[leaf.path]:
                self.fields[name].help_text += f" {count_words(comments[leaf.path], 'open comment')}."
            if self.instance.numbers:
                held = leaf_of(self.instance.numbers, leaf)
                self.initial.setdefault(name, shown_in(leaf, held["value"]))
                self.initial.setdefault(f"{name}{SOURCE}", held["source"])

    def is_valid(self) -> bool:
        """Also whether the numbers and criteria make sense together."""
        if not super().is_valid():
            return False
        self.instance.numbers = self._numbers()
        try:
            PolicyBody.from_json({**self.instance.numbers, CRITERIA: self._criteria()})
        except PolicyError as fault:
            for path, words in fault.errors.items():
                self._show(path, words)
            return False
        return True

    def _numbers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return body_of(
            {
                leaf.path: {"value": stored_of(leaf, given[name]), "source": given[f"{name}{SOURCE}"]}
                for name, leaf in LEAF_BY_FIELD.items()
            }
        )

    def _criteria(self) -> list[dict[str, Any]]:
        rows = self.formsets[CRITERIA].ordered_forms
        plain = ("key", "name", "question", "weight_percent", "gate_min", "source")
        return [
            {name: row.cleaned_data[name] for name in plain}
            | {"anchors": [row.cleaned_data[f"anchor_{score}"] for score in SCORES]}
            for row in rows
        ]

    def _show(self, path: str, words: str) -> None:
        if path.partition(".")[0] == CRITERIA:
            self.formsets[CRITERIA].non_form_errors().append(words)
            self.add_error(None, f"Criteria: {words}")
        else:
            self.add_error(field_name(path), words)
