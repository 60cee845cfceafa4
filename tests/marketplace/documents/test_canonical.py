import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.documents.canonical import NotCanonical, canonical_json, sha256_of

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_by_utf16_code_units_as_the_standard_shows():
    data = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew",
        "1": "One",
        "\U0001f600": "Emoji",
        "\u0080": "Control",
        "\u00f6": "o",
    }
    assert list(json.loads(canonical_json(data))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_escapes_are_the_shortest_ones():
    assert canonical_json('\b\t\n\f\r"\\/\x0f\x7f€') == '"\\b\\t\\n\\f\\r\\"\\\\/\\u000f\x7f€"'


def test_decimals_dates_and_instants_become_text():
    instant = datetime.datetime(2027, 3, 4, 17, tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))
    data = {"d": Decimal("1E+2"), "on": datetime.date(2027, 3, 4), "at": instant, "t": (1, True, None)}
    assert canonical_json(data) == '{"at":"2027-03-04T22:00:00Z","d":"100","on":"2027-03-04","t":[1,true,null]}'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"lines": [{"price": 1.5}]}, r"\$\.lines\[0\]\.price is the float 1\.5"),
        ({"n": Decimal("NaN")}, "finite"),
        ({"at": datetime.datetime(2027, 1, 1)}, "without a zone"),
        ({1: "x"}, "keys are text"),
        ({"n": 2**53}, "passed as text"),
        ({"x": object()}, "is a object"),
        ({"x": "\ud800"}, "surrogate"),
    ],
)
def test_what_has_no_single_form_is_refused_and_named(data, words):
    with pytest.raises(NotCanonical, match=words):
        canonical_json(data)


@given(PLAIN)
def test_the_text_reads_back_and_is_a_fixed_point(data):
    text = canonical_json(data)
    assert json.loads(text) == data
    assert canonical_json(json.loads(text)) == text


def test_one_changed_character_gives_another_hash():
    assert sha256_of({"a": 1}) == sha256_of('{"a":1}') == sha256_of(b'{"a":1}')
    assert sha256_of({"a": 1}) != sha256_of({"a": 2})
