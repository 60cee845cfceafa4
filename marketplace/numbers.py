"""PURE: a number that somebody typed or sent, bounded before anything is computed with it."""

from decimal import Decimal, InvalidOperation

LONGEST_NUMBER, DIGITS_MOST = 80, 40
TOO_LARGE = 10**15


class NotANumber(ValueError):
    """Words that cannot be taken as a number; its text is what would be accepted, such as “a number below 100”."""


def read_number(typed: str, *, below: int = TOO_LARGE) -> Decimal:
    """The number that is written, with a point, also as 1.5e3. Raises NotANumber for anything else, for one that is
    ``below`` or more on either side of zero, and for one with an exponent that no measurement has: 1e-999999 takes a
    million digits to write out."""
    try:
        number = Decimal(typed) if len(typed) <= LONGEST_NUMBER else None
    except InvalidOperation:
        raise NotANumber("a number such as 412.5") from None
    if number is None or not number.is_finite():
        raise NotANumber("a number such as 412.5")
    if abs(number) >= below:
        raise NotANumber(f"a number below {below:,}")
    if abs(number.as_tuple().exponent) > DIGITS_MOST:
        raise NotANumber(f"a number with at most {DIGITS_MOST} digits after the point")
    return number
