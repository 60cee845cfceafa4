"""PURE: the price line of a request, from the model's own price or from a total that the district gives."""

from typing import Any

PER_STUDENT, PER_PILOT = "per_student", "per_pilot"


def price_lines_of(
    *,
    name: str,
    unit: str,
    low_cents: int | None,
    high_cents: int | None,
    students_count: int,
    total_cents: int | None,
) -> list[dict[str, Any]]:
    """One line: the total given, else the model's price times what it counts; empty where neither is known."""
    if total_cents is not None:
        return [_line(f"{name}, the whole pilot", 1, "pilot", total_cents)]
    price = high_cents if high_cents is not None else low_cents
    if price is None:
        return []
    if unit == PER_STUDENT:
        return [_line(f"{name}, one student", students_count, "student", price)]
    if unit == PER_PILOT:
        return [_line(f"{name}, the whole pilot", 1, "pilot", price)]
    return []


def _line(description: str, quantity: int, unit: str, unit_cents: int) -> dict[str, Any]:
    return {
        "description": description,
        "quantity": quantity,
        "unit": unit,
        "unit_cents": unit_cents,
        "amount_cents": quantity * unit_cents,
    }
