"""Evidence as providers enter it and read it, and the public registry of measures."""

import pytest
from django.urls import reverse

from marketplace.evidence.models import Baseline, Finding, Measure, Study
from tests.factories.evidence import make_finding, make_measure, make_rationale, make_study
from tests.factories.organizations import make_agency_person, make_member
from tests.factories.people import make_person
from tests.factories.products import author_of, make_model

pytestmark = pytest.mark.django_db

STUDY = {
    "label": "Okoro, 2024",
    "design": "rct",
    "assigned_by": "student",
    "boundary": "cautious",
    "year": "2024",
    "school_count": "4",
    "districts": "Millbrook Valley\nFells Grove\n",
    "funders": "Meridian Foundation",
}
NUMBERS = {
    "assigned_i": "205",
    "assigned_c": "205",
    "n_i": "200",
    "n_c": "200",
    "mean_i": "215",
    "mean_c": "211",
    "sd_i": "14",
    "sd_c": "15",
    "pre_mean_i": "202.2",
    "pre_mean_c": "202",
    "pre_sd_i": "13",
    "pre_sd_c": "13.5",
    "domain": "general literacy",
}


def signed_in(client, model):
    client.force_login(author_of(model.provider))
    return client


def page(name, *args):
    return reverse(f"evidence:{name}", args=args)


def test_a_study_from_nothing_to_its_result(client):
    model, measure = make_model(), make_measure()
    signed_in(client, model)
    answer = client.post(page("study_create", model.slug), STUDY)
    study = Study.objects.get()
    assert answer.url == page("authors", study.pk)
    assert study.districts == ["Millbrook Valley", "Fells Grove"]
    answer = client.post(answer.url, {"name": "A. Okoro", "employer": "Fells University"})
    assert "Independent" in client.get(answer.url).content.decode()
    answer = client.post(page("finding_create", study.pk), {**NUMBERS, "measure": measure.pk})
    shown = client.get(answer.url).content.decode()
    assert "The model group scored 0.28 standard deviations higher" in shown
    assert "Meets standards fully" in shown
    shown = client.get(page("list", model.slug)).content.decode()
    assert "Why effective" not in shown, "the provider's page says conditions, not the public reasons"
    assert shown.count("Nothing stands against it.") >= 1
    assert "Effective: " in shown


def test_wrong_numbers_stay_with_what_would_be_accepted(client):
    study, measure = make_study(), make_measure()
    signed_in(client, study.model)
    sent = {**NUMBERS, "measure": measure.pk, "n_i": "118", "assigned_i": "96", "sd_c": "0", "mean_i": "many"}
    shown = client.post(page("finding_create", study.pk), sent).content.decode()
    assert "Enter a number" in shown
    sent["mean_i"] = "215"
    shown = client.post(page("finding_create", study.pk), sent).content.decode()
    assert "You entered 118, but only 96 were assigned. Enter 96 or fewer" in shown
    assert "Students analyzed, model group" in shown
    assert "You entered 0. Enter a number above 0" in shown
    assert 'value="118"' in shown
    assert not Finding.objects.exists()


def test_shares_are_entered_in_percent(client):
    study, measure = make_study(), make_measure()
    signed_in(client, study.model)
    assert (
        "Share of students, in percent"
        in client.get(page("finding_create", study.pk) + "?kind=binary").content.decode()
    )
    sent = {
        "measure": measure.pk,
        "domain": "general literacy",
        "n_i": "200",
        "n_c": "200",
        "share_i": "78",
        "share_c": "70",
    }
    client.post(page("finding_create", study.pk) + "?kind=binary", sent)
    finding = Finding.objects.get()
    assert (float(finding.share_i), finding.statistic) == (0.78, "binary")
    assert 'value="78"' in client.get(page("finding_edit", finding.pk)).content.decode()


def test_a_finding_is_changed_and_its_result_follows(client):
    finding = make_finding()
    signed_in(client, finding.study.model)
    finding.refresh_from_db()
    form = client.get(page("finding_edit", finding.pk)).content.decode()
    assert 'value="215"' in form
    sent = {**NUMBERS, "measure": finding.measure_id, "edition": finding.edition, "mean_i": "211.2"}
    answer = client.post(page("finding_edit", finding.pk), sent)
    assert "could be chance" in client.get(answer.url).content.decode()


def test_a_stale_finding_says_so_and_keeps_what_was_typed(client):
    finding = make_finding()
    signed_in(client, finding.study.model)
    sent = {**NUMBERS, "measure": finding.measure_id, "edition": finding.edition}
    client.post(page("finding_edit", finding.pk), {**sent, "mean_i": "212"})
    shown = client.post(page("finding_edit", finding.pk), {**sent, "mean_i": "213"}).content.decode()
    assert "while you had this page open" in shown
    assert 'value="213"' in shown
    finding.refresh_from_db()
    assert finding.mean_i == 212


def test_study_and_finding_are_removed_after_a_second_look(client):
    finding = make_finding()
    study = finding.study
    signed_in(client, study.model)
    client.get(page("finding_remove", finding.pk))
    assert Finding.objects.exists()
    client.post(page("finding_remove", finding.pk))
    assert not Finding.objects.exists()
    client.post(page("study_remove", study.pk))
    assert not Study.objects.exists()


def test_starting_measures_by_page(client):
    finding = make_finding()
    signed_in(client, finding.study.model)
    client.post(page("baselines", finding.pk), {"name": "Girls", "share_i": "48", "share_c": "51"})
    baseline = Baseline.objects.get()
    assert "48%" in client.get(page("baselines", finding.pk)).content.decode()
    client.post(page("baseline_remove", finding.pk, baseline.pk))
    assert not Baseline.objects.exists()


def test_authors_are_taken_back(client):
    study = make_study()
    signed_in(client, study.model)
    client.post(page("author_remove", study.pk, study.authors.get().pk))
    assert "Not declared yet" in client.get(page("authors", study.pk)).content.decode()


def test_the_reasons_behind_a_model_by_page(client):
    model = make_model()
    signed_in(client, model)
    sent = {"edition": 0, "logic_model": "Because.", "citations": "One\nTwo\n\nThree", "evaluation_plan": ""}
    assert client.post(page("rationale", model.slug), sent).status_code == 302
    model.refresh_from_db()
    assert model.rationale.citations == ["One", "Two", "Three"]
    shown = client.post(page("rationale", model.slug), {**sent, "logic_model": "Mine"}).content.decode()
    assert "while you had this page open" in shown
    assert "Mine" in shown


def test_downloads(client):
    finding = make_finding()
    model = signed_in(client, finding.study.model) and finding.study.model
    rows = client.get(page("csv", model.slug)).content.decode("utf-8-sig")
    assert "0.2752" in rows
    assert "without_reservations" in rows
    drawing = client.get(page("plot", model.slug, "plot-general-literacy", "svg"))
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert client.get(page("plot", model.slug, "plot-cooking", "svg")).status_code == 404


def test_the_registry_is_public_and_takes_proposals(client):
    make_measure(name="Meridian State Assessment, reading")
    assert "Meridian State Assessment" in client.get(page("measures") + "?q=reading&owner=state").content.decode()
    assert "Meridian State Assessment" not in client.get(page("measures") + "?owner=local").content.decode()
    assert client.get(page("measure_propose")).status_code == 302
    signed_in(client, make_model())
    sent = {
        "name": "Word list",
        "owner": "local",
        "kind": "formative",
        "domain": "alphabetics",
        "higher_is_better": "True",
    }
    client.post(page("measure_propose"), sent)
    assert Measure.objects.get(name="Word list").validation == "unvalidated"
    shown = client.post(page("measure_propose"), {**sent, "name": "Other", "scale_minimum": "5"}).content.decode()
    assert "highest above the lowest" in shown


@pytest.mark.parametrize("name", ["study_edit", "study_remove", "authors", "finding_create"])
def test_pages_of_a_study_are_its_authors_alone(client, name):
    study = make_study()
    client.force_login(make_member(study.model.provider, "signatory"))
    assert client.get(page(name, study.pk)).status_code == 403
    client.force_login(make_person())
    assert client.get(page(name, study.pk)).status_code == 404


def test_a_colleague_reads_evidence_and_results(client):
    finding = make_finding()
    client.force_login(make_member(finding.study.model.provider, "signatory"))
    shown = client.get(page("finding", finding.pk)).content.decode()
    assert "Change the numbers" not in shown
    assert "Add a study" not in client.get(page("list", finding.study.model.slug)).content.decode()
    assert client.get(page("finding_edit", finding.pk)).status_code == 403


def test_pages_open_within_fifteen_queries(client, django_assert_max_num_queries):
    finding = make_finding()
    make_rationale(model=finding.study.model)
    for _ in range(3):
        make_finding(study=finding.study)
    signed_in(client, finding.study.model)
    slug, study = finding.study.model.slug, finding.study
    addresses = [page("list", slug), page("rationale", slug), page("study_edit", study.pk), page("authors", study.pk)]
    addresses += [page("finding", finding.pk), page("finding_edit", finding.pk), page("baselines", finding.pk)]
    for address in addresses:
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def test_a_condition_that_is_met_leads_to_the_study_that_meets_it(client):
    finding = make_finding()
    study = finding.study
    client.force_login(author_of(study.model.provider))
    text = client.get(page("list", study.model.slug)).content.decode()
    assert f'<a href="#study-{study.pk}">{study.label}</a>' in text
    assert f'id="study-{study.pk}"' in text
    measure = reverse("catalog:measure", args=[finding.measure_id])
    assert f'<a href="{measure}">{finding.measure.name}</a>' in text
    assert "Nothing stands against it." in text


def test_a_measure_says_for_whom_it_is_made(client):
    model = make_model()
    signed_in(client, model)
    given = {"name": "Fells Reading Check", "owner": "commercial", "kind": "formative", "domain": "fluency"}
    made_for = {"subject": "reading", "grade_bands": ["3-6", "K-3"], "accommodations": "Large print."}
    client.post(page("measure_propose"), {**given, **made_for, "higher_is_better": "True"})
    measure = Measure.objects.get(name="Fells Reading Check")
    assert (measure.subject, measure.grade_bands, measure.accommodations) == ("reading", ["K-3", "3-6"], "Large print.")
    assert client.get(page("measure_facts", measure.pk)).status_code == 403
    client.force_login(make_agency_person())
    facts = page("measure_facts", measure.pk)
    assert client.get(facts).status_code == 200
    client.post(facts, {"subject": "", "grade_bands": ["PK-K"], "accommodations": "Braille."})
    shown = client.get(reverse("catalog:measure", args=[measure.pk])).content.decode()
    assert "Preschool and kindergarten" in shown
    assert "Not on record" in shown
    assert "K-3" not in client.get(page("measures")).content.decode()
