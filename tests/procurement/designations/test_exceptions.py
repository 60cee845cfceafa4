"""More than the evidence carries is given only by an exception that says why, and everyone reads it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from procurement.designations import services
from procurement.designations.contents import decision_data
from procurement.designations.eligibility import ceiling
from procurement.designations.letters import letter_data
from procurement.designations.models import Determination
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy
from tests.factories import reviews
from tests.factories.appeals import appeal_officer, file, grant, take_up
from tests.factories.designations import determiner, issue, recommend
from tests.factories.memory import lived_once
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
TIER_RULES = PolicyBody.from_json(shipped_policy()).tiers
WHY = "The county’s trial with twelve schools is under way."


@pytest.fixture
def subject(monkeypatch):
    """Promising was asked for and scored; the evidence carries early stage."""
    monkeypatch.setattr(services, "evidence_tier", lambda model, policy, at: "early_stage")
    return asked_for_promising()


@lived_once
def asked_for_promising():
    made = reviews.make_subject()
    type(made).objects.filter(pk=made.pk).update(tier_asked="promising")
    made.refresh_from_db()
    reviews.score_all(made)
    reviews.record_scores(made)
    reviews.agree(made)
    made.panel.refresh_from_db()
    return made


def test_an_exception_lifts_what_the_evidence_carries_and_nothing_else():
    def by_exception(**values):
        return ceiling(
            **{"asked": "effective", "by_scores": "effective", "by_evidence": "early_stage", "tiers": TIER_RULES}
            | values
        ).by_exception

    assert by_exception() == "effective"
    assert by_exception(asked="promising") == "promising"
    assert by_exception(by_scores="promising") == "promising"
    assert by_exception(by_scores=None) is None
    assert by_exception(asked=None, by_scores=None, has_panel=False) == "effective"


def test_without_one_it_is_refused_at_both_fields(subject):
    with pytest.raises(ValidationError) as refused:
        recommend(subject, tier="promising")
    assert set(refused.value.error_dict) == {"tier", "exception"}
    assert not Determination.objects.exists()


def test_with_one_it_is_recommended_and_issued_and_stands_in_the_letter_and_the_hash(subject):
    determination = issue(recommend(subject, tier="promising", exception=f" {WHY} "))
    assert (determination.tier, determination.exception) == ("promising", WHY)
    assert determination.designation.tier == "promising"
    assert determination.evidence["ceiling"] == "early_stage"
    assert decision_data(determination)["exception"] == WHY
    headings = {section["heading"]: section.get("paragraphs") for section in letter_data(determination)["sections"]}
    assert headings["Why an exception was made"] == [WHY]


def test_the_determiner_may_write_another_and_declining_drops_it(subject):
    determination = recommend(subject, tier="promising", exception=WHY)
    values = {"determination": determination, "reason": "Two schools left.", "actor": determiner()}
    at = determination.created_at + timezone.timedelta(days=1)
    with pytest.raises(ValidationError, match="leave the exception empty"):
        services.issue(tier="early_stage", exception=WHY, at=at, **values)
    declined = services.issue(tier="", exception=WHY, at=at, **values)
    assert (declined.tier, declined.exception) == ("", "")


def test_one_that_is_not_needed_is_refused(subject):
    with pytest.raises(ValidationError, match="leave the exception empty"):
        recommend(subject, tier="early_stage", exception=WHY)


def test_it_never_gives_more_than_was_asked(subject):
    with pytest.raises(ValidationError, match="At most early stage"):
        recommend(subject, tier="effective", exception=WHY)


def test_an_appeal_may_be_granted_by_exception(subject):
    determination = issue(recommend(subject))
    appeal_officer()
    appeal = take_up(file(determination))
    with pytest.raises(ValidationError, match="say why here"):
        grant(appeal, tier="promising")
    appeal = grant(appeal, tier="promising", exception=WHY)
    assert (appeal.result.tier, appeal.result.exception) == ("promising", WHY)


def test_the_database_keeps_it_as_issued_and_only_with_a_tier(subject):
    determination = issue(recommend(subject, tier="promising", exception=WHY))
    rows = Determination.objects.filter(pk=determination.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(exception="Another.")
    other = recommend(reviews_again(determination))
    with pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.filter(pk=other.pk).update(
            exception=WHY, tier="", state="issued", issued_at=timezone.now(), issued_by=determiner()
        )


def reviews_again(determination):
    """Another review, agreed on, about another model."""
    made = reviews.make_subject()
    reviews.score_all(made)
    reviews.record_scores(made)
    reviews.agree(made)
    made.panel.refresh_from_db()
    return made


def test_on_the_pages(client, subject, monkeypatch):
    page = f"/agency/reviews/{subject.reference}/recommend/"
    client.force_login(officer())
    assert "With a published exception" in client.get(page).content.decode()
    scope = ["|".join(row) for row in subject.scope]
    typed = {"tier": "promising", "scope": scope, "conditions": "", "note": "Sure.", "exception": ""}
    assert "To give more than the evidence carries" in client.post(page, typed).content.decode()
    made = client.post(page, typed | {"exception": WHY})
    assert made.status_code == 302
    assert WHY in client.get(made.url).content.decode()
    client.force_login(determiner())
    form = client.get(f"{made.url}issue/").context["form"]
    assert (form["tier"].value(), form["exception"].value()) == ("promising", WHY)
    client.post(f"{made.url}issue/", {"tier": "promising", "reason": "", "exception": WHY})
    determination = Determination.objects.get()
    assert determination.exception == WHY
    client.logout()
    monkeypatch.setattr(timezone, "now", lambda: determination.public_at + timezone.timedelta(days=1))
    public = client.get(f"/registers/determinations/{determination.reference}/").content.decode()
    assert "Why an exception was made" in public
    listed = client.get("/registers/determinations/?exception=made").context["table"].rows
    assert [row.record.reference for row in listed] == [determination.reference]
    assert "by exception" in client.get("/registers/determinations/").content.decode()
    model = determination.model
    assert WHY in client.get(f"/models/{model.provider.slug}/{model.slug}/").content.decode()
