"""The clearinghouse's file: repaired, composed, imported once, refused by row and column, tiers as the rules expect."""

import csv
import io
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from marketplace.audit.queries import verify_chain
from marketplace.evidence.importing.applying import import_findings
from marketplace.evidence.importing.carried import CARRIED, read_carried, write_carried
from marketplace.evidence.importing.naming import measure_name
from marketplace.evidence.importing.repair import repaired, without_marks
from marketplace.evidence.importing.wwc import NEEDED, UnreadableFile, read_file
from marketplace.evidence.models import Finding, Measure, Study
from marketplace.evidence.services import assess, assess_many
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.queries import latest_version
from tests.factories import AT

WHOLE_FILE = Path(__file__).parents[4] / "shared" / "data" / "wwc" / "wwc_findings.csv"
needs_whole_file = pytest.mark.skipif(
    not WHOLE_FILE.exists(), reason="the clearinghouse's whole file is not beside the clone (../shared/data/wwc)"
)

ROW = {
    **dict.fromkeys(NEEDED, ""),
    "f_findingid": "9001",
    "s_studyid": "71",
    "s_interventionid": "500",
    "s_intervention_name": "Harbor ReadersÃ\x82Â®",
    "s_citation": "Okoro, A., & Hale, B. (2014). Reading aloud, and then some. Journal of Reading, 3, 1–20.",
    "s_publication_date": "2014",
    "s_study_design": "RCT",
    "s_study_rating": "Meets WWC standards without reservations",
    "s_standards_version": "3",
    "s_multisite": "True",
    "s_study_page_url": "/Study/71",
    "f_outcome_measure": "state reading test",
    "outcome_domain": "general literacy",
    "category": "broad",
    "grade_band": "K-3",
    "f_ss": "400",
    "f_t_ss": "200",
    "f_c_ss": "200",
    "f_effect_size_wwc": ".25",
    "f_p_value_wwc": ".013",
    "f_is_stat_sig": "True",
    "s_delivery_method_small_group": "1",
    "s_program_type_supplement": "1",
    "s_urbanicity_rural": "1",
    "s_ell": "12",
    "s_frpl": "0",
    "s_protocol": "Beginning Reading",
}


def written(folder, *rows, encoding="utf-8", name="findings.csv"):
    text = io.StringIO()
    sheet = csv.DictWriter(text, fieldnames=list(ROW))
    sheet.writeheader()
    sheet.writerows({**ROW, **row} for row in rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize(
    ("wreck", "right"),
    [
        ("READ 180Ã\x83Â\x82Ã\x82Â®", "READ 180®"),
        ("A Ã¢Â\x80Â\x98Content-FirstÃ¢Â\x80Â\x99 Approach", "A ‘Content-First’ Approach"),
        ("Cognitive TutorÃ\x82Â®   Algebra I", "Cognitive Tutor® Algebra I"),
        ("Hübner, S., Nückles, M.", "Hübner, S., Nückles, M."),
        ("  two \x85 blanks ", "two … blanks"),
    ],
)
def test_wrongly_decoded_text_is_repaired(wreck, right):
    assert repaired(wreck) == right


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "dynamic indicators of basic early literacy skills (dibels): oral reading fluency subtest",
            "Dynamic indicators of basic early literacy skills (DIBELS): oral reading fluency subtest",
        ),
        ("8th grade test: linear functions (advanced subtest)", "8th grade test: linear functions (advanced subtest)"),
        ("star math scale scores", "STAR math scale scores"),
        ("abbreviated sat-10: reading", "Abbreviated SAT-10: reading"),
        ("taks passing", "TAKS passing"),
        ("texas learning index (taas) for math", "Texas learning index (TAAS) for math"),
        ("woodcock-johnson iii (wj-iii): spelling subtest", "Woodcock-Johnson III (WJ-III): spelling subtest"),
        ("woodcock johnson - passage comprehension", "Woodcock Johnson – passage comprehension"),
        (
            "early childhood longitudinal study- kindergarten (ecls-k) math assessment",
            "Early childhood longitudinal study – kindergarten (ECLS-K) math assessment",
        ),
        ("gain on project -developed test: overall (30 items)", "Gain on project-developed test: overall (30 items)"),
        ("algebra i end-of-course exam pass rate", "Algebra I end-of-course exam pass rate"),
        (
            "california achievement test (cat): form c- reading vocabulary",
            "California achievement test (CAT): form C – reading vocabulary",
        ),
        ("ctb/mcgraw-hill algebra proficiency exam", "CTB/McGraw-Hill algebra proficiency exam"),
        ("comprehension from grade", "Comprehension from grade"),
        ("on-task behavior (student)", "On-task behavior (student)"),
        (
            "letter and word reading skills (wj-iii letter-word identification subtest, w score)",
            "Letter and word reading skills (WJ-III letter-word identification subtest, w score)",
        ),
        (
            "NORTHWEST EVALUATION ASSOCIATION (NWEA) MEASURES OF ACADEMIC PROGRESS (MAP): READING",
            "Northwest evaluation association (NWEA) measures of academic progress (MAP): reading",
        ),
        ("CRCT MATHEMATICS", "CRCT mathematics"),
        (
            "7th grade test: rate and proportions (advanced subtest",
            "7th grade test: rate and proportions (advanced subtest)",
        ),
    ],
)
def test_a_measures_name_is_made_readable_and_nothing_is_guessed(written, read):
    assert measure_name(written) == read


def test_signs_of_registration_are_not_part_of_a_name():
    assert without_marks("Lindamood Phoneme Sequencing® (LiPS®)") == "Lindamood Phoneme Sequencing (LiPS)"


@pytest.mark.django_db
def test_a_row_becomes_an_unclaimed_model_with_composed_sentences(tmp_path):
    report = import_findings(path=written(tmp_path, {}), at=AT)
    model = LearningModel.objects.get()
    version = latest_version(model)
    assert dict(+report.counts) == {"added": 1}
    assert (model.name, model.provider, model.is_illustrative, model.source_id) == ("Harbor Readers", None, True, "500")
    assert version.is_frozen
    assert "from kindergarten to grade 3, in small groups" in version.summary
    assert "clearly better at reading and writing in all" in version.summary
    assert "400 students" in version.students_served
    assert "Of the students, 12 percent were English learners." in version.students_served
    assert (version.locales, version.services, version.delivery) == (["rural"], ["supplement"], ["small_group"])
    assert version.day_description == ""
    study = Study.objects.get()
    assert (study.label, study.review, study.is_multisite) == ("Okoro and Hale, 2014", "without_reservations", True)
    assert study.url == "https://ies.ed.gov/ncee/wwc/Study/71"
    assert Finding.objects.get().published_g == Decimal("0.25")


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(tmp_path):
    path = written(tmp_path, {}, {"f_findingid": "9002", "f_outcome_measure": "another test"})
    import_findings(path=path, at=AT)
    report = import_findings(path=path, at=AT + timedelta(days=1))
    assert dict(+report.counts) == {"unchanged": 2}
    assert ModelVersion.objects.count() == 1
    assert Study.objects.get().edition == 1
    assert verify_chain().problem == ""


@pytest.mark.django_db
def test_a_changed_finding_is_changed_and_moves_the_tier(tmp_path):
    import_findings(path=written(tmp_path, {}), at=AT)
    model = LearningModel.objects.get()
    assert assess(model=model).tier == "promising"
    report = import_findings(path=written(tmp_path, {"f_is_stat_sig": "False"}), at=AT + timedelta(days=1))
    assert dict(+report.counts) == {"changed": 1}
    assert assess(model=model).tier == "early_stage"
    report = import_findings(
        path=written(tmp_path, {}, {"f_findingid": "9002", "s_studyid": "72"}), at=AT + timedelta(days=2)
    )
    assert dict(+report.counts) == {"changed": 1, "added": 1}
    assert assess(model=model).tier == "effective"
    assert latest_version(model).number == 3


@pytest.mark.django_db
def test_a_dry_run_says_what_would_happen_and_does_nothing(tmp_path):
    report = import_findings(path=written(tmp_path, {}), at=AT, dry_run=True)
    assert report.counts["added"] == 1
    assert not LearningModel.objects.exists()
    assert not Measure.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "accepted"),
    [
        ("f_t_ss", "twelve", "a number"),
        ("f_c_ss", "12.5", "a whole number"),
        ("f_ss", "", "a value"),
        ("f_effect_size_wwc", "NA", "a value"),
        ("f_effect_size_wwc", "1e99", "below 100,000,000"),
        ("f_is_stat_sig", "maybe", "True, False"),
        ("f_is_stat_sig", "", "True or False"),
        ("s_study_design", "Survey", "one of RCT, QED, RDD"),
        ("category", "home-made", "one of broad"),
        ("f_t_sd", "-1", "0 or more"),
        ("s_multisite", "2", "True, False"),
        ("s_ell", "101", "0 to 100"),
        ("f_findingid", "9001", "no other row has"),
    ],
)
def test_a_bad_cell_is_named_and_its_intervention_left_out_whole(tmp_path, column, value, accepted):
    other = {"f_findingid": "1", "s_interventionid": "7", "s_intervention_name": "Sound Partners"}
    path = written(tmp_path, {}, {"f_findingid": "9002", column: value}, other)
    report = import_findings(path=path, at=AT)
    (row,) = report.refused
    assert (row.line, row.column) == (3, column)
    assert accepted in str(row)
    assert report.left_out == {"Harbor Readers": "a row of it was refused"}
    assert [model.name for model in LearningModel.objects.all()] == ["Sound Partners"]


@pytest.mark.django_db
@pytest.mark.parametrize("blank", ["", "NA", " na ", "."])
def test_every_way_of_writing_nothing_is_nothing(tmp_path, blank):
    import_findings(path=written(tmp_path, {"f_t_sd": blank, "s_multisite": blank, "f_p_value_wwc": blank}), at=AT)
    assert Finding.objects.get().sd_i is None
    assert Study.objects.get().is_multisite is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    path = written(tmp_path, {"s_intervention_name": "Élan"}, encoding=encoding)
    assert read_file(path).interventions[0].name == "Élan"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02"])
def test_another_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="has no column"):
        read_file(path)


def test_two_interventions_of_one_name_keep_their_marks(tmp_path):
    path = written(
        tmp_path,
        {"s_intervention_name": "CIRCÃ\x82Â®"},
        {"s_intervention_name": "CIRC", "s_interventionid": "501", "f_findingid": "2"},
    )
    assert [fact.name for fact in read_file(path).interventions] == ["CIRC®", "CIRC"]


@pytest.mark.django_db
def test_the_command_reports(tmp_path, capsys):
    path = written(tmp_path, {}, {"f_findingid": "2", "f_ss": "none", "s_interventionid": "8"})
    call_command("import_findings", str(path), "--dry-run")
    said = capsys.readouterr().out
    assert "1 added, 0 changed, 0 unchanged, 1 refused" in said
    assert "dry run: nothing was changed" in said
    assert "row 3, column f_ss: “none” is not accepted" in said


@pytest.mark.django_db
def test_what_the_project_carries_gives_the_expected_tiers():
    report = import_findings(path=CARRIED, at=AT)
    assert dict(+report.counts) == {"added": 1177}
    models = list(LearningModel.objects.all())
    assert len(models) == 186
    tiers = Counter(assessment.tier for assessment in assess_many(models=models).values())
    assert tiers == {"effective": 10, "promising": 62, "early_stage": 114}


def test_no_name_is_decoded_wrongly_or_stands_twice():
    names = [fact.name for fact in read_carried().interventions]
    assert len(set(names)) == 186
    assert all(repaired(name) == name for name in names)


def test_the_carried_format_keeps_every_fact(tmp_path):
    facts = read_file(written(tmp_path, {}, {"f_findingid": "2", "f_t_sd": "1.5", "f_c_sd": "2", "f_icc": ".2"}))
    write_carried(facts.interventions, tmp_path / "carried.json")
    assert read_carried(tmp_path / "carried.json").interventions == facts.interventions


def test_another_json_is_refused(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"format": "something else"}')
    with pytest.raises(UnreadableFile, match="not a file of findings"):
        read_carried(path)


@needs_whole_file
def test_what_is_carried_is_what_the_file_says():
    whole = read_file(WHOLE_FILE)
    assert whole.refused == []
    carried = {fact.source_id: fact for fact in read_carried().interventions}
    assert carried == {fact.source_id: fact for fact in whole.interventions}
