"""PURE: the kinds of document that an organization keeps, and what follows from each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``must_expire``: it is worth nothing without the day on which it ends. ``is_for_reviewers``: who
    judges a model reads it; the rest only shows that the organization may be dealt with. ``is_public_matter``: it
    says what is paid or how the data of students is treated, so no part of it can be kept from the public."""

    key: str
    label: str
    hint: str = ""
    must_expire: bool = False
    is_for_reviewers: bool = True
    is_public_matter: bool = False


KINDS = (
    Kind("tax_form", "Tax form", "Such as a signed W-9.", is_for_reviewers=False),
    Kind("registration", "Registration with the state", is_for_reviewers=False),
    Kind(
        "insurance",
        "Insurance certificate",
        "General, professional or cyber liability, with the day on which the cover ends.",
        must_expire=True,
        is_for_reviewers=False,
    ),
    Kind("accessibility", "Accessibility report", "Such as a VPAT, or a report of a test with people."),
    Kind("privacy_policy", "Privacy policy", is_public_matter=True),
    Kind("data_agreement", "Student data agreement", is_public_matter=True),
    Kind("security", "Security report", "Such as a SOC 2 report or the summary of a penetration test."),
    Kind("clearances", "Background check policy"),
    Kind("price_list", "Price list", is_public_matter=True),
    Kind("finances", "Financial statement", is_for_reviewers=False),
    Kind("other", "Another document"),
)
BY_KEY = {kind.key: kind for kind in KINDS}
CHOICES = tuple((kind.key, kind.label) for kind in KINDS)
