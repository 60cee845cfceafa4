"""Where the groups started and who stayed: the drawing says what its table says, here and as a file."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from marketplace.evidence.assessment import assess
from marketplace.evidence.charts import FlowLine, StartLine, balance_svg, flow_svg
from marketplace.evidence.display import evidence_view
from tests.factories.evidence import make_finding, make_study
from tests.factories.products import author_of, make_model


def drawings(svgs):
    return ElementTree.fromstring(f"<both>{svgs}</both>").findall("svg")


def test_words_are_escaped_and_said_in_title_and_description():
    line = StartLine("Okoro & <Hale>, 2024", "reading", 0.7, "too far apart", True)
    for drawn in drawings(balance_svg("starting-point", "Start", "Okoro & <Hale>: 0.70", [line])):
        assert [part.tag for part in drawn][:2] == ["title", "desc"]
        assert drawn.get("role") == "img"
        assert "Okoro & <Hale>, 2024" in "".join(drawn.itertext())


def test_marks_stay_inside_the_drawing():
    lines = [StartLine("A study", "a test", g, "", False) for g in (-3, -0.25, 0, 0.05, 3)]
    flows = [FlowLine("A study", "few lost", (900, 1), (800, 1), "few lost")]
    for drawn in (*drawings(balance_svg("b", "t", "d", lines)), *drawings(flow_svg("f", "t", "d", flows))):
        width, height = map(float, drawn.get("viewBox").split()[2:])
        for rect in drawn.iter("rect"):
            assert 0 <= float(rect.get("x")) <= float(rect.get("x")) + float(rect.get("width")) <= width
            assert 0 <= float(rect.get("y")) + float(rect.get("height")) <= height


@pytest.mark.django_db
def test_a_model_s_charts_hold_what_was_entered():
    model = make_model()
    make_finding(study=make_study(model=model, label="Okoro, 2024"))
    make_finding(study=make_study(model=model, label="Hale, 2025", design="qed"), pre_mean_i=206)
    start, flow = evidence_view(assess(model=model)).charts
    assert [(row[0], row[3], row[4]) for row in start.table] == [
        ("Okoro, 2024", "0.015", "alike"),
        ("Hale, 2025", "0.301", "too far apart"),
    ]
    assert flow.table[0] == ("Okoro, 2024", "Model group", "205", "200", "2.4%", "few lost")
    assert "Okoro, 2024, Model group, 205, 200" in flow.svg


@pytest.mark.django_db
def test_growth_without_a_comparison_draws_nothing():
    model = make_model()
    make_finding(
        study=make_study(model=model, design="pre_post"),
        **dict.fromkeys(("assigned_i", "assigned_c", "n_c", "mean_c", "sd_c", "pre_mean_c", "pre_sd_c")),
    )
    assert evidence_view(assess(model=model)).charts == ()


@pytest.mark.django_db
def test_each_is_downloaded_as_drawing_and_table(client):
    finding = make_finding()
    client.force_login(author_of(finding.study.model.provider))
    slug = finding.study.model.slug
    shown = client.get(reverse("evidence:list", args=[slug])).content.decode()
    for ident in ("plot-general-literacy", "starting-point", "sample-flow"):
        for kind, begins in (("svg", "<svg xmlns"), ("csv", "\ufeffStudy")):
            address = reverse("evidence:plot", args=[slug, ident, kind])
            assert f'href="{address}"' in shown
            assert client.get(address).content.decode().startswith(begins)
    assert client.get(reverse("evidence:plot", args=[slug, "sample-flow", "png"])).status_code == 404
    assert client.get(reverse("evidence:plot", args=[slug, "nothing", "svg"])).status_code == 404
