"""Publishing the policy, and what never changes afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed
from procurement.policy import services
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.policy.shipped import shipped_policy
from tests.factories import AT
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def publish(at=AT):
    return services.publish_policy(
        policy=services.draft_policy(body=shipped_policy(), actor=officer(), at=at), actor=officer(), at=at
    )


def test_a_later_version_takes_over_and_the_earlier_keeps_its_days():
    first, second = publish(), publish(AT + timedelta(days=10))
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "published", 2)
    assert policy_in_force(AT - timedelta(seconds=1)) is None
    assert policy_in_force(AT + timedelta(days=9)) == first
    assert policy_in_force(AT + timedelta(days=10)) == second


def test_a_body_that_makes_no_sense_is_refused_with_its_field():
    body = shipped_policy()
    body["lanes"]["quotes_min"]["value"] = 0
    with pytest.raises(ValidationError, match=r"lanes\.quotes_min"):
        services.draft_policy(body=body, actor=officer(), at=AT)
    assert not PolicyVersion.objects.exists()


def test_a_provider_cannot_publish():
    with pytest.raises(NotAllowed):
        services.draft_policy(body=shipped_policy(), actor=author_of(make_provider()), at=AT)


@pytest.mark.parametrize("change", [{"body": {}}, {"number": 9}, {"published_at": AT + timedelta(days=1)}])
def test_the_database_keeps_a_published_version_as_it_is(change):
    policy = publish()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        PolicyVersion.objects.filter(pk=policy.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        policy.delete()


def test_everyone_reads_the_policy_and_a_draft_is_read_by_nobody(client):
    publish(AT - timedelta(days=200))
    services.draft_policy(body=shipped_policy(), actor=officer(), at=AT)
    page = client.get("/policy/1/").content.decode()
    assert "$15,000" in page
    assert "micro-purchase" in page
    assert client.get("/policy/2/").status_code == 404
