"""Names in other spellings go from blinded texts too; what only looks like one can be shown again."""

import pytest

from procurement.reviews.blinding import Blinding

PROVIDER = ("Lanternfield Learning, Inc.", "Yolanda Quist", "lanternfield.example")
BLIND = Blinding(frozenset({"provider", "model"}), PROVIDER, ("Harbor Readers", "Nimbus"))


@pytest.mark.parametrize(
    "written",
    [
        "Lanternfeld Learning",
        "Lanternfield Laerning",
        "Lantrenfield Learning",
        "LANTERNFIELD-LEARNING",
        "LanternfieldLearning",
        "Lantern Field Learning",
        "Lantern-field Learning",
        "Lanternfield  Learning's",
        "Yolande Quist",
        "yolanda.quist@lanternfield.example",
        "https://www.lanternfield.example/about?x=1",
        "office@mail.Lanternfield.example",
        "Harbour Readers",
        "HarborReader",
        "Nimbuss",
    ],
)
def test_another_spelling_is_hidden(written):
    shown = BLIND.text(f"We at {written} teach; it is known.")
    assert shown.startswith(("We at [provider]", "We at [model]"))
    assert not any(piece in shown for piece in ("antern", "oland", "eaders"))
    assert shown.endswith("it is known.")


@pytest.mark.parametrize(
    "written",
    [
        "learning to read in the field",
        "A lantern. Field learning begins in May.",
        "Readers of the harbor",
        "Yolanda Quest",
        "hello@lanternfields.example",
        "the numbers",
        "one model of the provider",
    ],
)
def test_what_is_no_name_stays(written):
    assert BLIND.text(written) == written


def test_short_words_are_hidden_only_as_they_are():
    assert Blinding(frozenset({"model"}), (), ("Math Lab",)).text("A bath lab, a Math Lab.") == "A bath lab, a [model]."


def test_what_was_hidden_is_listed_and_what_is_no_name_is_shown_again():
    sections = [
        {
            "key": "a",
            "title": "Harbour Readers",
            "answers": [{"key": "b", "answer": "Harbor Readers, harbour readers"}],
        },
        {"key": "c", "title": "Facts", "rows": [["Nimbuss clouds"]]},
    ]
    assert BLIND.other_spellings(sections) == {"harbour readers": ("[model]", 2), "nimbuss": ("[model]", 1)}
    again = Blinding(BLIND.hidden, PROVIDER, BLIND.model_names, frozenset({"nimbuss"}))
    assert again.text("Nimbuss and Harbour Readers") == "Nimbuss and [model]"
    assert "nimbuss" in again.other_spellings(sections)
