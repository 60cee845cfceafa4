"""The shipped texts: loaded once, left alone afterwards, every link in them alive."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import resolve

from cms.content.reader import read_text
from cms.models import GlossaryTerm, GuidancePage, HomePage, NewsPage, SourcesPage, StateBranding
from cms.services import load_content

AT = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)


@pytest.fixture
def site(db):
    return load_content(at=AT, demonstration=True)


def test_the_reader_knows_each_kind_of_block():
    text = read_text(
        "title: A\nslug: a\n\n## Head\n\nFirst **bold** [link](/x/).\n\n- one\n- two\n\n"
        "### Sub\n\nName :: value\nOther :: 2\n\n"
        "> soon | Take care | Of <this>.\n\n1. first\n2. second"
    )
    assert text["title"] == "A"
    assert [kind for kind, _ in text.body] == ["heading", "text", "subheading", "facts", "note", "text"]
    assert text.body[1][1] == '<p>First <b>bold</b> <a href="/x/">link</a>.</p><ul><li>one</li><li>two</li></ul>'
    assert text.body[3][1] == [{"name": "Name", "value": "value"}, {"name": "Other", "value": "2"}]
    assert text.body[4][1] == {"kind": "soon", "title": "Take care", "text": "<p>Of &lt;this&gt;.</p>"}


def test_a_header_without_a_colon_is_named():
    with pytest.raises(ValueError, match="no colon here"):
        read_text("no colon here\n\nText")


def test_everything_is_there_after_loading(site):
    assert HomePage.objects.count() == 1
    assert GuidancePage.objects.live().count() >= 11
    assert NewsPage.objects.live().count() == 3
    assert GlossaryTerm.objects.count() >= 25
    assert SourcesPage.objects.count() == 1
    assert StateBranding.objects.get().state_name == "Meridian"


def test_loading_again_changes_nothing_that_was_edited(site):
    page = GuidancePage.objects.get(slug="about")
    page.intro = "Ours."
    page.save()
    term = GlossaryTerm.objects.get(slug="pilot")
    term.meaning = "<p>Ours.</p>"
    term.save()
    before = HomePage.objects.get().get_descendants().count()
    load_content(at=AT, demonstration=True)
    assert HomePage.objects.get().get_descendants().count() == before
    assert GuidancePage.objects.get(slug="about").intro == "Ours."
    assert GlossaryTerm.objects.get(slug="pilot").meaning == "<p>Ours.</p>"


def test_every_page_answers(site, client):
    for page in [site, *site.get_descendants().live()]:
        assert client.get(page.url).status_code == 200, page.url


def test_every_link_in_the_texts_leads_somewhere(site, client):
    body = "".join(client.get(page.url).content.decode() for page in [site, *site.get_descendants().live()])
    addresses = {address.split("#")[0].split("?")[0] for address in re.findall(r'href="(/[^"]*)"', body)}
    addresses = {address for address in addresses if not address.startswith("/static/")}
    assert {address for address in addresses if client.get(address).status_code == 404} == set()
    for address in addresses:
        resolve(address)


def test_the_texts_are_at_the_level_of_grade_8(site):
    for page in GuidancePage.objects.live():
        words = re.sub(r"<[^>]+>", " ", page.body.render_as_block()).split()
        assert grade_of(" ".join(words)) <= 8.5, page.slug


def grade_of(text):
    """The Flesch-Kincaid grade, with syllables counted as groups of vowels."""
    sentences = max(1, len(re.findall(r"[.!?:]+(?=\s|$)", text)))
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
