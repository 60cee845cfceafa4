"""What people fill in about a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import ServiceForm
from marketplace.locker.expiry import standing
from marketplace.locker.kinds import CHOICES, KINDS
from marketplace.locker.models import DocumentVersion

FILE_HELP = "PDF, Word, Excel, CSV, plain text or a picture, at most 20 MB."


def _upload() -> forms.FileField:
    return forms.FileField(label="The file", allow_empty_file=True, max_length=255, help_text=FILE_HELP)


def _day(label: str, help_text: str = "") -> DayField:
    return DayField(label=label, help_text=help_text, required=False)


LAST_DAY = "You are told 60, 30 and 7 days before it, and when it has passed. Leave it empty for what does not end."


class VersionForm(ServiceForm, forms.Form):
    """A newer version of a document."""

    upload = _upload()
    issued_on = _day("Issued on")
    expires_on = _day("Last day on which it holds", LAST_DAY)


class DocumentForm(ServiceForm, forms.Form):
    """A document with its first version."""

    kind = forms.ChoiceField(label="What is it?", choices=CHOICES, widget=forms.RadioSelect)
    title = forms.CharField(
        label="Name", max_length=120, help_text="By which your colleagues know it, such as “Cyber insurance, Acme”."
    )
    upload = _upload()
    issued_on = _day("Issued on")
    expires_on = _day("Last day on which it holds", LAST_DAY)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choice_hints = {kind.key: kind.hint for kind in KINDS if kind.hint}


class VersionChoice(forms.ModelChoiceField):
    """Documents by their titles."""

    def label_from_instance(self, version: DocumentVersion) -> str:
        return f"{version.document.title} ({version.document.get_kind_display().lower()}), version {version.number}"


class AttachForm(ServiceForm, forms.Form):
    """One document to go with a record, in the version of the day."""

    version = VersionChoice(label="Document", queryset=DocumentVersion.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, versions: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset, field.empty_label = versions, None
        field.choice_hints = {str(one.pk): standing(one.expires_on, today=today)[1] for one in versions}
