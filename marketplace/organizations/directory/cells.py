"""PURE: one cell of a directory export, brought to the form the portal keeps. Missing is None, never 0."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from marketplace.numbers import read_number

MISSING = frozenset({"", "†", "–", "‡", "—", "-1", "-2", "-3", "-9", "Not applicable", "Not reported", "Missing"})
LOCALES = {
    **{"11": "City: Large", "12": "City: Midsize", "13": "City: Small"},
    **{"21": "Suburb: Large", "22": "Suburb: Midsize", "23": "Suburb: Small"},
    **{"31": "Town: Fringe", "32": "Town: Distant", "33": "Town: Remote"},
    **{"41": "Rural: Fringe", "42": "Rural: Distant", "43": "Rural: Remote"},
}
GRADES = {
    **{"pre-k": "PK", "prekindergarten": "PK", "pk": "PK", "kindergarten": "K", "kg": "K", "k": "K"},
    **{"ungraded": "UG", "ug": "UG", "adult education": "AE", "ae": "AE"},
}
CLASSIFICATIONS = {
    "regular local school district": "regular",
    "regular local": "regular",
    "regular": "regular",
    "local school district that is a component of a supervisory union": "regular",
    "supervisory union": "regional",
    "charter agency": "charter",
    "independent charter district": "charter",
    "charter": "charter",
    "regional education service agency": "regional",
    "regional (resa)": "regional",
    "regional": "regional",
    "specialized public school district": "other",
    "specialized": "other",
    "state-operated agency": "state",
    "state": "state",
    "federal-operated agency": "other",
    "federal": "other",
    "other education agency": "other",
    "other": "other",
    "career": "career",
    "unclassified": "unclassified",
}
_STATE_LIST = (
    "alabama AL,alaska AK,arizona AZ,arkansas AR,california CA,colorado CO,connecticut CT,delaware DE,"
    "district of columbia DC,florida FL,georgia GA,hawaii HI,idaho ID,illinois IL,indiana IN,iowa IA,"
    "kansas KS,kentucky KY,louisiana LA,maine ME,maryland MD,massachusetts MA,michigan MI,minnesota MN,"
    "mississippi MS,missouri MO,montana MT,nebraska NE,nevada NV,new hampshire NH,new jersey NJ,"
    "new mexico NM,new york NY,north carolina NC,north dakota ND,ohio OH,oklahoma OK,oregon OR,"
    "pennsylvania PA,rhode island RI,south carolina SC,south dakota SD,tennessee TN,texas TX,utah UT,"
    "vermont VT,virginia VA,washington WA,west virginia WV,wisconsin WI,wyoming WY"
)
STATE_NAMES = {pair[:-3]: pair[-2:] for pair in _STATE_LIST.split(",")}
_SPREADSHEET_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_ORDINAL = re.compile(r"\d+(ST|ND|RD|TH)")
_GRADE_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: grade)?", re.IGNORECASE)
_LOCALE_WORDS = {re.sub(r"\W+", " ", words).lower(): code for code, words in LOCALES.items()}
_KEPT_UPPER = frozenset({"SD", "CS", "IU", "CTC", "AVTS", "CTI", "CTE", "II", "III", "IV", "PA", "US", "JR"})
_LOWER = frozenset({"of", "the", "and", "for", "at", "in"})


def raw(text: str | None) -> str | None:
    """The cell without `="…"`, without white space around it; None where the publisher says there is no value."""
    value = (text or "").replace("\u00a0", " ").strip()
    wrapped = _SPREADSHEET_TEXT.fullmatch(value)
    value = wrapped.group(1).strip() if wrapped else value
    return None if value in MISSING else value


def words(value: str) -> str:
    """Text with single spaces; text that is all capitals is set like a name."""
    value = " ".join(value.split())
    return _name_case(value) if value.isupper() and len(value) > 3 else value


def count(value: str) -> int:
    """A whole number, also written `18354.00000` or `18,354`. Raises ValueError otherwise."""
    number = decimal(value)
    if number != number.to_integral_value():
        raise ValueError("a whole number of 0 or more")
    if number < 0:
        raise ValueError("a whole number of 0 or more")
    return int(number)


def decimal(value: str) -> Decimal:
    """A number with a point. Raises ValueError otherwise."""
    return read_number(value.replace(",", ""))


def staff(value: str) -> Decimal:
    """Full-time equivalents, to two places."""
    number = decimal(value)
    if number < 0:
        raise ValueError("a number of 0 or more")
    return number.quantize(Decimal("0.01"))


def latitude(value: str) -> Decimal:
    """Degrees north, -90 to 90, to six places."""
    return _degrees(value, 90)


def longitude(value: str) -> Decimal:
    """Degrees east, -180 to 180, to six places."""
    return _degrees(value, 180)


def district_id(value: str) -> str:
    """An NCES district id of seven digits; the leading zero that a spreadsheet took is put back."""
    return _digits(value, 7, "the seven digits of an NCES district id, such as 4200824")


def school_id(value: str) -> str:
    """An NCES school id of twelve digits; one lost leading zero is put back."""
    return _digits(value, 12, "the twelve digits of an NCES school id, such as 420082400001")


def state_id(value: str) -> str:
    """The state's own id without the state's letters before it (`WA-14005` is 14005)."""
    return re.sub(r"^[A-Z]{2}-", "", value)[:20]


def region(value: str) -> str:
    """A state's two letters, also from its name. Raises ValueError otherwise."""
    value = STATE_NAMES.get(value.lower(), value)
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError("the two letters of a state, such as PA")
    return value.upper()


def postal_code(value: str) -> str:
    """A ZIP code; its lost leading zeros are put back. Raises ValueError otherwise."""
    found = re.fullmatch(r"(\d{3,5})(?:-(\d{4}))?", value, re.ASCII)
    if not found:
        raise ValueError("a ZIP code of five digits, such as 15061")
    return "-".join(part for part in (found.group(1).zfill(5), found.group(2)) if part)


def phone(value: str) -> str:
    """Ten digits as `(724) 775-5600`; anything else as it stands."""
    digits = re.sub(r"\D", "", value)
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else value[:20]


def locale(value: str) -> str:
    """A locale code from `41`, `Rural fringe`, `Rural: Fringe` or `41-Rural: Fringe`. Raises ValueError otherwise."""
    code = value[:2]
    if code in LOCALES and (len(value) == 2 or value[2] == "-"):
        return code
    found = _LOCALE_WORDS.get(re.sub(r"\W+", " ", value).lower())
    if not found:
        raise ValueError("one of the 12 locale codes, such as 41, or its words, such as Rural: Fringe")
    return found


def grade(value: str) -> str:
    """`PK`, `K`, `1` to `13`, `UG` or `AE`. Raises ValueError otherwise."""
    if value.lower() in GRADES:
        return GRADES[value.lower()]
    found = _GRADE_NUMBER.fullmatch(value)
    if not found or not 1 <= int(found.group(1)) <= 13:
        raise ValueError("a grade, such as Pre-K, Kindergarten, 6 or 12")
    return str(int(found.group(1)))


def classification(value: str) -> str:
    """The portal's word for a kind of agency. Raises ValueError for a kind it does not know."""
    found = CLASSIFICATIONS.get(value.lower())
    if not found:
        raise ValueError("a kind of agency, such as Regular Local or Charter")
    return found


def _digits(value: str, length: int, accepted: str) -> str:
    value = re.sub(r"\.0+$", "", value)
    if not (value.isascii() and value.isdigit() and length - 1 <= len(value) <= length):
        raise ValueError(accepted)
    return value.zfill(length)


def _degrees(value: str, limit: int) -> Decimal:
    number = decimal(value)
    if abs(number) > limit:
        raise ValueError(f"degrees between -{limit} and {limit}")
    return number.quantize(Decimal("0.000001"))


@lru_cache(maxsize=8192)
def _name_case(value: str) -> str:
    parts = value.split(" ")
    return " ".join(_word_case(part, first=index == 0) for index, part in enumerate(parts))


def _word_case(part: str, *, first: bool) -> str:
    if _ORDINAL.fullmatch(part):
        return part.lower()
    if part in _KEPT_UPPER or any(letter.isdigit() for letter in part):
        return part
    if part.lower() in _LOWER and not first:
        return part.lower()
    cased = "-".join(piece.capitalize() for piece in part.split("-"))
    return f"Mc{cased[2:].capitalize()}" if cased.startswith("Mc") and len(cased) > 4 else cased
