"""What a provider says of the rules that its model needs schools to be excused from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.list_services import LONGEST_WHY
from marketplace.products.models import ModelVersion
from procurement.waivablerules.models import WaivableRuleVersion
from procurement.waivablerules.queries import how_granted

PREFIX = "why_"


class NeedsForm(ServiceForm, forms.Form):
    """One answer a rule: why the model needs it, empty where it does not."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rules: Sequence[WaivableRuleVersion], version: ModelVersion, held: Mapping[str, str],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.initial = {"edition": version.edition, **{f"{PREFIX}{code}": why for code, why in held.items()}}
        for rule in rules:
            self.fields[f"{PREFIX}{rule.code}"] = forms.CharField(
                label=rule.title,
                required=False,
                max_length=LONGEST_WHY,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=f"{rule.words} {how_granted(rule, '')}",
            )

    @property
    def needs(self) -> dict[str, str]:
        """The answers by code."""
        return {name.removeprefix(PREFIX): why for name, why in self.cleaned_data.items() if name.startswith(PREFIX)}

    def reopen_on(self, version: ModelVersion) -> None:
        """Keep what was typed, and let the next save go on from this version."""
        self.data = self.data.copy()
        self.data["edition"] = str(version.edition)
