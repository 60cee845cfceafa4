import pytest

from search.prices import bands_of


@pytest.mark.parametrize(
    ("unit", "low", "high", "bands"),
    [
        ("per_student", 180_00, 240_00, ("100_to_250",)),
        ("per_student", 80_00, 120_00, ("under_100", "100_to_250")),
        ("per_student", 50_00, 900_00, ("under_100", "100_to_250", "over_250")),
        ("per_student", 99_99, 99_99, ("under_100",)),
        ("per_student", 100_00, 100_00, ("100_to_250",)),
        ("per_student", 250_00, 250_00, ("100_to_250",)),
        ("per_student", 250_01, 300_00, ("over_250",)),
        ("per_student", None, 95_00, ("under_100",)),
        ("per_student", 95_00, None, ("under_100",)),
        ("per_school", 95_00, 95_00, ("otherwise",)),
        ("", None, None, ("none",)),
    ],
)
def test_bands_of(unit, low, high, bands):
    assert bands_of(unit, low, high) == bands
