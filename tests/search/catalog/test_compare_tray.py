"""Choosing models to compare on the catalogue's pages: with and without JavaScript, for everyone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.search import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    begun = timezone.now() - timezone.timedelta(days=1)
    return [make_entry(f"Trail {number}", starts_at=begun).slug for number in range(1, 6)]


def ask(client, htmx=False, referer="/models/?q=trail&page=2", **posted):
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    return client.post(reverse("catalog:compare_choice"), posted, HTTP_REFERER=f"http://testserver{referer}", **headers)


def listing(client):
    return client.get(reverse("catalog:search")).content.decode()


def test_a_model_is_added_from_the_list_and_the_count_leads_to_the_comparison(client, five):
    assert 'id="compare-tray"' in listing(client)
    response = ask(client, add=five[0])
    assert response["Location"] == f"http://testserver/models/?q=trail&page=2#compare-{five[0]}"
    ask(client, add=five[1])
    text = listing(client)
    assert f'href="/models/compare/?model={five[0]}&amp;model={five[1]}">Compare (2)' in text
    assert f'name="remove" value="{five[0]}">In comparison: take out' in text
    assert f'name="add" value="{five[2]}">Add to compare' in text
    assert "Compare what you chose (2)" in client.get(reverse("catalog:compare")).content.decode()
    ask(client, remove=five[0])
    assert "Compare (1)" in listing(client)
    ask(client, clear="1")
    assert "Compare (" not in listing(client)


def test_htmx_gets_the_tray_the_button_and_what_is_announced(client, five):
    text = ask(client, htmx=True, add=five[0]).content.decode()
    assert "<html" not in text
    assert "Compare (1)" in text
    assert '<p id="compare-said" hx-swap-oob="innerHTML">Trail 1 is added. 1 model chosen to compare.</p>' in text
    assert f'id="compare-{five[0]}" type="submit" form="compare-form" hx-swap-oob="true" name="remove"' in text
    ask(client, add=five[1])
    dropped = ask(client, htmx=True, drop=five[0]).content.decode()
    assert f'{five[1]}" autofocus>Compare (1)' in dropped, "the reader stays in the tray when its button is gone"
    assert f'id="compare-{five[0]}" type="submit" form="compare-form" hx-swap-oob="true" name="add"' in dropped
    assert 'id="compare-tray" tabindex="-1" autofocus' in ask(client, htmx=True, clear="1").content.decode()


def test_a_fifth_model_is_refused_with_what_to_do(client, five):
    for slug in five[:4]:
        ask(client, add=slug)
    said = "A comparison holds four models. Take one out, then add Trail 5."
    assert said in ask(client, htmx=True, add=five[4]).content.decode()
    ask(client, add=five[4])
    text = listing(client)
    assert said in text
    assert "Compare (4)" in text


def test_a_comparison_can_be_taken_along_to_the_list(client, five):
    ask(client, add=five[4])
    response = ask(client, keep=[five[2], "junk", five[0]])
    assert response["Location"] == reverse("catalog:search")
    assert f"?model={five[2]}&amp;model={five[0]}" in listing(client)


def test_a_cookie_of_somebody_elses_making_and_junk_count_for_nothing(client, five):
    client.cookies["compare"] = f"{five[0]}:forged:signature"
    assert "Compare (" not in listing(client)
    for posted in ({"add": "no-such"}, {"add": "\x00"}, {"remove": "x" * 5000}, {}):
        assert ask(client, **posted).status_code == 302
    assert ask(client, add=five[0], referer="@elsewhere.example/")["Location"] == reverse("catalog:search")
