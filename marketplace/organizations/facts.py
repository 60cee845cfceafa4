"""PURE: what an organization says of itself, brought to one form. Each refusal says what would be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable

EIN_DIGITS = 9
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP"
)
STATES = frozenset(_STATES.split())
SHARED_MAIL_DOMAINS = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "live.com", "msn.com"),
        *("icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "comcast.net", "verizon.net"),
    }
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def ein_of(text: str) -> str:
    """An employer identification number as `12-3456789`. Raises ValueError where it is not nine digits."""
    digits = re.sub(r"[\s-]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == EIN_DIGITS) or digits == "0" * EIN_DIGITS:
        raise ValueError(f"“{text}” is not an EIN. Nine digits are accepted, such as 12-3456789.")
    if re.fullmatch(r"\d{3}-\d{2}-\d{4}", text.strip()):
        raise ValueError("That looks like a social security number. Enter the organization’s EIN, such as 12-3456789.")
    return f"{digits[:2]}-{digits[2:]}"


def region_of(text: str) -> str:
    """A postal state abbreviation. Raises ValueError for any other text."""
    region = text.strip().upper()
    if region not in STATES:
        raise ValueError(f"“{text}” is not a state. Its two letters are accepted, such as PA.")
    return region


def postal_code_of(text: str) -> str:
    """A ZIP code of five digits, or of nine with a hyphen. Raises ValueError for any other text."""
    found = re.fullmatch(r"(\d{5})(?:-?(\d{4}))?", text.strip(), re.ASCII)
    if not found:
        raise ValueError(f"“{text}” is not a ZIP code. Five digits are accepted, such as 17101.")
    return "-".join(part for part in found.groups() if part)


def domain_of(text: str) -> str:
    """The part of an e-mail address after the @. Raises ValueError for one that everybody shares, or for other text."""
    domain = text.strip().lower().rpartition("@")[2]
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(f"“{text}” is not a mail domain. The part after the @ is accepted, such as example.org.")
    if domain in SHARED_MAIL_DOMAINS:
        raise ValueError(f"{domain} is shared by everybody. List only domains that your organization alone uses.")
    return domain


def names_of(lines: str | Iterable[str]) -> list[str]:
    """Names, one a line, without blanks or repeats, in the order given."""
    rows = lines.splitlines() if isinstance(lines, str) else lines
    cleaned = (" ".join(str(row).split()) for row in rows)
    return list(dict.fromkeys(row for row in cleaned if row))


def domains_of(lines: str | Iterable[str]) -> list[str]:
    """Mail domains, one a line. Raises ValueError for the first that cannot be one."""
    return list(dict.fromkeys(domain_of(row) for row in names_of(lines)))
