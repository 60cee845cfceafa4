"""The pages of saved searches, as the people who use them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.audit.models import AuditEvent
from marketplace.notifications import delivery
from marketplace.notifications.models import Mail, Notification
from marketplace.organizations.models import Role
from search.saved.models import SavedSearch, SearchFollowing, SearchNews
from tests.factories.organizations import make_agency, make_district, make_member, make_provider, owner_of
from tests.factories.search import make_entry
from tests.factories.searches import make_search, make_viewer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    make_agency()
    return make_district()


def test_a_buyer_saves_the_search_of_the_page_and_is_told_at_once_of_what_matches(district):
    client = client_of(owner_of(district))
    page = client.get("/models/?q=reading&tier=promising&view=table&page=3").content.decode()
    link = re.search(r'href="(/desk/searches/new/[^"]*)"', page)[1].replace("&amp;", "&")
    assert link == "/desk/searches/new/?q=reading&tier=promising"
    typed = {"organization": district.pk, "name": "", "rhythm": "at_once"}
    refused = client.post(link, typed)
    assert refused.status_code == 422
    assert "Reading programs" in client.post(link, typed | {"name": "Reading programs", "rhythm": "x"}).content.decode()
    response = client.post(link, typed | {"name": "Reading programs"})
    search = SavedSearch.objects.get()
    assert response.url == f"/desk/searches/{search.reference}/"
    assert client.post(link, typed | {"name": "Reading programs"}).url == response.url, "twice is once"
    colleague = make_member(district, Role.BUYER)
    assert client_of(colleague).post(link, typed | {"name": "Reading programs", "rhythm": "weekly"}).url == response.url
    assert SearchFollowing.objects.get(person=colleague).rhythm == "weekly"
    again = client.post("/desk/searches/new/?q=sums", typed | {"name": "Reading programs"})
    assert "kept already" in again.content.decode()

    make_entry("Readers", summary="Reading for all.", starts_at=timezone.now())
    mail = Mail.objects.get(address=owner_of(district).email, stop_url__gt="")
    assert mail.subject == "Search “Reading programs”: Readers newly matches"
    assert "1 change" in client.get("/desk/searches/").content.decode()
    first, second = (client.get(response.url).content.decode() for _ in range(2))
    assert first.index("Readers") < first.index("About this search")
    assert ("Nothing new" in first, "Nothing new" in second, "Earlier" in second) == (False, True, True)
    assert Notification.objects.get(person=owner_of(district), url=response.url).subject == mail.subject


def test_one_click_stops_the_mails_signed_out_and_mail_programs_can_do_it(district):
    search = make_search("", organization=district, at=timezone.now())
    make_entry("Readers", starts_at=timezone.now())
    mail = Mail.objects.get(stop_url__gt="")
    message = delivery.compose(mail)
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message.body
    assert link in message.alternatives[0][0]
    path = "/" + link.split("/", 3)[3]
    anybody = Client(enforce_csrf_checks=True)
    assert "Stop the mails" in anybody.get(path).content.decode()
    assert SearchFollowing.objects.get().rhythm == "at_once", "opening the link stops nothing"
    assert anybody.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert anybody.post(path).status_code == 200
    assert SearchFollowing.objects.get().rhythm == "never"
    assert AuditEvent.objects.filter(name="saved_search.follow", subject_id=search.pk).count() == 2
    assert anybody.get(f"{path[:-6]}xxxxx/").status_code == 404


def test_who_may_what(district):
    search = make_search("tier=promising", organization=district)
    page = reverse("saved:detail", args=[search.reference])
    viewer, stranger = client_of(make_viewer(search)), client_of(owner_of(make_district()))
    provider = client_of(owner_of(make_provider()))
    assert [each.get(page).status_code for each in (viewer, stranger, provider)] == [200, 404, 404]
    assert [each.get("/desk/searches/").status_code for each in (viewer, stranger, provider)] == [200, 200, 403]
    assert viewer.get("/desk/searches/new/").status_code == 403
    assert viewer.post(f"{page}remove/").status_code == 403
    assert viewer.post(f"{page}told/", {"rhythm": "weekly"}).status_code == 302
    assert sorted(SearchFollowing.objects.values_list("rhythm", flat=True)) == ["at_once", "weekly"]
    assert "Stop" in viewer.get("/desk/searches/").content.decode()
    assert "Save this search" not in viewer.get("/models/").content.decode()
    assert "Saved searches" not in provider.get("/models/").content.decode()


def test_rename_and_remove(district):
    search = make_search(organization=district, name="Reading")
    page = reverse("saved:detail", args=[search.reference])
    client, colleague = client_of(owner_of(district)), client_of(make_member(district, Role.BUYER))
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(f"{page}rename/").content.decode())[1]
    typed = {"seen": seen.replace("&quot;", '"')}
    assert colleague.post(f"{page}rename/", typed | {"name": "Reading K-3"}).url == page
    stale = client.post(f"{page}rename/", typed | {"name": "Sums"})
    assert "now “Reading K-3”" in stale.content.decode()
    assert client.post(f"{page}remove/").url == "/desk/searches/"
    assert client.post(f"{page}remove/").status_code == 409
    shown = client.get(page).content.decode()
    assert "This search was removed" in shown
    assert "Rename" not in shown
    assert colleague.post(f"{page}told/", {"rhythm": "daily"}).status_code == 422
    assert "Reading K-3" not in client.get("/desk/searches/").content.decode()
    make_entry("Readers", starts_at=timezone.now())
    assert not SearchNews.objects.exists()
