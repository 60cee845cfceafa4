"""The policy in the editor: who edits it, faults at their fields, drafts, review, publishing now and by schedule."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from wagtail.models import Revision

from cms.groups import ensure_groups
from cms.policy_fields import LEAF_BY_FIELD
from cms.scheduled import publish_due
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Membership, Role
from procurement.policy.models import Policy, PolicyVersion
from procurement.policy.shipped import shipped_policy
from tests.factories.organizations import make_agency_person
from tests.factories.policy import ADDRESS, body_with, make_draft, typed
from tests.factories.quotes import make_policy
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2)


@pytest.fixture
def priya(client):
    """A program officer who is signed in, with a policy in force."""
    ensure_groups()
    person = officer()
    make_policy(at=timezone.now() - timedelta(days=100))
    if not Authenticator.objects.filter(user=person).exists():
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)
    return person


def numbers(path="clocks.cure_business_days"):
    """The value at this place in each version, oldest first."""
    group, _, name = path.rpartition(".")
    return [version.body[group][name]["value"] for version in PolicyVersion.objects.all()]


def test_there_is_a_field_for_each_number_with_its_source_and_what_is_in_force(client, priya):
    page = client.get(ADDRESS).content.decode()
    for name in LEAF_BY_FIELD:
        assert f'name="{name}"' in page, name
        assert f'name="{name}__source"' in page, name
    assert "In force: $15,000" in page
    assert "micro-purchase threshold" in page
    assert page.count('-anchor_4"') >= 7


def test_a_saved_draft_is_kept_and_changes_nothing_that_is_in_force(client, priya):
    assert client.post(ADDRESS, typed(clocks__cure_business_days="15")).status_code == 302
    assert numbers() == [10, 15]
    assert [version.state for version in PolicyVersion.objects.all()] == ["published", "draft"]
    client.post(ADDRESS, typed(clocks__cure_business_days="12"))
    assert numbers() == [10, 12], "one draft, saved again"


def test_publishing_puts_a_new_version_in_force_by_whoever_published(client, priya):
    before = PolicyVersion.objects.get()
    assert client.post(ADDRESS, typed(clocks__cure_business_days="15", **{"action-publish": "1"})).status_code == 302
    first, second = PolicyVersion.objects.all()
    assert (first.state, second.state, second.number) == ("superseded", "published", 2)
    assert (first.body, numbers()) == (before.body, [10, 15])
    event = AuditEvent.objects.get(name="policy_version.publish", subject_id=second.pk)
    assert event.actor_id == priya.pk


def test_the_same_numbers_published_again_make_no_version(client, priya):
    client.post(ADDRESS, typed(**{"action-publish": "1"}))
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tiers__early_stage__term_months", "900", "Give a whole number from 1 to 120."),
        ("tiers__early_stage__term_months", "", "Give a whole number from 1 to 120."),
        ("tiers__early_stage__cents_per_pilot_max", "lots", "Enter an amount in dollars"),
        ("evidence__icc_other", "2", "Give a number from 0 to 0.99."),
        ("calendar__zone", "Atlantis/Deep", "Give a zone of the tz database"),
        ("clocks__answers_before_business_days", "11", "Answers may not be due before the questions are."),
        ("lanes__quotes_max_cents", "100", "This may not be below the limit for buying directly."),
        ("report_cards__exemplary_effect_min", "0.01", "Exemplary asks for a larger effect"),
        ("fees__application_cents__source", "", "Say where this comes from."),
        ("criteria-1-weight_percent", "19", "The weights add up to 99; they must add up to 100."),
        ("criteria-1-gate_min", "2", "The first criterion, and only that one, is the gate."),
        ("criteria-2-anchor_3", "", "This field is required."),
    ],
)
def test_a_fault_is_shown_at_its_field_and_nothing_typed_is_lost(client, priya, field, value, words):
    sent = typed(**{field: value, "clocks__cure_business_days": "17", "action-publish": "1"})
    answer = client.post(ADDRESS, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert 'value="17"' in page
    form = answer.context["form"]
    if field.startswith("criteria"):
        assert form.formsets["criteria"].non_form_errors() or any(form.formsets["criteria"].errors)
    else:
        assert field in form.errors
    assert PolicyVersion.objects.count() == 1


def test_a_criterion_is_added_and_another_taken_out(client, priya):
    body = shipped_policy()
    body["criteria"][6] |= {"key": "community", "name": "Community"}
    client.post(ADDRESS, typed(body, **{"action-publish": "1"}))
    assert PolicyVersion.objects.last().body["criteria"][6]["name"] == "Community"


def test_an_empty_limit_is_no_limit(client, priya):
    client.post(ADDRESS, typed(tiers__early_stage__students_per_pilot_max="", **{"action-publish": "1"}))
    assert PolicyVersion.objects.last().rules.tiers.early_stage.students_per_pilot_max is None


def schedule(client, at):
    """Publish a draft at an hour."""
    sent = typed(clocks__cure_business_days="15", go_live_at=timezone.localtime(at).strftime("%Y-%m-%d %H:%M"))
    assert client.post(ADDRESS, sent | {"action-publish": "1"}).status_code == 302


def due(revision):
    """Let the hour come."""
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content=revision.content | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()},
    )


def test_a_scheduled_draft_comes_into_force_at_its_hour_by_whoever_scheduled_it(client, priya):
    schedule(client, timezone.now() + LATER)
    assert [version.state for version in PolicyVersion.objects.all()] == ["published", "draft"]
    live = Policy.objects.get()
    assert live.body == PolicyVersion.objects.first().body, "what is edited stays what is in force until the hour"
    assert publish_due(at=timezone.now()) == 0
    due(Revision.objects.get(approved_go_live_at__isnull=False))
    assert publish_due(at=timezone.now()) == 1
    assert [version.state for version in PolicyVersion.objects.all()] == ["superseded", "published"]
    assert AuditEvent.objects.filter(name="policy_version.publish").latest("pk").actor_id == priya.pk
    assert publish_due(at=timezone.now()) == 0


def test_a_scheduled_draft_of_someone_who_left_is_not_published_and_they_are_told(client, priya):
    schedule(client, timezone.now() + LATER)
    Membership.objects.filter(person=priya).delete()
    due(Revision.objects.get(approved_go_live_at__isnull=False))
    assert publish_due(at=timezone.now()) == 0
    assert [version.state for version in PolicyVersion.objects.all()] == ["published", "draft"]
    assert "not published at its hour" in Notification.objects.get(person=priya).subject


def test_a_draft_is_reviewed_by_a_colleague_whose_approval_publishes_it(client, priya):
    colleague = make_agency_person(Role.OWNER, name="Miriam Okafor")
    client.post(ADDRESS, typed(clocks__cure_business_days="15", **{"action-submit": "1"}))
    [waiting] = [item for item in items_for(colleague, timezone.now()) if "draft of the policy" in item.title]
    assert (waiting.action, waiting.waiting_for) == ("Read and answer", "")
    [own] = [item for item in items_for(priya, timezone.now()) if "draft of the policy" in item.title]
    assert own.waiting_for
    task = Policy.objects.get().current_workflow_task_state
    task.approve(user=colleague, comment="Read it twice.")
    assert PolicyVersion.objects.get(state="published").number == 2
    assert AuditEvent.objects.filter(name="policy_version.publish").latest("pk").actor_id == colleague.pk
    assert not [item for item in items_for(colleague, timezone.now()) if "draft of the policy" in item.title]


def test_two_drafts_are_compared_field_by_field_in_the_history(client, priya):
    client.post(ADDRESS, typed(clocks__cure_business_days="15", clocks__cure_business_days__source="A hearing"))
    latest = Policy.objects.get().latest_revision_id
    page = client.get(
        f"/admin/snippets/procurement/policy/history/1/revisions/compare/live...{latest}/"
    ).content.decode()
    assert "10 business days" in page
    assert "15 business days" in page
    assert "A hearing" in page
    assert "A board vote" not in page


def test_the_policy_is_never_taken_back_deleted_or_made_twice(client, priya):
    for act in ("unpublish/1", "delete/1", "add"):
        answer = client.post(f"/admin/snippets/procurement/policy/{act}/", typed())
        assert answer.status_code in (302, 403, 404), act
    assert Policy.objects.get().live
    assert PolicyVersion.objects.get().state == "published"


def test_the_preview_is_the_public_page(client, priya):
    client.post("/admin/snippets/procurement/policy/preview/1/", typed(clocks__cure_business_days="15"))
    page = client.get("/admin/snippets/procurement/policy/preview/1/?mode=")
    assert page.status_code == 200
    assert "15 business days" in page.content.decode()


def test_a_colleague_without_the_role_does_not_get_there(client, priya):
    outsider = make_agency_person(Role.CONTRACTS_OFFICER, name="Kofi Adler")
    client.force_login(outsider)
    assert client.get(ADDRESS).status_code in (302, 403)
    assert not outsider.has_perm("procurement.change_policy")


def test_a_version_published_from_elsewhere_is_what_the_editor_starts_from(priya):
    make_draft({"clocks.cure_business_days": 15})
    assert Policy.objects.get().get_latest_revision_as_object().body == body_with({"clocks.cure_business_days": 15})
    assert Policy.objects.get().body == PolicyVersion.objects.get(state="published").body
