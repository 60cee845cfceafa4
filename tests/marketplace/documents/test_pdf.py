import datetime
import io

import pypdf
import pytest

from marketplace.documents.pdf import PdfFailed, render_pdf

RECORD = {
    "title": "Receipt for application APP-7F3K-2M",
    "reference": "APP-7F3K-2M",
    "date": "4 March 2027",
    "sender": "Meridian Department of Education",
    "paragraphs": ["We hold your application.", "What happens next is below."],
    "facts": [["Round", "ITQ-2027-01"], ["Model", "Harbor Readers"]],
    "sections": [
        {
            "heading": "Prices",
            "paragraphs": ["Each line is counted."],
            "table": {"head": ["What", "Amount"], "rows": [["Licenses", "$1,200.00"]], "right": [1]},
        }
    ],
    "hash": "9c417be052fa1d8803c6e7a54b1f90d26e3ac8742f15b09d81e65c37fa204d9b",
}
CONTRACT = RECORD | {
    "sections": [{"heading": "Clauses", "clauses": [{"number": "1", "title": "Term", "paragraphs": ["It starts."]}]}]
}


def opened(raw):
    return pypdf.PdfReader(io.BytesIO(raw))


def structure(reader):
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize(("template", "data"), [("letter", RECORD), ("receipt", RECORD), ("contract", CONTRACT)])
def test_every_template_gives_a_tagged_file_with_title_and_language(template, data):
    reader = opened(render_pdf(template=template, data=data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a pypdf object, not a bool)
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata.title == data["title"]
    assert {"/H1", "/H2"} <= set(structure(reader))


def test_tables_carry_header_cells_and_facts_are_lists():
    tags = structure(opened(render_pdf(template="letter", data=RECORD)))
    assert {"/Table", "/TH", "/TD", "/L"} <= set(tags)


def test_the_words_of_the_record_are_on_the_page():
    text = "".join(page.extract_text() for page in opened(render_pdf(template="receipt", data=RECORD)).pages)
    for words in (
        "Receipt for application",
        "We hold your application.",
        "Licenses",
        "$1,200.00",
        "ITQ-2027-01",
        "9c41 7be0",
    ):
        assert words in text


def test_the_same_data_gives_the_same_bytes():
    at = datetime.datetime(2027, 3, 4, tzinfo=datetime.UTC)
    assert render_pdf(template="letter", data=RECORD, made_at=at) == render_pdf(
        template="letter", data=RECORD, made_at=at
    )


def test_markup_in_the_data_stays_text():
    text = (
        opened(render_pdf(template="letter", data=RECORD | {"paragraphs": ["#panic() *bold* $x$ <label>"]}))
        .pages[0]
        .extract_text()
    )
    assert "#panic() *bold* $x$ <label>" in text


def test_a_character_without_a_glyph_is_printed_as_its_code():
    text = (
        opened(render_pdf(template="letter", data=RECORD | {"paragraphs": ["Smile 😀 and 中 and \x07"]}))
        .pages[0]
        .extract_text()
    )
    assert "Smile [U+1F600] and [U+4E2D] and [U+0007]" in text


def test_data_without_a_title_is_refused_with_the_template_named():
    with pytest.raises(PdfFailed, match="letter"):
        render_pdf(template="letter", data={})


def test_an_unknown_template_names_those_that_exist():
    with pytest.raises(KeyError, match="letter"):
        render_pdf(template="poem", data=RECORD)
