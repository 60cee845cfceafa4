"""Applications: drafting, sending in time, and what nobody else learns."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.evidence.assessment import assess
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.applications import services
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Application
from procurement.applications.queries import visible_to
from procurement.applications.services.drafting import GoalInput
from procurement.designations.services import ceiling_of
from procurement.reviews.models import ReviewSubject
from tests.factories import AT
from tests.factories.applications import SCREENED, SENT, fill, make_application, owner_of, start
from tests.factories.evidence import make_finding, make_rationale, make_study
from tests.factories.organizations import make_member, make_provider
from tests.factories.products import author_of, make_model
from tests.factories.reviews import agree, record_scores
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db
PRICE = {"price_small": "900", "price_large": "", "later_years": "", "terms": False}


def save(application, answers=PRICE, *, edition=0, actor=None, at=AT):
    actor = actor or owner_of(application)
    return services.save_section(
        application=application, key="price", answers=answers, edition=edition, actor=actor, at=at
    )


def submit(application, *, actor=None, at=SENT):
    return services.submit_application(application=application, actor=actor or owner_of(application), at=at)


def test_only_ones_own_model_applies():
    rival = make_model()
    with pytest.raises(NotVisible):
        start(asked=make_round(), provider=make_provider(), model=rival)


def test_the_same_new_goal_sent_twice_is_kept_once():
    application, values = start(), GoalInput(goal="Third graders read.", due_on=date(2028, 6, 1))
    kept = {"application": application, "commitment": None, "actor": owner_of(application), "at": AT}
    first = services.save_commitment(values=values, **kept)
    assert services.save_commitment(values=values, **kept) == first
    assert services.save_commitment(values=replace(values, goal="Third graders write."), **kept) != first
    assert application.commitments.count() == 2


def test_a_model_applies_once_to_a_round_until_it_is_withdrawn():
    application = make_application(state="submitted")
    again = {"asked": application.round, "model": application.model}
    with pytest.raises(ValidationError, match="already"):
        start(**again)
    services.withdraw_application(application=application, actor=owner_of(application), at=SENT)
    assert start(**again).state == "draft"


@pytest.mark.parametrize("at", [AT - timedelta(days=11), AT + timedelta(days=30)])
def test_nothing_starts_outside_the_rounds_period(at):
    with pytest.raises(Refused):
        start(at=at)


def test_answers_are_kept_as_typed_even_when_wrong():
    application = start()
    row = save(application, PRICE | {"price_small": "lots"})
    row.refresh_from_db()
    assert row.answers["price_small"] == "lots"
    assert row.edition == 1


def test_the_same_answers_make_no_new_edition():
    application = start()
    save(application)
    assert save(application, edition=0).edition == 1
    assert AuditEvent.objects.filter(name="application.section_saved").count() == 1


def test_a_stale_form_says_who_changed_what_and_keeps_theirs():
    application = start()
    colleague = make_member(application.provider, Role.AUTHOR, name="Rosa Imhoff")
    save(application, actor=colleague)
    with pytest.raises(Stale, match=r"Rosa Imhoff saved.*Price of a first year for 100 students"):
        save(application, PRICE | {"price_small": "800"}, edition=0)
    assert application.answers.get().answers["price_small"] == "900"
    assert save(application, PRICE | {"price_small": "800"}, edition=1).edition == 2


def test_no_answer_stands_in_the_record_book():
    application = start()
    save(application, PRICE | {"later_years": "UNMISTAKABLE"})
    assert "UNMISTAKABLE" not in json.dumps(list(AuditEvent.objects.values_list("payload", flat=True)))


def test_sending_freezes_everything_under_one_hash():
    application = submit(make_application())
    application.refresh_from_db()
    sent = json.loads(application.canonical_text)
    assert application.sha256 == sha256_of(application.canonical_text)
    assert canonical_json(sent) == application.canonical_text
    assert application.model_version.is_frozen
    assert sent["model"]["sha256"] == application.model_version.sha256
    assert sent["answers"]["price"]["price_small"] == 125_050
    assert sent["commitments"][0]["target"] == "0.1500"
    with pytest.raises(Refused, match="stand as they are"):
        save(application, edition=1)


def test_the_receipt_is_kept_and_mailed_with_its_hash():
    application = submit(make_application())
    application.refresh_from_db()
    assert application.receipt.content_type == "application/pdf"
    mail = Mail.objects.get(subject__contains="we have your application", address=owner_of(application).email)
    assert mail.files[0]["name"].endswith("receipt.pdf")
    assert application.audit_head


def test_what_is_not_complete_is_named():
    with pytest.raises(Refused, match="Price and terms"):
        submit(fill(start(), skip=("price",)))


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
def test_a_late_one_is_refused_and_remembered(late):
    application = make_application()
    refused = submit(application, at=application.round.closes_at + late)
    assert "closed" in refused.refusal
    application.refresh_from_db()
    assert (application.state, application.sha256, application.model_version) == ("draft", "", None)
    assert AuditEvent.objects.get(name="application.late").subject_id == application.pk


def test_the_last_instant_is_in_time():
    application = make_application()
    sent = submit(application, at=application.round.closes_at - timedelta(microseconds=1))
    assert (sent.refusal, sent.state) == ("", "submitted")


def test_a_second_send_changes_nothing():
    application = submit(make_application())
    with pytest.raises(IllegalMove):
        submit(application)


def test_an_unconfirmed_provider_drafts_and_waits_to_send():
    application = make_application(provider=make_provider(confirmed=False))
    with pytest.raises(NotAllowed, match="not confirmed"):
        submit(application)


def test_an_author_writes_and_does_not_send():
    application = make_application()
    author = make_member(application.provider, Role.AUTHOR)
    save(application, PRICE, edition=1, actor=author)
    with pytest.raises(NotAllowed, match="signatory"):
        submit(application, actor=author)


def test_a_rival_learns_nothing():
    application, rival = make_application(state="submitted"), author_of(make_provider())
    assert application not in visible_to(rival)
    for act in (save, submit):
        with pytest.raises(NotVisible):
            act(application, actor=rival)


def test_the_agency_does_not_see_a_draft():
    application = make_application()
    assert application not in visible_to(officer())
    with pytest.raises(NotVisible):
        services.begin_screening(application=application, actor=officer(), at=SENT)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"statistic": "percent_reaching", "target": Decimal(101)}, "target", "A percent lies between 0 and 100"),
        ({"statistic": "percent_reaching", "target": Decimal(-1)}, "target", "A percent lies between 0 and 100"),
        ({"target": Decimal("3.5")}, "target", "You entered 3.5. An effect size lies between -3 and 3"),
        ({"statistic": "mean_change", "target": Decimal(5000)}, "target", "between -1,000 and 1,000 points"),
        ({"due_on": AT.date()}, "due_on", "Give a day after today and not after 1 March 2031"),
        ({"due_on": date(2031, 3, 2)}, "due_on", "You entered 2 March 2031"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused_at_its_field(values, field, said):
    application = start()
    kept = {"application": application, "commitment": None, "actor": owner_of(application), "at": AT}
    with pytest.raises(ValidationError) as refused:
        services.save_commitment(values=GoalInput(**values), **kept)
    assert said in refused.value.message_dict[field][0]
    assert not application.commitments.exists()
    fine = GoalInput(statistic="percent_reaching", target=Decimal(70), due_on=date(2031, 3, 1))
    saved = services.save_commitment(values=fine, **kept)
    assert saved.target_words == "At least 70% of students reach the standard"


def test_screening_looks_at_everything_before_the_review_opens():
    application = make_application(state="screening")
    with pytest.raises(ValidationError, match="No child"):
        services.pass_screening(application=application, checked=["identity"], actor=officer(), at=SCREENED)
    assert Application.objects.get().subject is None


def test_the_review_reads_what_was_frozen():
    application = make_application(state="under_review")
    subject = application.subject
    assert subject.tier_asked == application.tier_asked
    assert subject.scope == [["reading", "K-3", "supplement"]]
    by_key = {section["key"]: section for section in subject.content["sections"]}
    assert by_key["price"]["answers"][0] == {
        "key": "price_small", "question": "Price of a first year for 100 students, in dollars", "answer": "$1,250.50",
    }  # fmt: skip
    assert by_key["commitments"]["rows"][0][0] == "Third graders read at grade level."
    assert by_key["description"]["criteria"] == ["learning_model", "design"]


def test_the_review_reads_each_finding_and_the_reasons_and_the_hash_covers_them():
    finding = make_finding()
    make_rationale(model=finding.study.model)
    application = make_application(state="under_review", model=finding.study.model)
    frozen = json.loads(application.canonical_text)["evidence"]
    assert frozen["studies"][0]["findings"][0]["measure"] == finding.measure.name
    [evidence] = [one for one in application.subject.content["sections"] if one["key"] == "evidence"]
    [[study, result, _, rating, claimed]] = evidence["rows"]
    assert len(evidence["heads"]) == 5
    assert claimed == "Nothing claimed"
    said = dict(map(tuple, evidence["facts"]))
    assert said["Significant losses"] == "None"
    assert any(name.startswith("Studied in ") for name in said)
    assert study == f"{finding.study.label}: randomized, run by: independent"
    assert "standard deviations higher" in result
    assert rating == "Meets standards fully"
    assert evidence["answers"][-1]["question"] == "The study that is planned"


def test_the_review_stands_on_the_evidence_as_it_was_sent():
    model = make_finding().study.model
    application = make_application(state="screening", model=model)
    sent = json.loads(application.canonical_text)["evidence_read"]
    make_finding(study=make_study(model=model, label="Later, 2027", at=SCREENED), at=SCREENED)
    services.pass_screening(
        application=application, checked=[item.key for item in CHECKLIST], actor=officer(), at=SCREENED
    )
    content = Application.objects.get().subject.content
    assert content["evidence_carries"] == sent["carries"]
    [evidence] = [one for one in content["sections"] if one["key"] == "evidence"]
    assert (evidence["facts"], evidence["rows"]) == (sent["facts"], sent["rows"])
    assert len(evidence["rows"]) == 1


def test_evidence_entered_after_the_review_opened_does_not_raise_the_tier():
    subject = make_application(state="consensus", tier="effective").subject
    record_scores(subject)
    agree(subject)
    subject = ReviewSubject.objects.get(pk=subject.pk)
    make_finding(study=make_study(model=subject.model, at=SCREENED), at=SCREENED)
    assert assess(model=subject.model).tier != "early_stage"
    assert ceiling_of(subject=subject, at=SCREENED).tier == "early_stage"


def test_withdrawing_ends_the_review():
    application = make_application(state="under_review")
    services.withdraw_application(application=application, actor=owner_of(application), at=SCREENED)
    application.subject.refresh_from_db()
    assert application.subject.is_closed


def test_a_draft_is_thrown_away_and_what_was_sent_is_not():
    application = make_application()
    services.discard_draft(application=application, actor=owner_of(application), at=AT)
    assert not Application.objects.exists()
    sent = make_application(state="submitted")
    with pytest.raises(Refused, match="withdrawn, not thrown away"):
        services.discard_draft(application=sent, actor=owner_of(sent), at=AT)


def test_sending_twice_says_that_it_is_sent_already():
    application = make_application(state="submitted")
    with pytest.raises(IllegalMove, match="is “Sent” already"):
        services.submit_application(application=application, actor=owner_of(application), at=SENT)
