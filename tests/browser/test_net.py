"""The net itself: each thing that it is to catch is caught."""

import pytest
from django.http import HttpResponse

from tests.browser import chromium

pytestmark = [pytest.mark.browser]
HEADERS = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html"}
PAGE = "<!doctype html><html lang=en><title>A page</title><main><h1>Title</h1>{}</main></html>"


class Answering:
    """A client that answers every request with one page."""

    def __init__(self, inside):
        self.inside = inside

    def get(self, address, **options):
        return HttpResponse(PAGE.format(self.inside), headers=HEADERS)


@pytest.fixture(scope="module")
def started():
    if chromium.reason_to_skip():
        pytest.skip(chromium.reason_to_skip())
    with chromium.browser() as running:
        yield running


def problems(started, inside):
    with started.window(Answering(inside)) as window:
        window.open("/")
        window.resize(320)
        return "\n".join(window.problems())


def test_a_sound_page_passes(started):
    assert problems(started, "<p>All is well.</p>") == ""


def test_a_page_is_not_blamed_for_the_one_before_it(started):
    assert problems(started, "<script>1</script>") != ""
    assert problems(started, "<p>All is well.</p>") == ""


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<input>", "axe label"),
        ('<p style="color: red">x</p>', "policy report style-src"),
        ("<script>1</script>", "policy report script-src"),
        (f"<pre>{'x' * 200}</pre>", "scrolls sideways"),
        ('<img src="https://elsewhere.example/x.png" alt="other">', "policy report img-src"),
    ],
)
def test_a_fault_is_noticed(started, inside, expected):
    assert expected in problems(started, inside)
