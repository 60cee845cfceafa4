"""Case work: reminders once a day, messages to providers, and one act on several applications."""

import re
from datetime import timedelta
from html import unescape
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail, Notification
from marketplace.organizations.models import Role
from marketplace.organizations.services import change_facts
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Application
from procurement.casework import acts, services
from procurement.casework.models import Batch, CaseMessage, Reminder
from procurement.casework.queries import cases_for, rows_of
from procurement.designations.models import Determination
from procurement.designations.services import recommend, revise_recommendation
from procurement.reviews.proposing import ask_panels
from tests.factories.applications import SENT, make_application, owner_of
from tests.factories.organizations import make_provider, make_reviewer
from tests.factories.reviews import AGREED, ASKED, agree, ask, lead, record_scores, score_all
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
LATER = AGREED + timedelta(days=60)
LOOKED_AT = {"checked": [item.key for item in CHECKLIST], "sections": ["model"]}


def prepare(act, *applications, reason="For good reason.", actor=None, at=ASKED, common=LOOKED_AT):
    return services.prepare_batch(
        act=act, applications=applications, reason=reason, common=common, actor=actor or officer(), at=at
    )


def run(batch, *, at=ASKED, actor=None):
    actor = actor or officer()
    services.keep_reasons(batch=batch, reasons={}, actor=actor, at=at)
    return acts.run_batch(batch=batch, actor=actor, at=at)


def states(batch):
    return [row.state for row in batch.rows.all()]


def test_whose_turn_it_is_late_ones_first():
    waiting = make_application(state="submitted")
    missing = make_application(state="cure_requested", asked=waiting.round)
    found = cases_for(officer(), at=LATER)
    assert [(case.application, case.is_late) for case in found] == [(waiting, True), (missing, True)]
    assert [case.turn.who for case in found] == ["Program officers", str(missing.provider)]


def test_a_reminder_goes_to_whoever_waits_and_once_a_day():
    application = make_application(state="under_review")
    reviewers = [make_reviewer(name=f"Reader {n}") for n in range(3)]
    for person in reviewers:
        ask(application.subject, reviewer=person)
    from procurement.reviews.services import name_lead

    name_lead(subject=application.subject, lead=lead(), actor=officer(), at=ASKED)
    application.refresh_from_db()
    services.remind(application=application, actor=officer(), at=LATER)
    told = Notification.objects.filter(subject__contains="your review is waiting")
    assert {row.person for row in told} == set(reviewers)
    assert not any(application.model.name in row.subject for row in told)
    with pytest.raises(Refused, match="today already"):
        services.remind(application=application, actor=officer(), at=LATER)
    services.remind(application=application, actor=officer(), at=LATER + timedelta(days=1))
    assert Reminder.objects.count() == 2


def test_a_message_is_read_in_the_portal_only(client):
    application = make_application(state="submitted")
    services.write_to_provider(application=application, text="UNMISTAKABLE words", actor=officer(), at=ASKED)
    assert Notification.objects.filter(person=owner_of(application), subject__contains="wrote to you").exists()
    assert not any("UNMISTAKABLE" in f"{mail.subject}{mail.lines}" for mail in Mail.objects.all())
    page = f"/desk/messages/{application.reference}/"
    client.force_login(owner_of(application))
    assert "UNMISTAKABLE" in client.get(page).content.decode()
    client.force_login(owner_of(make_application(state="draft", provider=make_provider())))
    assert client.get(page).status_code == 404
    with pytest.raises(NotVisible):
        services.write_to_provider(application=application, text="x", actor=owner_of(application), at=ASKED)


def test_each_application_is_done_for_itself_and_only_the_failed_are_tried_again():
    fine = make_application(state="submitted")
    unpaid = make_application(state="submitted", fee="due", asked=fine.round)
    batch = prepare("screen", fine, unpaid)
    assert run(batch) == (1, 1)
    assert states(batch) == ["done", "failed"]
    assert "fee" in batch.rows.last().failure
    assert [Application.objects.get(pk=each.pk).state for each in (fine, unpaid)] == ["under_review", "submitted"]
    from tests.factories.payments import pay

    pay(unpaid.fee, at=SENT)
    assert run(batch) == (1, 0)
    assert states(batch) == ["done", "done"]
    assert AuditEvent.objects.filter(name="application.pass_screening").count() == 2
    assert run(batch) == (0, 0)


def test_conflicts_and_roles_count_for_each_application():
    person = officer()
    tied = make_application(state="submitted")
    change_facts(organization=tied.provider, tied_people=[person.email], actor=owner_of(tied), at=ASKED)
    batch = prepare("message", tied, make_application(state="submitted", asked=tied.round))
    assert run(batch) == (1, 1)
    assert "named by" in batch.rows.first().failure
    with pytest.raises(NotVisible):
        services.keep_reasons(batch=batch, reasons={}, actor=officer(Role.DETERMINER, name="Det"), at=ASKED)
    with pytest.raises(NotAllowed):
        prepare("message", tied, actor=officer(Role.AUDITOR, name="Aud"))


def test_what_is_missing_is_asked_with_each_ones_own_words():
    one = make_application(state="submitted")
    two = make_application(state="screening", asked=one.round)
    batch = prepare("cure", one, two, reason="The day is not described.")
    _, second = batch.rows.all()
    services.keep_reasons(
        batch=batch, reasons={second.pk: "Name the schools.\nAnd the days."}, actor=officer(), at=ASKED
    )
    assert acts.run_batch(batch=batch, actor=officer(), at=ASKED) == (2, 0)
    assert one.cures.get().items == ["The day is not described."]
    assert two.cures.get().items == ["Name the schools.", "And the days."]


def test_panels_are_asked_as_proposed_or_nobody_is():
    one = make_application(state="under_review")
    lead()
    batch = prepare("assign", one)
    assert run(batch) == (1, 0) or "free" in batch.rows.get().failure
    people = [make_reviewer(name=f"Reader {n}") for n in range(3)]
    two = make_application(state="under_review", asked=one.round)
    batch = prepare("assign", two)
    assert run(batch) == (1, 0)
    panel = Application.objects.get(pk=two.pk).subject.panel
    assert ({row.reviewer for row in panel.assignments.all()}, panel.lead) == (set(people), lead())


def test_a_panel_that_would_leave_nobody_to_decide_fails_alone_and_keeps_no_other_from_being_asked():
    people = [make_reviewer(name=f"Reader {n}") for n in range(6)]
    lead()
    tied, free = (make_application(state="under_review") for _ in range(2))
    determiner = officer(Role.DETERMINER, name="Samuel Whitcombe")
    determiner.employer = tied.provider.name
    determiner.save()
    batch = prepare("assign", tied, free)
    assert run(batch) == (1, 1)
    assert states(batch) == ["failed", "done"]
    assert "Nobody would be left to decide on the tier" in batch.rows.first().failure
    assert not Application.objects.get(pk=tied.pk).subject.panel.assignments.exists()
    asked, failures = ask_panels(rows=[(tied.subject, lead(), people)], actor=officer(), at=ASKED)
    assert asked == 0
    assert "Nobody would be left" in failures[0].words


def test_decisions_are_taken_as_recommended_by_somebody_else():
    application = make_application(state="under_review")
    score_all(application.subject)
    record_scores(application.subject)
    agree(application.subject)
    subject = type(application.subject).objects.get()
    recommend(
        subject=subject, tier="early_stage", note="It is sound.", scope=[tuple(row) for row in subject.scope],
        actor=officer(), at=AGREED,
    )  # fmt: skip
    determiner = officer(Role.DETERMINER, name="Samuel Whitcombe")
    batch = prepare("determine", application, reason="", actor=determiner)
    assert run(batch, actor=determiner, at=AGREED) == (0, 1)
    services.keep_reasons(batch=batch, reasons={batch.rows.get().pk: "The panel agreed."}, actor=determiner, at=AGREED)
    assert acts.run_batch(batch=batch, actor=determiner, at=AGREED) == (1, 0)
    assert Determination.objects.get().state == "issued"
    assert AuditEvent.objects.filter(name="determination.issue").count() == 1


def test_too_many_none_or_an_unknown_act_is_refused():
    application = make_application(state="submitted")
    with pytest.raises(ValidationError, match="at least one"):
        prepare("screen")
    with pytest.raises(ValidationError, match="at most 100"):
        prepare("screen", *[application] * 101)
    with pytest.raises(ValidationError, match="Choose one of"):
        prepare("dance", application)
    assert not Batch.objects.exists()


def test_a_batch_is_prepared_looked_over_and_done_by_hand(client):
    application = make_application(state="submitted")
    client.force_login(officer())
    listed = client.get("/agency/applications/?state=submitted").content.decode()
    assert "/agency/casework/batches/new/?state=submitted" in listed
    made = client.post(
        "/agency/casework/batches/new/?state=submitted",
        {"act": "message", "reason": "All is well.", "chosen": [str(application.pk)]},
    )
    assert "All is well." in client.get(made.url).content.decode()
    row = Batch.objects.get().rows.get()
    client.post(made.url, {f"reason-{row.pk}": "All is very well."})
    assert CaseMessage.objects.get().text == "All is very well."
    client.post(made.url, {f"reason-{row.pk}": "Twice."})
    assert CaseMessage.objects.count() == 1
    assert client.post("/agency/casework/batches/new/", {"act": "message"}).status_code == 422


def test_the_monday_page_reminds_with_one_click(client):
    application = make_application(state="cure_requested")
    client.force_login(officer())
    page = client.get("/agency/casework/").content.decode()
    assert application.reference in page
    client.post(f"/agency/applications/{application.reference}/remind/")
    assert Reminder.objects.count() == 1
    assert "Sent today" in client.get("/agency/casework/").content.decode()
    assert client.post(f"/agency/applications/{application.reference}/remind/").status_code == 409


def recommended_application():
    application = make_application(state="under_review")
    score_all(application.subject)
    record_scores(application.subject)
    agree(application.subject)
    subject = type(application.subject).objects.get()
    scope = [tuple(row) for row in subject.scope]
    made = recommend(subject=subject, tier="early_stage", note="It is sound.", scope=scope, actor=officer(), at=AGREED)
    return application, made


def test_no_decision_of_a_batch_is_another_than_the_one_that_was_shown(client):
    application, made = recommended_application()
    determiner = officer(Role.DETERMINER, name="Samuel Whitcombe")
    batch = prepare("determine", application, reason="The panel agreed.", actor=determiner)
    client.force_login(determiner)
    address = f"/agency/casework/batches/{batch.reference}/"
    page = client.get(address).content.decode()
    assert "Early stage" in page
    assert f"/agency/decisions/{made.reference}/" in page
    key = batch.rows.get().pk
    seen = unescape(re.search(rf'name="seen-{key}" value="([^"]*)"', page)[1])
    revise_recommendation(
        determination=made, tier="", note="It is not.", conditions="", scope=(), actor=officer(), at=AGREED
    )
    page = client.post(address, {f"seen-{key}": seen}, follow=True).content.decode()
    assert "now “no tier”" in page
    made.refresh_from_db()
    assert made.state == "recommended"
    seen = unescape(re.search(rf'name="seen-{key}" value="([^"]*)"', page)[1])
    client.post(address, {f"seen-{key}": seen})
    made.refresh_from_db()
    assert (made.state, made.tier) == ("issued", "")


def test_a_batch_of_decisions_says_beforehand_who_cannot_decide(client):
    application, made = recommended_application()
    batch = prepare("determine", application)
    client.force_login(officer())
    page = client.get(f"/agency/casework/batches/{batch.reference}/").content.decode()
    assert "Will not be done" in page
    assert "determiner" in page
    person = officer(Role.DETERMINER, name="Samuel Whitcombe")
    batch = prepare("determine", application, actor=person)
    change_facts(organization=application.provider, tied_people=[person.email], actor=owner_of(application), at=ASKED)
    client.force_login(person)
    page = client.get(f"/agency/casework/batches/{batch.reference}/").content.decode()
    assert "named by" in page
    assert "Early stage" not in page
    assert made.reference not in page


def test_what_is_too_long_for_a_row_is_kept_and_said(client):
    application = make_application(state="submitted")
    batch = prepare("message", application)
    client.force_login(officer())
    key, words = batch.rows.get().pk, "word " * 1000
    page = client.post(f"/agency/casework/batches/{batch.reference}/", {f"reason-{key}": f"{words}\0"}, follow=True)
    assert "at most 4,000 characters; these are 4,999" in page.content.decode()
    assert batch.rows.get().reason == words.strip()
    assert not CaseMessage.objects.exists()


def test_a_second_click_on_a_batch_says_nothing_wrong():
    batch = prepare("message", make_application(state="submitted"))
    stale = Batch.objects.get(pk=batch.pk)
    with patch.object(acts, "rows_of", return_value=rows_of(stale)):
        assert run(batch) == (1, 0)
        assert run(stale) == (0, 0)
    assert CaseMessage.objects.count() == 1


def test_pages_of_case_work_lead_nobody_to_a_refusal(client):
    application = make_application(state="submitted")
    client.force_login(officer(Role.AUDITOR, name="Aud"))
    assert "/agency/casework/batches/new/" not in client.get("/agency/applications/").content.decode()
    page = client.get(f"/desk/messages/{application.reference}/").content.decode()
    assert f"/agency/applications/{application.reference}/" in page
    assert "/desk/applications/" not in page


def test_what_is_over_is_not_ticked_beforehand(client):
    running = make_application(state="submitted")
    over = make_application(state="withdrawn", asked=running.round)
    client.force_login(officer())
    address = "/agency/casework/batches/new/"
    assert client.get(address).context["form"]["chosen"].value() == [str(running.pk)]
    assert client.get(f"{address}?state=withdrawn").context["form"]["chosen"].value() == [str(over.pk)]
