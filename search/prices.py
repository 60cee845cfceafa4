"""PURE: the price bands of the catalogue."""

UNDER_100, FROM_100_TO_250, OVER_250 = "under_100", "100_to_250", "over_250"
PRICED_OTHERWISE, NO_PRICE = "otherwise", "none"

BAND_LABELS = {
    UNDER_100: "Under $100",
    FROM_100_TO_250: "$100 to $250",
    OVER_250: "Over $250",
    PRICED_OTHERWISE: "Not priced by student",
    NO_PRICE: "No price on record",
}


def bands_of(unit: str, low_cents: int | None, high_cents: int | None) -> tuple[str, ...]:
    """Every band that a list price touches: a range from $80 to $120 a student is in two."""
    if low_cents is None and high_cents is None:
        return (NO_PRICE,)
    if unit != "per_student":
        return (PRICED_OTHERWISE,)
    low = low_cents if low_cents is not None else high_cents
    high = high_cents if high_cents is not None else low_cents
    bands = []
    if low < 100_00:
        bands.append(UNDER_100)
    if high >= 100_00 and low <= 250_00:
        bands.append(FROM_100_TO_250)
    if high > 250_00:
        bands.append(OVER_250)
    return tuple(bands)
