"""A trial run: who starts it, what it keeps, what it hides, and its page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.evidence.essa import eligibility
from marketplace.organizations.models import Role
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.policy.services import publish_policy
from procurement.policy.trials import Trial, trial_parts
from procurement.simulations import services
from procurement.simulations.models import PolicySimulation
from procurement.simulations.pages import shown
from procurement.simulations.queries import readable_result, the_draft
from procurement.simulations.trials import TierReviews
from tests.factories import AT
from tests.factories.applications import make_application
from tests.factories.designations import make_approval
from tests.factories.organizations import make_agency_person, make_provider
from tests.factories.policy import make_draft
from tests.factories.products import author_of, make_model
from tests.factories.rounds import make_round, officer
from tests.lifecycles import tier_review

pytestmark = pytest.mark.django_db
DRAFT = "/agency/policy/"
YESTERDAY = timezone.now() - timedelta(days=1)
STRICT = {
    "tiers.early_stage.weighted_total_min_percent": 90,
    "tiers.promising.weighted_total_min_percent": 90,
    "tiers.effective.weighted_total_min_percent": 90,
    "review.reviewers_min": 5,
}


def start(values=None, *, at=AT, actor=None):
    draft = the_draft() or make_draft(values, at=at)
    return services.start_simulation(draft=draft, in_force=policy_in_force(at), actor=actor or officer(), at=at)


def finished(values=None, *, at=AT):
    simulation = start(values, at=at)
    simulation.refresh_from_db()
    return simulation


def test_only_those_who_keep_the_policy_run_it():
    draft = make_draft()
    for person, refusal in (
        (make_agency_person(Role.DETERMINER, name="Rosa Vane"), NotAllowed),
        (author_of(make_provider()), NotVisible),
    ):
        with pytest.raises(refusal):
            services.start_simulation(draft=draft, in_force=policy_in_force(AT), actor=person, at=AT)
    assert not PolicySimulation.objects.exists()


def test_a_published_version_is_no_draft():
    draft = make_draft()
    publish_policy(policy=draft, actor=officer(), at=AT)
    with pytest.raises(ValidationError, match="has been published"):
        services.start_simulation(draft=draft, in_force=draft, actor=officer(), at=AT)


def test_a_second_click_starts_no_second_run(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert start() == start(at=AT + timedelta(seconds=2))
    assert AuditEvent.objects.filter(name="policy_simulation.started").count() == 1


def test_a_model_that_would_lose_its_tier_is_named_with_the_reason(client):
    designation = make_approval()
    at = designation.starts_at + timedelta(days=1)
    simulation = start(STRICT, at=at)
    services.run_simulation(simulation=PolicySimulation.objects.get(pk=simulation.pk), at=at)
    simulation.refresh_from_db()
    rows = services.reading.models_changed(
        now=simulation.in_force.rules, then=the_draft().rules, at=at, progress=lambda share: None
    )["rows"]
    [row] = [row for row in rows if row["name"] == designation.model.name]
    assert (row["kind"], row["standing"], row["after"]) == ("loss", designation.tier, None)
    assert "needs 90%" in row["reasons"][-1]


def test_an_open_round_is_named_with_what_the_draft_says_otherwise():
    at = timezone.now()
    asked = make_round(at=at)
    simulation = start({"clocks.cure_business_days": 15, "families.notice_max_months": 7}, at=at)
    services.run_simulation(simulation=simulation, at=at)
    simulation.refresh_from_db()
    found = shown(readable_result(simulation, officer()))
    [part] = [part for part in found["record_parts"] if part["title"] == "Rounds"]
    [row] = part["rows"]
    assert (row["name"], part["looked_at"]) == (asked.reference, "1 round that is not archived looked at")
    assert row["reasons"] == [
        "Clocks of a decision, what is missing may be sent within: "
        "10 business days in its version, 15 business days in the draft."
    ]


def test_an_open_application_is_named_where_its_evidence_no_longer_reaches_what_it_asks_for():
    application = make_application(state="submitted", tier="promising")
    nothing = eligibility([])
    carried = {application.model_id: (replace(nothing, tier=application.tier_asked), nothing)}
    rules = policy_in_force(application.submitted_at).rules
    part = next(part for part in trial_parts() if part.key == "applications")
    found = list(part.affected(Trial(rules, rules, {}, application.submitted_at, carried)))
    assert [each.name for each in found] == [application.reference]
    assert found[0].reasons[0].startswith("It asks for promising; under the draft its evidence would carry only early")
    assert list(part.affected(Trial(rules, rules, {}, application.submitted_at, {}))) == []


def test_every_kind_of_open_record_has_its_page_and_its_reader():
    assert {part.key for part in trial_parts()} == {
        *("requests", "applications", "rounds", "reviews", "tier_reviews", "pilots")
    }
    for part in trial_parts():
        assert reverse(part.page, args=["REF"])
        assert not part.readable(author_of(make_provider())).exists()


def test_a_kind_that_a_run_of_before_did_not_look_at_is_not_spoken_of():
    simulation = finished()
    simulation.result = {key: value for key, value in simulation.result.items() if key != "pilots"}
    assert "Pilots" not in [part["title"] for part in shown(readable_result(simulation, officer()))["record_parts"]]


def test_the_result_is_kept_once_and_for_ever():
    simulation = finished()
    assert simulation.is_finished
    assert simulation.percent == 100
    again = services.keep_result(simulation=simulation, result={"models": {}}, at=AT + timedelta(days=1))
    assert again.result == simulation.result
    for change in ({"result": {}}, {"body": {}}, {"finished_at": None}):
        with pytest.raises(DatabaseError, match="trial run"), transaction.atomic():
            PolicySimulation.objects.filter(pk=simulation.pk).update(**change)


def test_a_tie_to_a_provider_leaves_its_lines_out():
    model = make_model()
    simulation = finished()
    row = {"id": model.pk, "provider": model.provider_id, "name": model.name, "kind": "loss"}
    simulation.result = {**simulation.result, "models": {"count": 1, "rows": [row]}}
    person = make_agency_person(Role.PROGRAM_OFFICER, name="Tess Okoro", employer=model.provider.name)
    assert readable_result(simulation, officer())["models"]["rows"] == [row]
    hidden = readable_result(simulation, person)
    assert (hidden["models"]["rows"], hidden["left_out"]) == ([], 1)


def test_progress_is_noted_while_it_runs(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    simulation = start()
    services.note_progress(simulation=simulation, share=0.42)
    simulation.refresh_from_db()
    assert (simulation.percent, simulation.is_finished) == (42, False)


class TestPage:
    @pytest.fixture
    def priya(self, client):
        person = officer()
        client.force_login(person)
        return person

    def test_before_there_is_a_policy_it_offers_the_shipped_one(self, client, priya):
        assert "no policy yet" in client.get(DRAFT).content.decode()
        assert client.post(f"{DRAFT}start/").status_code == 302
        assert client.post(f"{DRAFT}start/").status_code == 302
        assert PolicyVersion.objects.get(state="published").number == 1
        assert "There is no draft" in client.get(DRAFT).content.decode()

    def test_it_shows_what_changes_then_runs_and_shows_what_that_means(self, client, priya):
        make_draft({"clocks.cure_business_days": 15}, at=YESTERDAY)
        page = client.get(DRAFT).content.decode()
        assert "10 business days" in page
        assert "<b>15 business days</b>" in page
        done = client.post(f"{DRAFT}run/", follow=True).content.decode()
        assert "looked at" in done
        assert "Run it again" in done

    def test_while_it_runs_the_page_asks_again_and_says_how_far(self, client, priya, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        make_draft(at=YESTERDAY)
        page = client.post(f"{DRAFT}run/", follow=True).content.decode()
        simulation = PolicySimulation.objects.get()
        assert f'hx-get="{DRAFT}runs/{simulation.pk}/"' in page
        part = client.get(f"{DRAFT}runs/{simulation.pk}/", headers={"HX-Request": "true"}).content.decode()
        assert "0% of the models are done" in part
        assert "<html" not in part
        assert client.get(f"{DRAFT}runs/{simulation.pk}/").status_code == 302

    def test_without_a_draft_there_is_nothing_to_run(self, client, priya):
        client.post(f"{DRAFT}start/")
        assert "no draft to run" in client.post(f"{DRAFT}run/", follow=True).content.decode()


@pytest.mark.parametrize("state", ["decided", "overtaken"])
def test_a_tier_review_that_is_over_is_not_looked_at(state):
    assert tier_review.Walk().in_state(state).state == state
    assert not TierReviews().open_records().exists()
