"""The forest plot and the words around it."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.evidence.display import evidence_view
from marketplace.evidence.plots import PlotLine, PlotPool, forest_svg, standalone, wide_svg
from marketplace.evidence.services import assess
from tests.factories.evidence import make_finding, make_measure, make_study
from tests.factories.findings import make_real_model
from tests.factories.products import make_model

LINES = [
    PlotLine("Delgado and Pruitt, 2023", "randomized, 212 students", 0.31, 0.04, 0.58, 0.4),
    PlotLine("Okoro & <Hale>, 2024", "randomized, 306 students", 0.18, -0.04, 0.40, 0.6),
    PlotLine("Lanternfield staff, 2022", "matched, run by the provider", 0.44, 0.11, 0.77, None, "run by the provider"),
]
POOL = PlotPool(0.20, 0.07, 0.33)


def drawn(lines=LINES, pool=POOL):
    return ET.fromstring(f"<div>{forest_svg('p', 'Effects of <b>', 'Three & more', lines, pool)}</div>")


def test_two_drawings_with_title_and_description_and_no_style():
    wide, narrow = list(drawn())
    for drawing, kind in ((wide, "wide"), (narrow, "narrow")):
        assert (drawing.get("class"), drawing.get("role")) == (kind, "img")
        title, description = drawing.find("title"), drawing.find("desc")
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (title.text, description.text) == ("Effects of <b>", "Three & more")
        assert not [each for each in drawing.iter() if each.get("style")]
    assert len({each.get("id") for each in drawn().iter() if each.get("id")}) == 4


def test_what_is_not_pooled_is_drawn_apart():
    wide, _ = list(drawn())
    groups = wide.findall("g")
    assert [group.get("class") for group in groups] == [None, None, "off"]
    assert "not pooled" in [text.text for text in groups[2].findall("text")]
    assert "Okoro & <Hale>, 2024" in [text.text for text in groups[1].findall("text")]


def test_one_study_has_no_diamond():
    assert not list(drawn(LINES[:1], None).iter("path"))
    assert "All pooled studies" not in ET.tostring(drawn(LINES[:1], None), encoding="unicode")


def test_a_file_of_its_own_brings_its_colors():
    alone = ET.fromstring(standalone(wide_svg("p", "T", "D", LINES, POOL)))
    assert alone.tag == "{http://www.w3.org/2000/svg}svg"
    assert "stroke" in alone.find("{http://www.w3.org/2000/svg}style").text


ends = st.tuples(st.floats(-6, 6), st.floats(0.01, 5)).map(lambda pair: (pair[0], pair[0] - pair[1], pair[0] + pair[1]))


@given(st.lists(ends, min_size=1, max_size=12))
def test_nothing_leaves_the_drawing(effects):
    lines = [PlotLine("Study", "note", g, low, high, 1 / len(effects)) for g, low, high in effects]
    g, low, high = effects[0]
    for drawing, left, right in zip(list(drawn(lines, PlotPool(g, low, high))), (300, 22), (761.5, 264), strict=True):
        for line in drawing.iter("line"):
            if line.get("class") in ("ci", "grid", "mean"):
                assert left <= float(line.get("x1")) <= right
                assert left <= float(line.get("x2")) <= right
        ticks = [text for text in drawing.iter("text") if text.get("text-anchor") == "middle"]
        assert 2 <= len(ticks) <= 9
        assert "0" in [tick.text for tick in ticks]


@pytest.mark.django_db
def test_one_study_is_shown_and_not_pooled():
    model = make_finding(study=make_study(label="Okoro, 2024")).study.model
    (plot,) = evidence_view(assess(model=model)).plots
    assert plot.statistics.startswith("One study, 400 students: g 0.28")
    assert "not pooled" in plot.statistics
    assert plot.lines[0].weight == "one study"


@pytest.mark.django_db
def test_two_studies_are_pooled_and_the_provider_s_own_stands_aside():
    model = make_model(name="Harbor Readers")
    measure = make_measure()
    for label in ("Okoro, 2024", "Hale, 2025"):
        make_finding(study=make_study(model=model, label=label), measure=measure)
    own = make_study(model=model, label="Staff, 2022", funders=[model.provider.name])
    make_finding(study=own, measure=measure)
    make_finding(study=own, measure=make_measure(owner="provider"))
    view = evidence_view(assess(model=model))
    (plot,) = view.plots
    assert [(line.label, line.weight) for line in plot.lines] == [
        ("Hale, 2025", "50%"),
        ("Okoro, 2024", "50%"),
        ("Staff, 2022", "run by the provider"),
    ]
    assert "fixed effects, 2 studies, 800 students. Random effects give the same." in plot.statistics
    assert view.lede.startswith("Students who used Harbor Readers did clearly better at reading and writing in all")
    assert "61st percentile" in view.lede


@pytest.mark.django_db
def test_the_sentence_speaks_of_the_outcome_that_the_tier_rests_on(tmp_path):
    view = evidence_view(assess(model=make_real_model("Positive Action", tmp_path)))
    assert view.tier == "promising"
    assert "interpersonal" in {plot.domain for plot in view.others}
    assert "did clearly better at reading and writing in all" in view.lede


@pytest.mark.django_db
def test_without_a_study_the_page_says_so():
    view = evidence_view(assess(model=make_model(name="Harbor Readers")))
    assert view.lede.startswith("No study on record compares students who used Harbor Readers")
    assert (view.plots, view.first, view.why) == ((), None, ())
    assert view.next_tier_words == "promising"


@pytest.mark.django_db
def test_what_could_be_chance_is_said():
    finding = make_finding(n_i=40, n_c=40, assigned_i=41, assigned_c=41)
    assert "The difference could be chance." in evidence_view(assess(model=finding.study.model)).lede
