"""Which document goes with an application."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.locker.expiry import standing
from marketplace.locker.forms import VersionChoice
from marketplace.locker.models import DocumentVersion
from procurement.attachments.sections import WHOLE


class AttachForm(ServiceForm, forms.Form):
    """One document, and what it belongs to."""

    version = VersionChoice(label="Document", queryset=DocumentVersion.objects.none(), widget=forms.RadioSelect)
    section = forms.ChoiceField(label="It belongs to", required=False)

    def __init__(self, *args: Any, versions: Any, sections: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset, field.empty_label = versions, None
        field.choice_hints = {str(one.pk): standing(one.expires_on, today=today)[1] for one in versions}
        self.fields["section"].choices = [("", WHOLE)] + [(section.key, section.title) for section in sections]
