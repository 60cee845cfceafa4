"""Outcome reports for tests, written, sent, checked and published by their people."""

import datetime

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.outcomes import services
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.publishing import publish_report
from tests.factories.memory import lived_once
from tests.factories.pilots import LAST_DAY, buyer_of, make_pilot, provider_of

SENT = LAST_DAY + datetime.timedelta(days=3)
CHECKED = SENT + datetime.timedelta(days=2)
AFTER_REPLY = SENT + datetime.timedelta(days=30)

SETUP = {
    "treatment_assigned": "130", "comparison_assigned": "134", "assigned_by": "student", "is_adjusted": "no",
}  # fmt: skip
GOOD = {
    "treatment_n": "116", "treatment_mean": "412.5", "treatment_sd": "38", "comparison_n": "118",
    "comparison_mean": "401", "comparison_sd": "38", "treatment_before_mean": "380", "treatment_before_sd": "36",
    "comparison_before_mean": "380.5", "comparison_before_sd": "36",
}  # fmt: skip
GROUPS = {
    "treatment_english_learner_n": "7", "treatment_english_learner_mean": "391", "treatment_english_learner_sd": "31",
    "treatment_low_income_n": "61", "treatment_low_income_mean": "405", "treatment_low_income_sd": "36",
    "comparison_low_income_n": "60", "comparison_low_income_mean": "399", "comparison_low_income_sd": "37",
}  # fmt: skip
CONTEXT = {"changes": "Cedar Street moved to mornings.", "limits": "One school had two aides."}
ANSWERS = {"setup": SETUP, "m1": GOOD, "m1-groups": GROUPS, "context": CONTEXT}


def officer():
    """A program officer of the department."""
    from tests.factories.organizations import make_agency_person

    return people_with(the_agency(), Role.PROGRAM_OFFICER).first() or make_agency_person()


def save(report, key, answers, *, edition=None, actor=None, at=LAST_DAY):
    """Save one part as the district's buyer; the edition is the current one unless given."""
    if edition is None:
        row = report.parts.filter(key=key).first()
        edition = row.edition if row else 0
    actor = actor or buyer_of(report.pilot)
    return services.save_part(report=report, key=key, answers=answers, edition=edition, actor=actor, at=at)


def fill(report, **changes):
    """Every part answered; `m1={...}` changes answers of a part."""
    for key, answers in ANSWERS.items():
        save(report, key, {**answers, **changes.get(key.replace("-", "_"), {})})
    return OutcomeReport.objects.get(pk=report.pk)


def send(report, *, at=SENT):
    return services.submit_report(report=report, actor=buyer_of(report.pilot), at=at)


@lived_once
def make_report(*, state="due", pilot=None, **changes):
    """A report in the state asked for, of a pilot whose teaching has ended."""
    pilot = pilot or make_pilot(state="completed")
    report = OutcomeReport.objects.select_related("pilot").get(pilot=pilot)
    if state == "due":
        return report
    report = fill(report, **changes)
    if state == "draft":
        return report
    report = send(report)
    if state == "returned":
        return services.return_report(report=report, reason="One school is missing.", actor=officer(), at=CHECKED)
    if state in ("verified", "published"):
        report = services.verify_report(report=report, actor=officer(), at=CHECKED)
    if state == "published":
        report = publish(reply(report))
    return report


def reply(report, *, text="Our texts came late.", at=CHECKED, actor=None):
    return services.reply_to_report(report=report, text=text, actor=actor or provider_of(report.pilot), at=at)


def publish(report, *, at=AFTER_REPLY):
    return publish_report(report=report, actor=officer(), at=at)
