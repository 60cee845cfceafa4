import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.loopback import LoopbackOnlyMiddleware


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 403),
        ("127.0.0.1", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 403),
        ("not an address", {}, 403),
    ],
)
def test_only_this_machine_is_answered(peer, headers, status):
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    assert LoopbackOnlyMiddleware(lambda request: HttpResponse("hello"))(request).status_code == status
