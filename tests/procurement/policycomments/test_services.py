"""Comments on a draft of the policy: at a field, answered, resolved, kept with the version."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.policy.services import publish_policy
from procurement.policycomments import services
from procurement.policycomments.models import PolicyComment
from procurement.policycomments.queries import open_counts
from tests.factories import AT
from tests.factories.organizations import make_agency_person, make_provider, owner_of
from tests.factories.policy import make_draft
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
PLACE = "clocks.cure_business_days"
WORDS = "Fifteen days is long for a missing signature."


def comment(*, draft=None, actor=None, **changes):
    given = {"place": PLACE, "text": WORDS} | changes
    return services.add_comment(version=draft or make_draft(), actor=actor or officer(), at=AT, **given)


def owner():
    return make_agency_person(Role.OWNER, name="Miriam Okafor")


def on_desk(person):
    return [item for item in items_for(person, AT) if "open comment" in item.title]


def test_a_comment_is_told_without_its_words_and_waits_for_colleagues():
    colleague, made = owner(), comment()
    told = Notification.objects.get(person=colleague, subject__contains="commented")
    assert WORDS not in " ".join([told.subject, *told.lines])
    assert open_counts(made.version) == {PLACE: 1}
    assert (on_desk(colleague)[0].action, on_desk(officer())[0].waiting_for) == ("Answer or resolve", "a colleague")
    assert comment(draft=made.version) == made, "said twice, kept once"


def test_a_draft_without_a_comment_waits_for_nobody():
    make_draft()
    assert not on_desk(officer())


def test_it_is_answered_resolved_and_opened_again():
    colleague, made = owner(), comment()
    services.answer_comment(comment=made, text="The form of the state takes ten.", actor=colleague, at=AT)
    assert not on_desk(colleague)[0].action.startswith("Answer")
    services.resolve_comment(comment=made, actor=officer(), at=AT)
    assert not on_desk(officer())
    services.reopen_comment(comment=made, actor=colleague, at=AT)
    assert on_desk(officer())
    services.resolve_comment(comment=made, actor=officer(), at=AT)
    services.answer_comment(comment=made, text="One more thing.", actor=colleague, at=AT)
    made.refresh_from_db()
    assert made.is_open, "an answer opens a thread again"


def test_it_is_kept_with_the_published_version_and_nothing_is_added():
    made = comment()
    publish_policy(policy=made.version, actor=officer(), at=AT)
    for act in (
        lambda: comment(draft=made.version, text="Late"),
        lambda: services.resolve_comment(comment=made, actor=officer(), at=AT),
    ):
        with pytest.raises(Refused, match="has been published"):
            act()
    assert list(made.version.comments.all()) == [made]
    with pytest.raises(DatabaseError, match="as it was written"), transaction.atomic():
        PolicyComment.objects.filter(pk=made.pk).update(text="Other words")


def test_what_makes_no_sense_and_who_may_not():
    draft = make_draft()
    for wrong in ({"place": "clocks.nothing"}, {"text": "  "}):
        with pytest.raises(ValidationError):
            comment(draft=draft, **wrong)
    for person, refusal in (
        (make_agency_person(Role.DETERMINER, name="Rosa Vane"), NotAllowed),
        (owner_of(make_provider()), NotVisible),
    ):
        with pytest.raises(refusal):
            comment(draft=draft, actor=person)


def test_the_pages(client):
    draft = make_draft(at=timezone.now())
    address = f"/agency/policy/{draft.number}/comments/"
    client.force_login(officer())
    assert f"{address}?place={PLACE}" in client.get("/agency/policy/").content.decode()
    assert f'value="{PLACE}" selected' in client.get(f"{address}?place={PLACE}").content.decode()
    refused = client.post(address, {"place": PLACE, "text": ""})
    assert (refused.status_code, f'value="{PLACE}" selected' in refused.content.decode()) == (422, True)
    assert client.post(address, {"place": PLACE, "text": WORDS}).status_code == 302
    made = PolicyComment.objects.get()
    assert WORDS in client.get(address).content.decode()
    assert "1 open comment" in client.get("/agency/policy/").content.decode()
    assert client.post(f"{address}{made.pk}/answer/", {"text": "Ten, then."}).status_code == 302
    assert client.post(f"{address}{made.pk}/resolve/").status_code == 302
    assert "Open it again" in client.get(address).content.decode()
    assert client.post(f"{address}{made.pk}/reopen/").status_code == 302
