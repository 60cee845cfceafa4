"""effect_sizes: one row a finding, the published effects found again, reasons where there is nothing to compute."""

import csv

import pytest
from django.core.management import CommandError, call_command

from marketplace.evidence.effect_rows import COLUMNS, effect_row
from marketplace.evidence.importing.wwc import read_rows
from tests.marketplace.evidence.test_import_findings import WHOLE_FILE, needs_whole_file, written

NUMBERS = {"f_t_mean": "215", "f_c_mean": "211", "f_t_sd": "14", "f_c_sd": "15", "f_effect_size_wwc": ".2752"}


def computed(tmp_path, *rows):
    target = tmp_path / "effects.csv"
    call_command("effect_sizes", str(written(tmp_path, *rows)), "--output", str(target))
    with target.open(encoding="utf-8", newline="") as file:
        sheet = csv.DictReader(file)
        assert tuple(sheet.fieldnames) == COLUMNS
        return list(sheet)


def test_a_finding_is_computed(tmp_path):
    (row,) = computed(tmp_path, NUMBERS)
    assert float(row["hedges_g"]) == pytest.approx(0.2752, abs=1e-4)
    assert float(row["standard_error"]) == pytest.approx(0.1005, abs=1e-4)
    assert float(row["improvement_index"]) == pytest.approx(10.84, abs=0.01)
    assert (row["finding_id"], row["n"], row["rating"]) == ("9001", "400", "without_reservations")
    assert abs(float(row["difference_from_published"])) < 0.005


def test_clusters_are_counted(tmp_path):
    (row,) = computed(tmp_path, {**NUMBERS, "f_cluster_ss": "20", "f_t_cluster_ss": "10", "f_c_cluster_ss": "10"})
    assert float(row["p"]) < 0.05 < float(row["cluster_p"])


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"f_t_sd": "0"}, "sd_i: The standard deviation is 0. It must be above 0."),
        ({"f_t_mean": ""}, "mean_i: This number is missing"),
        ({"f_c_sd": "wide"}, "f_c_sd: “wide” is not accepted; a number"),
    ],
)
def test_what_cannot_be_computed_says_why(tmp_path, cells, words):
    (row,) = computed(tmp_path, {**NUMBERS, **cells})
    assert row["hedges_g"] == ""
    assert row["reason"].startswith(words)


def test_the_sign_is_the_published_one_and_said(tmp_path):
    (row,) = computed(tmp_path, {**NUMBERS, "f_effect_size_wwc": "-.2752"})
    assert float(row["hedges_g"]) == pytest.approx(-0.2752, abs=1e-4)
    assert float(row["improvement_index"]) < 0
    assert "which way is better" in row["reason"]


def test_a_difference_says_by_how_much_and_what_it_comes_from(tmp_path):
    (row,) = computed(tmp_path, {**NUMBERS, "f_effect_size_wwc": "0.9"})
    assert "by -0.625. The printed means" in row["reason"]
    rows = [{**NUMBERS, "f_findingid": str(9001 + n), "f_effect_size_wwc": str(0.27523 * 1.5)} for n in range(3)]
    assert all("the same factor, 1.5" in row["reason"] for row in computed(tmp_path, *rows))


def test_another_file_leaves_no_output(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="has no column"):
        call_command("effect_sizes", str(other), "--output", str(tmp_path / "effects.csv"))
    assert not (tmp_path / "effects.csv").exists()


@needs_whole_file
def test_the_whole_file_gives_the_published_effects_again():
    rows = [effect_row(row) for _, row in read_rows(WHOLE_FILE)]
    with_effect = [row for row in rows if row.get("hedges_g")]
    ours = [(float(row["hedges_g"]), float(row["published_g"])) for row in with_effect]
    assert len(rows) == 1177
    assert len(ours) == 684
    assert sum("must be above 0" in row["reason"] for row in rows) == 2
    assert sum("the sign is the published one" in row["reason"] for row in with_effect) == 27
    assert sum(abs(g - published) <= 0.005 for g, published in ours) == 649
    assert 649 / 684 >= 0.94


@needs_whole_file
def test_each_effect_that_is_not_found_again_says_why(tmp_path):
    target = tmp_path / "effects.csv"
    call_command("effect_sizes", str(WHOLE_FILE), "--output", str(target))
    with target.open(encoding="utf-8", newline="") as file:
        off = [
            row
            for row in csv.DictReader(file)
            if row["hedges_g"] and abs(float(row["hedges_g"]) - float(row["published_g"])) > 0.005
        ]
    assert len(off) == 35
    assert all("It differs from the published effect by" in row["reason"] for row in off)
    assert sum("the same factor, 1.336" in row["reason"] for row in off) == 21
    assert sum("without the correction for small samples" in row["reason"] for row in off) == 1
