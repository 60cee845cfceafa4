"""The pages of outcomes: written by the district, replied to, checked, read by everyone without a small number."""

import json
import re

import pytest

from procurement.outcomes.models import OutcomeReport, ReportPart
from tests.factories.organizations import make_district, owner_of
from tests.factories.outcomes import GOOD, make_report, officer
from tests.factories.pilots import buyer_of, provider_of
from tests.procurement.pilots.test_pages import demo_sign_in, get, post, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_sign_in")]
__all__ = ["demo_sign_in"]


def test_the_district_writes_part_by_part():
    report = make_report()
    ref, buyer, provider = report.reference, buyer_of(report.pilot), provider_of(report.pilot)
    assert "Not started" in text(get(buyer, "outcomes:report", ref))
    for stranger in (provider, officer(), owner_of(make_district())):
        assert get(stranger, "outcomes:report", ref).status_code == 404
    page = text(get(buyer, "outcomes:part", ref, "m1"))
    assert "State reading test" in page
    assert "With the model: students tested</label>" in page, "what sending needs is not called optional"
    assert get(buyer, "outcomes:part", ref, "m7").status_code == 404

    typed = {**GOOD, "treatment_n": "many", "edition": "0"}
    page = text(post(buyer, "outcomes:part", ref, "m1", **typed))
    assert "Enter a number such as" in page
    assert 'value="many"' in page
    assert ReportPart.objects.get(report=report, key="m1").answers["treatment_n"] == "many"

    page = text(post(buyer, "outcomes:part", ref, "m1", **{**typed, "treatment_mean": "412,5", "edition": "1"}))
    assert "You entered “412,5”." in page

    stale = text(post(buyer, "outcomes:part", ref, "m1", **{**typed, "treatment_n": "115"}))
    assert "saved this part" in stale
    assert 'value="115"' in stale
    assert ReportPart.objects.get(report=report, key="m1").answers["treatment_n"] == "many"

    grid = text(get(buyer, "outcomes:part", ref, "m1-groups"))
    assert "English learners" in grid
    rows = "\n".join(f"10{n}4477,Ana Lopez {n},3,20{n}" for n in range(10, 20))
    page = text(post(buyer, "outcomes:part", ref, "context", changes=rows, edition="0"))
    assert "totals only" in page
    assert not ReportPart.objects.filter(report=report, key="context").exists()
    assert "Not ready to send" in text(get(buyer, "outcomes:check", ref))


def test_a_report_that_is_not_complete_says_what_is_missing():
    report = make_report()
    OutcomeReport.objects.filter(pk=report.pk).update(state="draft")
    report.pilot.state = "completed"
    report.pilot.save(update_fields=["state"])
    answer = post(buyer_of(report.pilot), "outcomes:submit", report.reference)
    assert answer.status_code == 409
    assert "What happened: is not complete." in answer.content.decode()


def test_from_sent_to_public():
    report = make_report(state="submitted")
    ref, buyer, provider = report.reference, buyer_of(report.pilot), provider_of(report.pilot)
    seen = text(get(provider, "outcomes:report", ref))
    assert "hidden to protect children" in seen
    assert "391" not in seen
    assert "391" not in text(get(provider, "outcomes:reply", ref))
    check = text(get(officer(), "outcomes:agency_detail", ref))
    assert "391" in check
    assert report.pilot.model.name in text(get(officer(), "outcomes:agency_list"))
    assert get(provider, "outcomes:agency_detail", ref).status_code == 404
    assert get(None, "outcomes:public", ref).status_code == 404
    assert post(buyer, "outcomes:verify", ref).status_code == 404
    assert post(officer(), "outcomes:verify", ref).status_code == 302
    assert OutcomeReport.objects.get(pk=report.pk).state == "verified"


def test_everyone_reads_the_frozen_bytes_and_no_small_number():
    report = make_report(state="published")
    page = text(get(None, "outcomes:public", report.reference))
    assert "The rule says expand" in page
    assert "hidden to protect children" in page
    assert "Our texts came late." in page
    assert "391" not in re.sub(r"[0-9a-f]{64}", "", page)
    answer = get(None, "outcomes:json", report.reference)
    assert answer.content.decode() == report.canonical_text
    assert json.loads(answer.content)["verdict"]["outcome"] == "expand"
    assert "What came of it" in text(get(None, "pilots:summary", report.pilot.reference))


def test_the_published_outcome_leads_to_model_provider_and_district(client):
    report = make_report(state="published")
    page = client.get(f"/outcomes/{report.reference}/").content.decode()
    pilot = report.pilot
    for path in (
        f"/models/{pilot.provider.slug}/{pilot.model.slug}/",
        f"/providers/{pilot.provider.slug}/",
        f"/districts/{pilot.buyer.district.slug}/",
    ):
        assert f'href="{path}"' in page
    assert "Fingerprint (sha256) of this outcome" in page
