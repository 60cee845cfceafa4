"""Outcome reports: exactly what the contract fixed, totals only, checked by others, frozen when public."""

import datetime
import json
import re

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.evidence.models import Finding
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Role
from procurement.outcomes import services
from procurement.outcomes.models import OutcomeReport, ReportPart, Result
from procurement.outcomes.publishing import publish_report
from procurement.outcomes.queries import visible_to
from tests.factories.organizations import make_agency_person, make_member
from tests.factories.outcomes import (
    AFTER_REPLY,
    CHECKED,
    CONTEXT,
    GOOD,
    SENT,
    SETUP,
    fill,
    make_report,
    officer,
    publish,
    reply,
    save,
    send,
)
from tests.factories.pilots import LAST_DAY, buyer_of, make_pilot, provider_of

pytestmark = pytest.mark.django_db


def test_starting_the_pilot_asks_for_the_report_of_the_contract():
    pilot = make_pilot(state="active")
    report = pilot.outcome_report
    assert report.due_at.date() == pilot.ends_on + datetime.timedelta(days=45)
    assert services.open_report(pilot=pilot, at=LAST_DAY) == report
    assert services.open_owed_reports(at=LAST_DAY) == []


def test_the_report_is_due_when_the_contract_says():
    pilot = make_pilot(state="active")
    clause = next(one for one in pilot.terms["clauses"] if one["key"] == "reporting")
    clause["parameters"] = {"outcome_days": 30}
    assert services.report_day(pilot) == pilot.ends_on + datetime.timedelta(days=30)


def test_what_is_typed_is_kept_even_where_it_is_wrong():
    report = make_report()
    row = save(report, "m1", {**GOOD, "treatment_n": "many"})
    assert row.answers["treatment_n"] == "many"
    assert OutcomeReport.objects.get(pk=report.pk).state == "draft"


def test_a_stale_page_says_who_saved_meanwhile():
    report = make_report(state="draft")
    colleague = make_member(report.pilot.buyer, Role.BUYER, name="Rosa Imhoff")
    save(report, "setup", {**SETUP, "treatment_assigned": "140"}, actor=colleague)
    with pytest.raises(Stale, match="Rosa Imhoff saved this part at"):
        save(report, "setup", SETUP, edition=1)
    assert ReportPart.objects.get(report=report, key="setup").answers["treatment_assigned"] == "140"


def test_saving_the_same_twice_is_one_save():
    report = make_report(state="draft")
    before = AuditEvent.objects.count()
    assert save(report, "setup", SETUP).edition == 1
    assert AuditEvent.objects.count() == before


def test_the_report_asks_nothing_that_the_contract_does_not():
    with pytest.raises(Refused, match="no such part"):
        save(make_report(), "m2", {})


def test_a_list_of_children_is_not_even_kept_as_a_draft():
    report = make_report()
    rows = "\n".join(f"10{n}4477,Ana Lopez {n},3,20{n}" for n in range(10, 20))
    with pytest.raises(ValidationError) as refused:
        save(report, "context", {**CONTEXT, "changes": rows})
    assert "totals only" in refused.value.message_dict["changes"][0]
    assert not ReportPart.objects.exists()


def test_sending_freezes_the_totals():
    report = make_report(state="submitted")
    whole = Result.objects.get(report=report, arm="treatment", group="all")
    assert (whole.n, str(whole.mean)) == (116, "412.500000")
    assert report.reply_until > SENT
    with pytest.raises(Refused, match="being checked"):
        save(report, "m1", GOOD)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"m1": {"treatment_n": ""}}, "Results on State reading test: is not complete"),
        ({"m1": {"treatment_n": "131"}}, "Results on State reading test: needs a change"),
        ({"m1": {"treatment_sd": "-1"}}, "Results on State reading test: needs a change"),
        ({"setup": {"treatment_assigned": "12.5"}}, "Who took part: needs a change"),
        ({"setup": {"assigned_by": "classroom"}}, "Who took part: is not complete"),
        ({"m1_groups": {"treatment_low_income_n": "117"}}, "Groups on State reading test: needs a change"),
        ({"context": {"changes": ""}}, "What happened: is not complete"),
    ],
)
def test_what_does_not_add_up_is_not_sent(changes, says):
    report = make_report(state="draft", **changes)
    with pytest.raises(ValidationError) as refused:
        send(report)
    assert refused.value.messages == [f"{says}."]
    assert not Result.objects.exists()


def test_nothing_is_sent_while_teaching_goes_on():
    pilot = make_pilot(state="active")
    report = fill(pilot.outcome_report)
    with pytest.raises(Refused, match="teaching has ended"):
        send(report)


def test_a_draft_is_the_districts_alone():
    report = make_report(state="draft")
    for person in (provider_of(report.pilot), officer()):
        assert report not in visible_to(person)
        with pytest.raises(NotVisible):
            save(report, "setup", SETUP, actor=person)
    viewer = make_member(report.pilot.buyer, Role.VIEWER)
    assert report in visible_to(viewer)
    with pytest.raises(NotAllowed):
        save(report, "setup", SETUP, actor=viewer)


def test_the_provider_replies_once_in_its_time():
    report = reply(make_report(state="submitted"))
    assert report.reply == "Our texts came late."
    with pytest.raises(Refused, match="stands"):
        reply(report)
    late = make_report(state="submitted")
    with pytest.raises(Refused, match="time to reply ended"):
        reply(late, at=AFTER_REPLY)
    with pytest.raises(ValidationError):
        reply(late, text=" ")
    with pytest.raises(NotVisible):
        reply(late, actor=buyer_of(late.pilot))


def test_the_department_checks_or_returns_with_a_reason():
    report = make_report(state="submitted")
    with pytest.raises(ValidationError):
        services.return_report(report=report, reason=" ", actor=officer(), at=CHECKED)
    with pytest.raises(NotAllowed):
        services.verify_report(report=report, actor=make_agency_person(Role.AUDITOR), at=CHECKED)
    with pytest.raises(NotVisible):
        services.verify_report(report=report, actor=buyer_of(report.pilot), at=CHECKED)
    returned = services.return_report(report=report, reason="One school is missing.", actor=officer(), at=CHECKED)
    assert Notification.objects.filter(person=buyer_of(report.pilot), subject__contains="came back").exists()
    assert send(returned, at=AFTER_REPLY).state == "submitted"


def test_the_verified_verdict_is_written_down_into_the_pilot():
    report = make_report(state="verified")
    assert report.verdict == "expand"
    report.pilot.refresh_from_db()
    assert report.pilot.meets_rule


def test_a_flat_result_extends_and_a_worse_one_stops():
    flat = make_report(state="verified", m1={"treatment_mean": "401.5"})
    worse = make_report(state="verified", m1={"treatment_mean": "380"})
    assert (flat.verdict, worse.verdict) == ("extend", "stop")


def test_nothing_is_published_while_the_provider_may_reply():
    report = make_report(state="verified")
    with pytest.raises(Refused, match="may still reply"):
        publish(report, at=CHECKED)
    assert publish(report, at=AFTER_REPLY).state == "published"


def test_what_is_published_is_frozen_and_hashed():
    report = make_report(state="published")
    assert report.sha256 == sha256_of(report.canonical_text)
    assert canonical_json(report.published) == report.canonical_text
    again = OutcomeReport.objects.get(pk=report.pk)
    again.reply = "Something else."
    with pytest.raises(TypeError, match="never written again"):
        again.save()
    with pytest.raises(IllegalMove):
        publish_report(report=report, actor=officer(), at=AFTER_REPLY)


def test_small_numbers_are_nowhere_in_what_is_published():
    report = make_report(state="published")
    learners = next(row for row in report.published["measures"][0]["groups"] if row["group"] == "english_learner")
    assert learners["arms"]["treatment"]["n"] == {"value": None, "reason": "n_lt_min"}
    hidden = re.compile(r"(?<![0-9a-f])391(?![0-9a-f])")
    assert not hidden.search(report.canonical_text)
    for event in AuditEvent.objects.all():
        assert not hidden.search(json.dumps(event.payload))


def test_the_published_result_becomes_a_finding_of_the_model():
    report = make_report(state="published")
    finding = Finding.objects.get(study__model=report.pilot.model)
    assert (finding.n_i, finding.n_c, str(finding.mean_i)) == (116, 118, "412.50000000")
    assert finding.study.source == "pilot"
    assert finding.study.districts == [report.pilot.buyer.name]
    assert finding.grade_band == "K-3"


def test_hidden_numbers_become_no_finding():
    report = make_report(
        state="published",
        setup={"treatment_assigned": "9", "comparison_assigned": "9"},
        m1={"treatment_n": "8", "comparison_n": "8"},
        m1_groups={"treatment_english_learner_n": "2", "treatment_low_income_n": "3", "comparison_low_income_n": "4"},
    )
    assert report.verdict == "expand"
    assert not Finding.objects.filter(study__model=report.pilot.model).exists()
    assert report.published["measures"][0]["effect"]["value"] is None


def test_both_sides_hear_that_it_is_public():
    report = make_report(state="published")
    told = set(Notification.objects.filter(subject__contains="is public").values_list("person", flat=True))
    assert {buyer_of(report.pilot).pk, provider_of(report.pilot).pk} <= told


def test_a_pilot_that_ended_early_owes_no_report():
    report = make_pilot(state="terminated").outcome_report
    with pytest.raises(Refused, match="ended early"):
        save(report, "setup", SETUP)
