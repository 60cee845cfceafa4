import re

import pytest

from procurement.negotiations.models import Revision
from procurement.negotiations.queries import latest
from tests.factories.negotiations import HOURS_48, accept, make_negotiation, propose, speaker
from tests.factories.organizations import owner_of
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


def fields_of(page):
    """Every filled field of the page's form, as a browser would send it."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.data, self.area, self.select = {}, None, None

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "input" and given.get("name"):
                if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                    return
                self.data[given["name"]] = given.get("value", "on" if given.get("type") == "checkbox" else "")
            elif tag == "textarea":
                self.area = given["name"]
                self.data[self.area] = ""
            elif tag == "select":
                self.select = given["name"]
            elif tag == "option" and self.select and ("selected" in given or self.select not in self.data):
                self.data[self.select] = given.get("value", "")

        def handle_endtag(self, tag):
            self.area = None if tag == "textarea" else self.area
            self.select = None if tag == "select" else self.select

        def handle_data(self, text):
            if self.area:
                self.data[self.area] += text

    reader = Reader()
    reader.feed(page.split('<main id="main"', 1)[1].split("</main>", 1)[0])
    return {name: value.removeprefix("\n") for name, value in reader.data.items()}


@pytest.fixture
def negotiation():
    return make_negotiation()


def url(negotiation, page=""):
    return f"/desk/negotiations/{negotiation.reference}/{page}"


def test_the_page_says_what_changed_and_folds_the_rest(negotiation):
    propose(negotiation, "provider", note="We run a night desk.", **HOURS_48)
    page = client_of(speaker(negotiation, "buyer")).get(url(negotiation)).content.decode()
    assert "It changes one thing in your revision 1 and leaves 58 clauses as they were." in page
    assert "Stricter; within state bounds" in page
    assert '<del class="pg-del"><span class="usa-sr-only">removed: </span>72</del>' in page
    assert '<ins class="pg-ins"><span class="usa-sr-only">added: </span>48</ins>' in page
    assert "unchanged</summary>" in page
    assert "We run a night desk." in page
    assert "Accept revision 2" in page


def test_what_to_compare_with_can_be_chosen(negotiation):
    propose(negotiation, "provider", **HOURS_48)
    propose(negotiation, "buyer", breach={"position": "parameter", "parameters": {"breach_hours": 24}})
    client = client_of(speaker(negotiation, "buyer"))
    page = client.get(url(negotiation)).content.decode()
    labels = re.findall(r'href="\?with=\w+#changed"[^>]*>([^<]+)<', page)
    assert labels == ["Your revision 1", "Their revision 2", "State standard"]
    theirs = client.get(url(negotiation) + "?with=theirs").content.decode()
    assert ">48 hours<" in theirs


def test_a_form_sent_back_as_it_was_changes_nothing_and_says_so(negotiation):
    client = client_of(speaker(negotiation, "provider"))
    given = fields_of(client.get(url(negotiation, "propose/")).content.decode())
    page = client.post(url(negotiation, "propose/"), given).content.decode()
    assert "This changes nothing in revision 1" in page
    assert Revision.objects.count() == 1


def test_price_milestones_clauses_and_rule_go_through_the_form(negotiation):
    client = client_of(speaker(negotiation, "provider"))
    given = fields_of(client.get(url(negotiation, "propose/")).content.decode())
    given |= {
        "line_0_unit_cents": "200",
        "milestone_0_amount_cents": "3,200",
        "milestone_1_amount_cents": "3,200",
        "milestone_2_amount_cents": "1,600.00",
        "clause_breach_breach_hours": "48",
        "clause_dosage_position": "custom",
        "clause_dosage_text": "Each student reads 30 minutes a day.",
        "clause_residency_position": "1",
        "rule_0_threshold": "0.15",
        "sites": "Millbrook Elementary\nFells School",
        "note": "Cheaper.",
    }
    response = client.post(url(negotiation, "propose/"), given)
    assert response.status_code == 302, response.content.decode()[:3000]
    body = latest(negotiation).body
    entries = {entry["key"]: entry for entry in body["clauses"]}
    assert body["total_cents"] == 800_000
    assert body["sites"] == ["Millbrook Elementary", "Fells School"]
    assert body["decision_rule"]["expand"][0]["threshold"] == "0.15"
    assert (entries["breach"]["position"], entries["breach"]["parameters"]) == ("parameter", {"breach_hours": 48})
    assert entries["dosage"]["text"] == "Each student reads 30 minutes a day."
    assert (entries["residency"]["position"], entries["residency"]["alternative"]) == ("alternative", 1)


def test_what_does_not_hold_is_said_beside_its_field_and_kept(negotiation):
    client = client_of(speaker(negotiation, "provider"))
    given = fields_of(client.get(url(negotiation, "propose/")).content.decode())
    given |= {"clause_breach_breach_hours": "96", "milestone_0_amount_cents": "1"}
    page = client.post(url(negotiation, "propose/"), given).content.decode()
    assert "accepted is 1 to 72 hours" in page
    assert "to the cent" in page
    assert 'value="96"' in page
    assert Revision.objects.count() == 1


def test_a_form_that_was_overtaken_says_what_came_and_keeps_what_was_typed(negotiation):
    client = client_of(speaker(negotiation, "buyer"))
    given = fields_of(client.get(url(negotiation, "propose/")).content.decode()) | {"note": "My long note."}
    propose(negotiation, "provider", **HOURS_48)
    page = client.post(url(negotiation, "propose/"), given | {"students_count": "39"}).content.decode()
    assert "Revision 2 came from" in page
    assert "48 hours" in page
    assert "My long note." in page
    assert 'name="based_on" value="2"' in page


def test_accepting_by_hash_through_the_page_makes_the_contract(negotiation):
    propose(negotiation, "provider", **HOURS_48)
    client = client_of(speaker(negotiation, "buyer"))
    page = client.get(url(negotiation)).content.decode()
    sha256 = re.search(r'name="sha256" value="([0-9a-f]{64})"', page)[1]
    response = client.post(url(negotiation, "accept/"), {"sha256": sha256}, follow=True)
    assert "Open the contract" in response.content.decode()


def test_a_stale_acceptance_is_a_page_that_says_what_changed(negotiation):
    seen = latest(negotiation).sha256
    propose(negotiation, "provider", **HOURS_48)
    client, came_from = client_of(speaker(negotiation, "buyer")), f"http://testserver{url(negotiation)}"
    response = client.post(url(negotiation, "accept/"), {"sha256": seen}, headers={"referer": came_from})
    assert response.status_code == 409
    assert "48 hours" in response.content.decode()
    assert f'<a href="{url(negotiation)}">Open the page as it stands now</a>' in response.content.decode()
    response = client.post(
        url(negotiation, "accept/"), {"sha256": seen}, headers={"referer": "https://elsewhere.test/"}
    )
    assert "elsewhere" not in response.content.decode()


def test_comments_stay_with_their_side(negotiation):
    buyer, seller = (client_of(speaker(negotiation, side)) for side in ("buyer", "provider"))
    for text, shared in (("Good for us.", "no"), ("Can you do 48?", "yes")):
        buyer.post(url(negotiation, "comment/breach/"), {"text": text, "is_shared": shared})
    assert "Good for us." in buyer.get(url(negotiation)).content.decode()
    page = seller.get(url(negotiation)).content.decode()
    assert "Good for us." not in page
    assert "Can you do 48?" in page
    assert buyer.get(url(negotiation, "comment/nothing/")).status_code == 404


def test_strangers_get_404(negotiation):
    stranger = client_of(owner_of(make_negotiation().request.buyer))
    for page in ("", "propose/", "revisions/1/", "comment/breach/", "end/"):
        assert stranger.get(url(negotiation, page)).status_code == 404, page


def test_the_number_of_queries_does_not_grow_with_the_revisions(negotiation, django_assert_max_num_queries):
    client = client_of(speaker(negotiation, "buyer"))
    for hours in (60, 48, 36, 24):
        propose(negotiation, "provider", breach={"position": "parameter", "parameters": {"breach_hours": hours}})
    with django_assert_max_num_queries(15):
        client.get(url(negotiation))


def test_the_whole_text_of_a_revision_can_be_read(negotiation):
    accept(negotiation, "provider")
    page = client_of(speaker(negotiation, "buyer")).get(url(negotiation, "revisions/1/")).content.decode()
    assert "within 72 hours" in page
    assert "Total, a ceiling" in page
