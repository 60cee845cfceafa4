from search.catalog.glyphs import glyph_of


def test_the_drawing_of_the_mock():
    glyph = glyph_of(0.20, 0.0705, 0.3295)
    assert (glyph.zero, glyph.low, glyph.high) == ("34.0", "40.0", "62.0")
    assert glyph.diamond == "M45.5 10.0L51.0 4.5L56.5 10.0L51.0 15.5z"


def test_beyond_the_scale_is_drawn_at_its_edge():
    glyph = glyph_of(3.0, -2.0, 5.0)
    assert (glyph.low, glyph.high) == ("0.0", "136.0")


def test_an_unknown_interval_is_not_drawn_and_no_effect_is_no_drawing():
    assert glyph_of(0.2, None, None).low is None
    assert glyph_of(None, None, None) is None
