import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.content_security import ContentSecurityMiddleware, let_forms_lead_to


def policy_of(path, response=None):
    response = ContentSecurityMiddleware(lambda request: response or HttpResponse())(RequestFactory().get(path))
    header = response.headers["Content-Security-Policy"]
    return {words.split()[0]: words.split()[1:] for words in header.split("; ")}


@pytest.mark.parametrize("path", ["/", "/desk/", "/administration/"])
def test_a_page_of_ours_takes_nothing_inline_and_nothing_from_elsewhere(path):
    policy = policy_of(path)
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
    assert not any("unsafe" in word for words in policy.values() for word in words)


def test_wagtails_editor_gets_what_it_cannot_do_without_and_still_nothing_from_elsewhere():
    policy = policy_of("/admin/pages/")
    assert "'unsafe-inline'" in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    sources = {word for words in policy.values() for word in words}
    assert sources <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}


def test_a_form_leads_elsewhere_only_from_a_page_that_says_so():
    paid = HttpResponse()
    let_forms_lead_to(paid, "https://checkout.example")
    assert policy_of("/", paid)["form-action"] == ["'self'", "https://checkout.example"]
    assert policy_of("/", paid)["default-src"] == ["'self'"]
    assert policy_of("/")["form-action"] == ["'self'"]
