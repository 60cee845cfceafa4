"""Form fields whose values the portal writes in its own way: money, a day, an instant, lists of lines."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from marketplace.lifecycles.typed import typed_number
from marketplace.numbers import NotANumber

CENTS = Decimal(100)
MOST_DOLLARS = 10_000_000_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class MoneyInput(forms.TextInput):
    """Dollars and cents as typed, with the sign beside the box."""

    is_money = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            return f"{value // 100:,}.{value % 100:02d}" if value % 100 else f"{value // 100:,}"
        return super().format_value(value)


class MoneyField(forms.Field):
    """Takes `4200`, `$4,200` or `4,200.50`; gives integer cents. None when empty and not required."""

    widget = MoneyInput

    def __init__(self, *, min_cents: int = 0, max_cents: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.min_cents = min_cents
        self.max_cents = max_cents

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        text = re.sub(r"\s", "", str(value))
        try:
            amount = typed_number(text)
        except NotANumber:
            accepted = "Enter an amount in dollars, such as 4,200 or 4200.50."
            raise ValidationError(f"You entered “{value}”. {accepted}") from None
        if abs(amount) > MOST_DOLLARS:
            raise ValidationError(f"Enter an amount of ${MOST_DOLLARS:,} or less.")
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"You entered “{value}”. Enter dollars with at most two digits after the point.")
        return int(amount * CENTS)

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_cents:
            raise ValidationError(f"Enter an amount of ${self.min_cents / 100:,.2f} or more.")
        if self.max_cents is not None and value > self.max_cents:
            raise ValidationError(f"Enter an amount of ${self.max_cents / 100:,.2f} or less.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial if isinstance(initial, int) else self.to_python(initial))
        except ValidationError:
            return True


class DayInput(forms.DateInput):
    """The browser's own date control, which also takes typing."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "pg-short", **(attrs or {})}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A calendar day of our times; also takes `4 March 2027` and `3/4/2027` where a browser has no date control."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%m/%d/%Y"])
        super().__init__(**options)
        self.error_messages["invalid"] = "Enter a day such as 2027-03-04 or 4 March 2027."

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(f"Enter a day from {FIRST_DAY.year} to {LAST_DAY.year}.")
        return day


class InstantInput(forms.DateTimeInput):
    """The browser's own control for a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "pg-medium", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class InstantField(forms.DateTimeField):
    """A day and a time in the agency's zone; gives an aware instant."""

    widget = InstantInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p"])
        super().__init__(**options)
        self.error_messages["invalid"] = "Enter a day and a time, such as 2027-03-04 17:00."


class LinesField(forms.CharField):
    """One entry a line; gives a list of the lines that say something, each once."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)
