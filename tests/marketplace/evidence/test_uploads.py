"""Findings from a file: read whatever its encoding, looked at first, entered whole or not at all."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.evidence import services
from marketplace.evidence.importing.own_format import COLUMNS, example_row
from marketplace.evidence.importing.planning import plan_upload
from marketplace.evidence.importing.sheets import UnreadableSheet, read_sheet
from marketplace.evidence.models import Finding, FindingsFile, Measure, Study
from marketplace.lifecycles.errors import Refused
from tests.factories import AT
from tests.factories.evidence import make_finding, make_measure, make_study
from tests.factories.organizations import make_member
from tests.factories.people import make_person
from tests.factories.products import author_of, make_model
from tests.marketplace.evidence.test_import_findings import written

pytestmark = pytest.mark.django_db
NAMES = [column.name for column in COLUMNS]


def sheet(*rows, measure="Meridian Reading", encoding="utf-8", separator=","):
    """A file of the template with the example row, changed as each of the rows says."""
    usual = dict(zip(NAMES, example_row(measure), strict=True))
    lines = [NAMES, *([{**usual, **row}[name] for name in NAMES] for row in rows)]
    text = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    return text.encode(encoding)


@pytest.fixture
def model():
    make_measure(name="Meridian Reading")
    return make_model()


def uploaded(model, content, name="findings.csv"):
    return services.upload_findings(model=model, name=name, content=content, actor=author_of(model.provider), at=AT)


def take(file):
    return services.take_findings(file=file, actor=author_of(file.model.provider), at=AT)


def faults(model, *rows, **options):
    return {(bad.line, bad.column): bad.accepted for bad in plan_upload(model, sheet(*rows, **options)).refused}


def test_a_file_is_entered_whole(model):
    file = uploaded(model, sheet({}, {"students": "Grade 3", "n_model": "150"}, {"study": "Hale, 2025"}))
    assert not Study.objects.exists()
    plan = take(file)
    assert (plan.new_count, len(plan.new_studies)) == (3, 2)
    study = Study.objects.get(label="Okoro, 2024")
    assert (study.design, study.districts, study.locales) == (
        "rct",
        ["Millbrook Valley", "Fells Grove"],
        ["rural", "town"],
    )
    finding = study.findings.get(n_i=200)
    assert (float(finding.mean_i), finding.domain, finding.is_adjusted) == (215, "general literacy", True)
    assert float(finding.claimed_g) == 0.28
    file.refresh_from_db()
    assert file.summary == "3 findings entered, 2 new studies"
    assert AuditEvent.objects.filter(name="findings_file.take").count() == 1
    with pytest.raises(Refused, match="already taken in"):
        take(file)


def test_every_fault_is_named_at_once_and_nothing_is_entered(model):
    rows = [{"n_model": "210", "sd_usual": "0"}, {"measure": "Unheard Test", "design": "guess"}, {"mean_model": "many"}]
    said = faults(model, *rows)
    assert (
        said[2, "n_model"]
        == "You entered 210, but only 205 were assigned. Enter 205 or fewer, or correct the number assigned."
    )
    assert "above 0" in said[2, "sd_usual"]
    assert said[3, "measure"] == "a measure of the registry, by its name there; propose it first"
    assert said[3, "design"] == "one of rct, qed, rdd, correlational, pre_post"
    assert said[4, "mean_model"] == "a number such as 412.5, or nothing"
    file = uploaded(model, sheet({"students": "Grade 1"}, *rows))
    with pytest.raises(Refused, match="must be mended"):
        take(file)
    assert not Study.objects.exists()


def test_of_measures_with_one_name_none_is_guessed_and_those_of_people_come_first(model):
    for owner, validation in (("not_recorded", "validated"), ("provider", "unvalidated")):
        given = {"name": "Blending", "owner": owner, "kind": "formative", "domain": "alphabetics", "source": "wwc"}
        Measure.objects.create(key=f"wwc:{owner}:blending", category="narrow", validation=validation, **given)
    said = faults(model, {"measure": "blending"})
    assert said[2, "measure"] == "a name that only one measure of the registry has; several have this one"
    make_measure(name="Blending")
    assert faults(model, {"measure": "blending"}) == {}


def test_rows_of_one_study_agree_and_are_told_apart(model):
    said = faults(model, {}, {"design": "qed", "students": "Grade 5"}, {})
    assert said[3, "design"] == "what row 2 says of the same study, or nothing,"
    assert "row 2 has the same result" in said[4, "students"]


def test_a_study_on_record_gets_what_it_lacks(model):
    study = make_study(model=model, label="Okoro, 2024", design="qed")
    known = make_finding(study=study)
    rows = [{"measure": known.measure.name, "students": ""}, {}]
    plan = take(uploaded(model, sheet(*rows)))
    assert (plan.new_count, plan.known_count) == (1, 1)
    study.refresh_from_db()
    assert (study.design, study.findings.count()) == ("qed", 2)
    again = uploaded(model, sheet(*rows), name="again.csv")
    with pytest.raises(Refused, match="already on record"):
        take(again)


@pytest.mark.parametrize(
    ("encoding", "separator", "note"),
    [
        ("cp1252", ",", "older Windows encoding"),
        ("utf-16", ",", "UTF-16"),
        ("utf-8-sig", ";", "semicolons"),
        ("utf-8", "\t", "tabs"),
    ],
)
def test_any_usual_encoding_and_separator(model, encoding, separator, note):
    plan = plan_upload(model, sheet({"study": "Núñez, 2024"}, encoding=encoding, separator=separator))
    assert plan.can_be_taken
    assert note in plan.notes[0]
    assert plan.studies[0].label == "Núñez, 2024"


def test_text_decoded_wrongly_is_mended_and_said(model):
    plan = plan_upload(model, sheet({"study": "NÃºÃ±ez, 2024", "grades": "†"}))
    assert plan.studies[0].label == "Núñez, 2024"
    assert [(repair.line, repair.column, repair.before) for repair in plan.repairs if repair.column == "study"] == [
        (2, "study", "NÃºÃ±ez, 2024")
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "This is a workbook, not a CSV"),
        (b"a,b\n1,2\n", "has no column study, design, measure, n_model"),
        (b"study,study\n1,2\n", "stands twice"),
        (b"study,design\n1,2,3\n", "Row 2 has 3 cells"),
        (b"study,design\n", "no rows below it"),
        (b"study,design\x00\n1,2\n", "not text"),
        (b'study,design\n"abc,rct\n', "a quotation mark opens and is never closed"),
        (b"study,design\n" + b"x" * 140_000 + b",rct\n", "one cell holds more than 131,072 characters"),
        (b"x" * 2_000_001, "At most 2 MB"),
    ],
)
def test_another_kind_of_file_says_what_is_accepted(model, raw, words):
    with pytest.raises(UnreadableSheet, match=words):
        plan_upload(model, raw)
    with pytest.raises(ValidationError):
        uploaded(model, raw)
    assert not FindingsFile.objects.exists()


def test_too_many_rows(model):
    with pytest.raises(UnreadableSheet, match="more than 1,000 rows"):
        read_sheet(sheet(*({"students": str(number)} for number in range(1001))))


def test_the_clearinghouse_s_columns_come_as_own_studies(model, tmp_path):
    make_measure(name="Test of word reading")
    row = {
        "f_outcome_measure": "test of word reading",
        **{"f_t_mean": "215", "f_c_mean": "211", "f_t_sd": "14", "f_c_sd": "15", "f_effect_size_wwc": ".2752"},
    }
    content = written(tmp_path, row).read_bytes()
    file = uploaded(model, content)
    plan = plan_upload(model, content)
    assert plan.refused == []
    assert "its rating is not taken" in " ".join(plan.notes)
    take(file)
    finding = Finding.objects.get()
    assert finding.study.review == ""
    assert finding.study.source == "provider"
    assert float(finding.claimed_g) == 0.2752
    other = written(tmp_path, row, {**row, "s_intervention_name": "Another", "s_interventionid": "77"}).read_bytes()
    assert any(bad.column == "s_intervention_name" for bad in plan_upload(model, other).refused)


def test_only_authors_of_the_provider(model):
    file = uploaded(model, sheet({}))
    signatory = make_member(model.provider, "signatory")
    with pytest.raises(NotAllowed):
        services.take_findings(file=file, actor=signatory, at=AT)
    with pytest.raises(NotVisible):
        services.take_findings(file=file, actor=make_person(), at=AT)


def test_the_pages(client, model):
    client.force_login(author_of(model.provider))
    address = reverse("evidence:upload", args=[model.slug])
    assert "Download the template" in client.get(address).content.decode()
    assert "study,design" in client.get(reverse("evidence:template", args=[model.slug])).content.decode()
    wrong = client.post(address, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}).content.decode()
    assert "Save its sheet as “CSV UTF-8”" in wrong
    answer = client.post(address, {"file": SimpleUploadedFile("bad.csv", sheet({"n_model": "0"}))})
    shown = client.get(answer.url).content.decode()
    assert "1 cell must be mended" in shown
    assert "Take in" not in shown
    file = FindingsFile.objects.get()
    assert [item.reference for item in items_for(author_of(model.provider), AT)] == ["bad.csv"]
    client.post(reverse("evidence:upload_discard", args=[file.pk]))
    assert not FindingsFile.objects.exists()
    answer = client.post(address, {"file": SimpleUploadedFile("good.csv", sheet({}))})
    shown = client.get(answer.url).content.decode()
    assert "Take in 1 finding" in shown
    again = client.post(address, {"file": SimpleUploadedFile("good.csv", sheet({}))})
    assert again.url == answer.url
    client.post(answer.url)
    assert Finding.objects.count() == 1
    assert "1 finding entered" in client.get(answer.url).content.decode()
    assert "already taken in" in client.post(answer.url).content.decode()
