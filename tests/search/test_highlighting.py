import pytest

from search.highlighting import excerpt_of, pieces_of

READ, SEL = ("read",), ("social", "emot", "learn")


@pytest.mark.parametrize(
    ("text", "terms", "marked"),
    [
        ("Readers read, reading", [READ], ["read", "reading"]),
        ("Social-emotional learning and social life", [SEL], ["Social-emotional learning"]),
        ("Emotional learning", [SEL], []),
        ("<b>reading</b>", [READ], ["reading"]),
        ("", [READ], []),
    ],
)
def test_only_what_was_looked_for_is_marked_and_no_letter_is_lost(text, terms, marked):
    pieces = pieces_of(text, terms)
    assert [piece for piece, is_marked in pieces if is_marked] == marked
    assert "".join(piece for piece, _ in pieces) == text


def test_an_excerpt_is_a_few_words_around_the_first_term():
    text = "One two three four five six seven eight reading ten eleven twelve 13 14 15 16 17 18."
    assert excerpt_of(text, [READ]) == "…two three four five six seven eight reading ten eleven twelve 13 14 15 16…"
    assert excerpt_of("Reading first", [READ]) == "Reading first"
    assert excerpt_of("nothing", [READ]) == ""
