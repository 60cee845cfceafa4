"""The policy that a record stands on: read once in a request, and never another than it was pinned to."""

import pytest

from marketplace.access.scope import request_scope
from procurement.policy.queries import policy_in_force
from procurement.policy.services import publish_policy
from procurement.rounds.models import Round
from tests.factories import AT
from tests.factories.policy import make_draft
from tests.factories.rounds import make_round

pytestmark = pytest.mark.django_db
NUMBER = "clocks.cure_business_days"


def fresh(*records):
    return [Round.objects.get(pk=record.pk) for record in records]


def next_version():
    return publish_policy(policy=make_draft({NUMBER: 12}), actor=None, at=AT)


def test_records_of_a_request_share_what_it_read_once(django_assert_num_queries):
    first, second = make_round(), make_round()
    with request_scope():
        first, second = fresh(first, second)
        with django_assert_num_queries(1):
            assert first.policy_version is second.policy_version
            assert policy_in_force(AT) is first.policy_version
    first, second = fresh(first, second)
    with django_assert_num_queries(2):
        assert first.policy_version == second.policy_version


def test_prefetching_leaves_out_what_was_read(django_assert_num_queries):
    make_round()
    with request_scope(), django_assert_num_queries(2):
        assert [each.policy_version.number for each in Round.objects.prefetch_related("policy_version")]
    with django_assert_num_queries(2):
        assert [each.policy_version.number for each in Round.objects.prefetch_related("policy_version")]


def test_what_is_published_within_a_request_holds_at_once():
    before = make_round()
    with request_scope():
        (record,) = fresh(before)
        held = record.policy_version
        later = next_version()
        assert policy_in_force(AT) == later
        (again,) = fresh(before)
        assert (again.policy_version, again.policy_version.state) == (held, "superseded")
