"""The facts of an organization as they are stored, or a ValidationError that names each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.lifecycles.typed import too_long
from marketplace.organizations import facts
from marketplace.people.names import checked_name

LONGEST_ABOUT = 2000
LONGEST_NAME = 200
CLEANERS: Mapping[str, Callable[[Any], Any]] = {
    "name": lambda name: checked_name(name, missing=""),
    "ein": facts.ein_of,
    "region": facts.region_of,
    "postal_code": facts.postal_code_of,
    "owners": facts.names_of,
    "interests": facts.names_of,
    "email_domains": facts.domains_of,
    "tied_people": facts.names_of,
}
MUST_SAY = {
    "name": "Enter the organization’s legal name.",
    "ein": "Enter the EIN, nine digits such as 12-3456789.",
    "address_line": "Enter the street address.",
    "city": "Enter the city.",
    "region": "Enter the state, two letters such as PA.",
    "postal_code": "Enter the ZIP code, five digits such as 17101.",
}


def clean_facts(given: Mapping[str, Any], *, must_say: tuple[str, ...]) -> dict[str, Any]:
    """Each fact in its stored form. Raises ValidationError with every field that is wrong or missing."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in given.items():
        value = " ".join(value.split()) if isinstance(value, str) and name in MUST_SAY else value
        if not value:
            if name in must_say:
                wrong[name] = MUST_SAY[name]
            cleaned[name] = value
            continue
        try:
            cleaned[name] = CLEANERS[name](value) if name in CLEANERS else value
        except ValueError as refusal:
            wrong[name] = str(refusal)
        except ValidationError as refusal:
            wrong |= refusal.message_dict
    for name, most in (("name", LONGEST_NAME), ("about", LONGEST_ABOUT)):
        if fault := too_long(cleaned.get(name) or "", most):
            wrong[name] = fault
    if wrong:
        raise ValidationError(wrong)
    return cleaned
