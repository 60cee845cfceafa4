"""The questions of a round away from the portal."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from tests.factories.rounds import make_round

pytestmark = pytest.mark.django_db
ASKED = "How do people, technology and content work together?"


def test_everyone_has_the_questions_as_a_document_to_write_in(client):
    asked = make_round()
    answer = client.get(f"/rounds/{asked.reference}/questions.docx")
    assert answer["Content-Disposition"] == f'attachment; filename="{asked.reference}-questions.docx"'
    document = Document(io.BytesIO(answer.content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert f"1.1 {ASKED}" in words
    assert any("Needed. Up to 300 words." in text for text in words)
    assert any("Only if you answered “WCAG 2.2, level AA”" in text for text in words)
    assert len(document.tables) == sum(len(section.questions) for section in asked.definition.sections)


def test_everyone_has_the_questions_as_pdf(client):
    asked = make_round()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(client.get(
        f"/rounds/{asked.reference}/questions.pdf").content)).pages)  # fmt: skip
    assert "work together?" in text
    assert asked.reference in text


@pytest.mark.parametrize("extension", ["docx", "pdf"])
def test_a_draft_has_none_and_the_public_page_links_to_both(client, extension):
    draft = make_round(state="draft")
    assert client.get(f"/rounds/{draft.reference}/questions.{extension}").status_code == 404
    asked = make_round()
    address = f"/rounds/{asked.reference}/questions.{extension}"
    assert address in client.get(f"/rounds/{asked.reference}/").content.decode()
