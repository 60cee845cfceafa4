"""Forms that show a service's refusal beside what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from marketplace.lifecycles.errors import Refused


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
