"""Which document goes with an application."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.locker.forms import AttachForm
from procurement.attachments.sections import WHOLE


class SectionAttachForm(AttachForm):
    """One document, and what it belongs to."""

    section = forms.ChoiceField(label="It belongs to", required=False)

    def __init__(self, *args: Any, sections: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", WHOLE)] + [(section.key, section.title) for section in sections]
