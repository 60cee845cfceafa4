"""Forms that show a service's refusal beside what was typed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict

from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.freshness import marks_of


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, also where it is empty; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


class ServiceForm:
    """Mixin for a form whose write is one service call."""

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Put what the service refuses on the form; ask `is_valid()` afterwards."""
        try:
            yield
        except ValidationError as error:
            self._add_service_errors(error)
        except Refused as refusal:
            self.add_error(None, str(refusal))

    def _add_service_errors(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields and name != NON_FIELD_ERRORS else None, errors)


class FreshForm(ServiceForm, forms.Form):
    """A form on a record that a colleague may save meanwhile: `seen` goes to the service with the answers.

    `values_of` gives what the form changes, under the names that people read. A new record has nothing to compare.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        record: models.Model | None = None,
        values_of: Callable[[Any], Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._record, self._values_of = record, values_of
        if record is None or values_of is None:
            del self.fields["seen"]
        else:
            self.initial = {**self.initial, "seen": marks_of(values_of(record))}

    @contextmanager
    def catching(self) -> Iterator[None]:
        """As for every form; after a stale save the next one goes on from what stands now."""
        with super().catching():
            try:
                yield
            except Stale:
                if "seen" in self.fields:
                    self._record.refresh_from_db()
                    self.data = self.data.copy()
                    self.data["seen"] = marks_of(self._values_of(self._record))
                raise
