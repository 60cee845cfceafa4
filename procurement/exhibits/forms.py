"""Which document goes with a contract."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.locker.expiry import standing
from marketplace.locker.forms import VersionChoice
from marketplace.locker.models import DocumentVersion


class ExhibitForm(ServiceForm, forms.Form):
    """One document of the provider."""

    version = VersionChoice(label="Document", queryset=DocumentVersion.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, versions: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset, field.empty_label = versions, None
        field.choice_hints = {str(one.pk): standing(one.expires_on, today=today)[1] for one in versions}
