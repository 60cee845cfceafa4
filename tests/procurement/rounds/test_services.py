"""Rounds: who drafts, what publishing needs, and that it is open exactly on its period."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.lifecycles.errors import Refused
from marketplace.organizations.models import Role
from procurement.policy.queries import policy_in_force
from procurement.rounds import services
from procurement.rounds.hidden_services import set_hidden
from procurement.rounds.models import Round
from tests.factories import AT
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.quotes import make_policy
from tests.factories.rounds import make_notice, make_round, officer
from tests.factories.staff import staff_agency
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db


def test_a_draft_takes_policy_criteria_and_form_along():
    record = make_round(state="draft")
    policy = policy_in_force(AT)
    assert record.reference == "ITQ-2027-01"
    assert record.policy_version == policy
    assert record.rubric == policy.rules.criteria
    assert len(record.definition.sections) == 9
    assert {(c.subject, c.grade_band, c.service) for c in record.categories.all()} == {
        ("reading", "K-3", "supplement"), ("reading", "K-3", "core"),
    }  # fmt: skip


def test_references_count_up_within_a_year():
    make_round()
    assert make_round(state="draft").reference == "ITQ-2027-02"


def test_open_from_the_first_instant_until_just_before_the_last():
    record = make_round()
    step = timedelta(microseconds=1)
    assert not record.is_open(record.opens_at - step)
    assert record.is_open(record.opens_at)
    assert record.is_open(record.closes_at - step)
    assert not record.is_open(record.closes_at)
    assert [record.standing(at) for at in (record.opens_at - step, AT, record.closes_at)] == ["soon", "open", "closed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"summary": ""}, "summary"),
        ({"closes_at": AT - timedelta(days=10)}, "closes_on"),
        ({"subjects": ()}, "subjects"),
        ({"services": ()}, "services"),
    ],
)
def test_each_gap_is_named_at_its_field(change, field):
    make_policy()
    with pytest.raises(ValidationError) as refusal:
        services.draft_round(notice=make_notice(**change), actor=officer(), at=AT)
    assert field in refusal.value.message_dict
    assert not Round.objects.exists()


def test_a_published_round_stands():
    record = make_round()
    with pytest.raises(Refused, match="stand as they are"):
        services.edit_round(draft=record, notice=make_notice(title="Other"), actor=officer(), at=AT)


def test_a_round_that_would_be_over_is_not_published():
    record = make_round(state="draft")
    with pytest.raises(Refused, match="in the past"):
        services.publish_round(draft=record, actor=officer(), at=record.closes_at)


def test_an_open_round_is_not_archived():
    record = make_round()
    with pytest.raises(Refused, match="not closed"):
        services.archive_round(closed=record, actor=officer(), at=AT)


def test_only_a_program_officer_publishes():
    record = make_round(state="draft")
    with pytest.raises(NotAllowed, match="program officer"):
        services.publish_round(draft=record, actor=officer(Role.DETERMINER), at=AT)
    with pytest.raises(NotVisible):
        services.publish_round(draft=record, actor=author_of(make_provider()), at=AT)


def test_the_public_sees_published_rounds_only(client):
    draft, shown = make_round(state="draft", title="Not announced"), make_round()
    listed = client.get("/rounds/").content.decode()
    assert shown.reference in listed
    assert draft.reference not in listed
    assert client.get(f"/rounds/{draft.reference}/").status_code == 404
    page = client.get(f"/rounds/{shown.reference}/").content.decode()
    assert "A learning model, not a tool" in page
    assert "60%" in page


def test_an_officer_drafts_and_publishes_on_the_pages(client):
    staff_agency()
    make_policy(at=AT - timedelta(days=400))
    staff_agency()
    client.force_login(officer())
    typed = {
        "title": "Mathematics, grades 6 to 9", "summary": "More than drill.", "opens_on": "2030-01-07",
        "opens_time": "09:00", "closing": "day", "closes_on": "2030-03-29", "closes_time": "17:00",
        "subjects": ["mathematics"], "grade_bands": ["6-9"], "services": ["core"],
    }  # fmt: skip
    wrong = client.post("/agency/rounds/new/", typed | {"closes_on": "2030-01-06"})
    assert "closing date comes after" in wrong.content.decode()
    assert "More than drill." in wrong.content.decode()
    answer = client.post("/agency/rounds/new/", typed)
    assert answer.url == "/agency/rounds/ITQ-2030-01/"
    record = Round.objects.get()
    assert record.closes_at.isoformat() == "2030-03-29T21:00:00+00:00"
    client.post(f"/agency/rounds/{record.reference}/publish/")
    record.refresh_from_db()
    assert record.state == "published"


def test_the_same_notice_sent_twice_is_drafted_once():
    first, again = make_round(state="draft"), make_round(state="draft")
    other = make_round(state="draft", subjects=("writing",))
    assert first == again
    assert other != first


@pytest.mark.parametrize("change", ["notice", "hidden"])
def test_a_draft_that_a_colleague_changed_is_not_published_unseen(change):
    record, client = make_round(state="draft"), client_of(officer())
    own = f"/agency/rounds/{record.reference}/"
    seen = client.get(own).context["seen"]
    if change == "notice":
        services.edit_round(draft=record, notice=make_notice(title="Other"), actor=officer(), at=AT)
    else:
        set_hidden(asked=record, hidden=["provider"], actor=officer(), at=AT)
    answer = client.post(f"{own}publish/", {"seen": seen})
    assert answer.status_code == 409
    assert "Somebody saved this while you had the page open" in answer.content.decode()
    assert "then publish it" in answer.content.decode()
    record.refresh_from_db()
    assert record.state == "draft"
    record = services.publish_round(
        draft=record, actor=officer(), at=AT - timedelta(days=20), seen=client.get(own).context["seen"]
    )
    assert record.state == "published"
