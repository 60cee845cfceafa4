"""Lists take any address, and their exports any text that people typed."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils.safestring import mark_safe
from openpyxl import load_workbook

from marketplace.listing.export import file_response, safe_cell
from tests.factories.organizations import make_district_row, make_provider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    ["per_page=-1", "per_page=0", "page=-1", "page=0", "page=x", "page=99999999999999999999", "sort=x", "sort=-%00"],
)
def test_an_address_that_makes_no_sense_shows_the_list(client, query):
    row = make_district_row()
    answer = client.get(f"/districts/?{query}")
    assert (answer.status_code, row.name in answer.content.decode()) == (200, True)


def test_nobody_chooses_how_many_rows_a_page_has(client):
    for _ in range(27):
        make_district_row()
    assert len(client.get("/districts/?per_page=1000").context["table"].page.object_list) == 25


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@sum", "\t=1", "\n=1", "\x0b=1"])
def test_no_cell_is_a_formula(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("name", ["Gray's+Hollow", "Gray’s"])
def test_a_name_is_found_whichever_apostrophe_is_typed(client, name):
    make_district_row(name="Gray’s Hollow")
    assert "Gray’s Hollow" in client.get(f"/districts/?q={name}").content.decode()


def test_the_markup_of_a_page_is_no_part_of_a_cell():
    assert safe_cell(mark_safe('<time datetime="2026-10-14">14 October</time> &amp; on')) == "14 October & on"
    assert safe_cell("a < b & c") == "a < b & c"


def test_a_number_stays_a_number():
    assert (safe_cell("-0.25"), safe_cell(-3)) == ("-0.25", -3)


def test_a_name_with_control_characters_does_not_break_the_workbook(client):
    provider = make_provider(name="Lantern\x0bfield\x01 Learning")
    answer = client.get("/providers/?export=xlsx")
    assert answer.status_code == 200
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.values for cell in row]
    assert "Lantern field Learning" in " ".join(str(cell) for cell in cells), provider.name


def test_what_no_sheet_holds_is_left_out_and_the_rest_kept():
    body = file_response(headers=["Name"], rows=[["a\x00b\uffffc é"]], filename="x", kind="csv").content.decode()
    assert "abc é" in body


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_header_is_a_formula_either(kind):
    """A model's name heads its column in a comparison."""
    body = file_response(headers=["Row", "=1+1", "-\x00cmd"], rows=[["@a", "b", "c"]], filename="x", kind=kind).content
    if kind == "csv":
        rows = list(csv.reader(StringIO(body.decode("utf-8-sig"))))
    else:
        rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(body)).active.rows]
    assert rows == [["Row", "'=1+1", "'-cmd"], ["'@a", "b", "c"]]


def test_an_empty_list_says_which_one_it_is_and_a_filtered_one_that_nothing_fits(client):
    make_district_row()
    unfiltered, filtered = client.get("/providers/"), client.get("/districts/?q=nowhere")
    assert "No provider fits" in unfiltered.content.decode()
    assert "Nothing fits" in filtered.content.decode()
