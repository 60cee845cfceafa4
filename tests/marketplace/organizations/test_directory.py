"""The importers, on small samples of every format and, where the shared data are there, on the real files."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from marketplace.audit.models import AuditEvent
from marketplace.organizations.directory.reading import UnreadableFile
from marketplace.organizations.models import Classification, District, School
from marketplace.organizations.services import classify_district
from marketplace.organizations.services.directory import import_districts, import_schools
from tests.factories import AT
from tests.factories.organizations import make_agency, make_agency_person

SAMPLES = Path(__file__).parents[2] / "data" / "districts"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "districts"
OWN_LIST = Path(__file__).parents[3] / "marketplace" / "organizations" / "data" / "pennsylvania_districts.csv"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside this clone")

pytestmark = pytest.mark.django_db


def take(path, importer=import_districts, **given):
    return tuple(importer(path=path, at=AT, **given).counts().values())


def district(nces_id):
    return District.objects.get(nces_id=nces_id)


def changed_copy(tmp_path, name, old, new, *, encoding="utf-8"):
    copy = tmp_path / name
    copy.write_bytes((SAMPLES / name).read_text(encoding="utf-8").replace(old, new).encode(encoding))
    return copy


def test_the_directory_keeps_leading_zeros_and_says_what_is_missing():
    assert take(SAMPLES / "ccd_directory.csv") == (3, 0, 0, 0)
    albertville = district("0100005")
    assert (albertville.state_id, albertville.lowest_grade, albertville.locale_code) == ("101", "PK", "32")
    assert (albertville.phone, albertville.teacher_fte) == ("(256) 891-1183", Decimal("301.50"))
    assert albertville.english_learner_count is None
    assert albertville.classification == Classification.REGULAR
    assert district("2500001").postal_code == "02139"
    bryn_athyn = district("4204090")
    assert (bryn_athyn.enrollment, bryn_athyn.special_education_count, bryn_athyn.lowest_grade) == (0, None, "")


def test_the_search_export_has_daggers_and_long_counts():
    assert take(SAMPLES / "nces_search.csv") == (3, 0, 0, 0)
    agency = district("5300340")
    assert (agency.enrollment, agency.teacher_fte, agency.classification) == (18354, None, "regional")
    assert (agency.city, agency.state_id) == ("Vancouver", "06701")
    new = district("5310172")
    assert (new.county, new.enrollment, new.locale_code) == ("", None, "")


def test_the_elsi_export_has_a_preamble_wrapped_zeros_and_trailing_notes():
    assert take(SAMPLES / "elsi_export.csv") == (2, 0, 0, 0)
    zurich = district("3028910")
    assert (zurich.enrollment, zurich.english_learner_count, zurich.special_education_count) == (0, None, None)
    assert (zurich.lowest_grade, zurich.highest_grade, zurich.region) == ("PK", "8", "MT")
    assert zurich.classification == Classification.UNCLASSIFIED
    cyber = district("4200091")
    assert (cyber.name, cyber.state_id, cyber.phone) == ("21st Century Cyber CS", "124150002", "(484) 875-5400")


def test_the_crosswalk_adds_unclassified_rows_and_renames_nothing():
    take(SAMPLES / "ccd_directory.csv")
    assert take(SAMPLES / "crosswalk.csv") == (3, 0, 1, 0)
    assert district("4204090").name == "Bryn Athyn SD"
    center = district("4280010")
    assert (center.name, center.region, center.classification) == ("A W Beattie Career Center", "PA", "unclassified")
    assert district("4200755").state_id == "413365910"
    assert take(SAMPLES / "ccd_directory.csv") == (0, 0, 3, 0)


def test_a_crosswalk_that_contradicts_the_directory_is_refused(tmp_path):
    take(SAMPLES / "ccd_directory.csv")
    report = import_districts(path=changed_copy(tmp_path, "crosswalk.csv", "123460504", "999999999"), at=AT)
    [refused] = report.refused
    assert (refused.line, refused.column, refused.value) == (2, "AUN", "999999999")
    assert district("4204090").state_id == "123460504"


@pytest.mark.parametrize("name", ["ccd_directory.csv", "nces_search.csv", "elsi_export.csv", "crosswalk.csv"])
def test_the_same_again_changes_nothing(name):
    added, *_ = take(SAMPLES / name)
    assert take(SAMPLES / name) == (0, 0, added, 0)


def test_a_change_is_reported_and_what_the_agency_said_stays(tmp_path):
    take(SAMPLES / "crosswalk.csv")
    officer = make_agency_person()
    classify_district(district=district("4280010"), classification="career", actor=officer, at=AT)
    take(SAMPLES / "ccd_directory.csv")
    more = changed_copy(tmp_path, "ccd_directory.csv", ",5800,", ",5801,")
    assert take(more) == (0, 1, 2, 0)
    assert district("0100005").enrollment == 5801
    take(SAMPLES / "crosswalk.csv")
    assert district("4280010").classification == "career"


@pytest.mark.parametrize(
    ("old", "new", "column", "value", "accepted"),
    [
        (",5800,", ",many,", "enrollment", "many", "a number"),
        (",5800,", ",58.5,", "enrollment", "58.5", "a whole number"),
        ("0100005", "01000", "leaid", "01000", "seven digits"),
        ("0100005", "", "leaid", "", "a value"),
        ("Town distant", "Moon base", "urban_centric_locale", "Moon base", "locale"),
        (",AL,35950", ",AL,ABC", "zip_location", "ABC", "ZIP code"),
        ("34.267", "134.267", "latitude", "134.267", "degrees"),
        ("Albertville City,Alabama", "Albertville City", "year", "21 cells", "22 cells"),
    ],
)
def test_a_wrong_cell_refuses_its_row_by_name(tmp_path, old, new, column, value, accepted):
    report = import_districts(path=changed_copy(tmp_path, "ccd_directory.csv", old, new), at=AT)
    assert (report.added_count, report.refused_count) == (2, 1)
    [refused] = report.refused
    assert (refused.line, refused.column, refused.value) == (2, column, value)
    assert accepted in refused.accepted
    assert not District.objects.filter(name="Albertville City").exists()


def test_a_district_that_stands_twice_is_taken_once(tmp_path):
    report = import_districts(path=changed_copy(tmp_path, "ccd_directory.csv", "4204090", "0100005"), at=AT)
    assert (report.added_count, report.refused_count) == (2, 1)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    take(changed_copy(tmp_path, "nces_search.csv", "Asotin-Anatone", "Peña–Nuñez", encoding=encoding))
    assert district("5302420").name == "Peña–Nuñez School District"


def test_a_six_digit_id_gets_the_zero_that_a_spreadsheet_took(tmp_path):
    take(changed_copy(tmp_path, "ccd_directory.csv", "0100005", "100005"))
    assert district("0100005").name == "Albertville City"


def test_other_files_are_refused_with_what_is_accepted(tmp_path):
    other = tmp_path / "other.csv"
    for content in (b"a,b\n1,2\n", b"", b"\x89PNG\r\n\x1a\n\0\0", b"\x1f\x8b\x08\x00broken"):
        other.write_bytes(content)
        with pytest.raises(UnreadableFile):
            import_districts(path=other, at=AT)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        import_districts(path=tmp_path / "nowhere.csv", at=AT)
    other.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match=r"Accepted: .*ELSI"):
        call_command("import_districts", str(other))


def test_a_dry_run_reports_and_leaves_nothing(capsys):
    make_agency()
    before = AuditEvent.objects.count()
    call_command("import_districts", str(SAMPLES / "ccd_directory.csv"), "--dry-run")
    assert "3 added, 0 changed, 0 unchanged, 0 refused (dry run" in capsys.readouterr().out
    assert not District.objects.exists()
    assert AuditEvent.objects.count() == before
    call_command("import_districts", str(SAMPLES / "ccd_directory.csv"))
    assert AuditEvent.objects.filter(name="directory.imported").count() == 1


def test_schools_come_under_their_districts(tmp_path):
    take(SAMPLES / "ccd_directory.csv")
    packed = tmp_path / "schools.csv.gz"
    packed.write_bytes(gzip.compress((SAMPLES / "schools.csv").read_bytes()))
    assert take(packed, import_schools) == (3, 0, 0, 0)
    assert take(packed, import_schools) == (0, 0, 3, 0)
    assert [school.name for school in district("0100005").schools.all()] == [
        "Albertville High School",
        "Albertville Middle School",
    ]
    added = district("0100009")
    assert (added.name, added.region, added.classification) == ("Al Inst Deaf And Blind", "AL", "unclassified")
    assert School.objects.get(nces_id="010000902231").lowest_grade == ""


def test_a_changed_school_is_reported_and_one_that_stands_twice_is_taken_once(tmp_path):
    take(SAMPLES / "schools.csv", import_schools)
    changed = changed_copy(tmp_path, "schools.csv", "Albertville Middle School", "Albertville Intermediate")
    assert take(changed, import_schools) == (0, 1, 2, 0)
    assert School.objects.get(nces_id="010000500870").name == "Albertville Intermediate"
    twice = changed_copy(tmp_path, "schools.csv", "010000500871", "010000500870")
    assert take(twice, import_schools)[3] == 1


def test_a_school_under_another_districts_number_is_refused(tmp_path):
    report = import_schools(path=changed_copy(tmp_path, "schools.csv", "010000500870", "020000500870"), at=AT)
    [refused] = report.refused
    assert (refused.line, refused.column) == (2, "ncessch")


def test_the_projects_own_list_has_500_districts():
    assert take(OWN_LIST) == (500, 0, 0, 0)
    assert take(OWN_LIST) == (0, 0, 500, 0)
    assert set(District.objects.values_list("region", "classification")) == {("PA", "regular")}


@needs_shared
def test_the_real_files_are_read_whole():
    assert take(SHARED / "pa_lea_directory_ccd_2021.csv") == (500, 0, 0, 0)
    assert take(OWN_LIST) == (0, 0, 500, 0)
    assert take(SHARED / "pa_nces_aun_crosswalk.csv") == (296, 0, 500, 0)
    assert District.objects.filter(classification="unclassified").count() == 296
    assert take(SHARED / "nces_wa_districts.csv") == (342, 0, 0, 0)
    assert take(SHARED / "nces_mi_districts.csv") == (883, 0, 0, 0)
    assert take(SHARED / "nces_elsi_district_export_sample_2018_19.csv") == (3, 1, 0, 0)
