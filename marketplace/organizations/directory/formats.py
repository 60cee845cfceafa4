"""PURE: the shapes in which districts and schools are published, and how each column is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.organizations.directory import cells

Parser = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """Where a field stands and how its cell is read. `starts` matches the head of a column's name."""

    header: str
    parse: Parser
    starts: bool = False


@dataclass(frozen=True)
class Format:
    """One publisher's export. `names_are_final` is false where another source has better names."""

    name: str
    source: str
    fields: Mapping[str, Column]
    required: tuple[str, ...]
    ends_at_blank_line: bool = False
    names_are_final: bool = True

    def positions(self, header: Sequence[str]) -> dict[str, int] | None:
        """Where each field stands in this header; None where the header is not of this format."""
        titles = [title.strip() for title in header]
        found = {}
        for field, column in self.fields.items():
            place = next((n for n, title in enumerate(titles) if _matches(title, column)), None)
            if place is None:
                return None
            found[field] = place
        return found


def _matches(title: str, column: Column) -> bool:
    return title.startswith(column.header) if column.starts else title == column.header


CCD = Format(
    name="Common Core of Data directory",
    source="NCES Common Core of Data, through the Education Data Portal of the Urban Institute",
    required=("nces_id", "name", "region"),
    fields={
        "nces_id": Column("leaid", cells.district_id),
        "state_id": Column("state_leaid", cells.state_id),
        "name": Column("lea_name", cells.words),
        "county": Column("county_name", cells.words),
        "street": Column("street_location", cells.words),
        "city": Column("city_location", cells.words),
        "region": Column("state_location", cells.region),
        "postal_code": Column("zip_location", cells.postal_code),
        "phone": Column("phone", cells.phone),
        "latitude": Column("latitude", cells.latitude),
        "longitude": Column("longitude", cells.longitude),
        "locale_code": Column("urban_centric_locale", cells.locale),
        "lowest_grade": Column("lowest_grade_offered", cells.grade),
        "highest_grade": Column("highest_grade_offered", cells.grade),
        "school_count": Column("number_of_schools", cells.count),
        "enrollment": Column("enrollment", cells.count),
        "special_education_count": Column("spec_ed_students", cells.count),
        "english_learner_count": Column("english_language_learners", cells.count),
        "teacher_fte": Column("teachers_total_fte", cells.staff),
        "classification": Column("agency_type", cells.classification),
    },
)
NCES_SEARCH = Format(
    name="NCES district search",
    source="NCES Common Core of Data, district search",
    required=("nces_id", "name", "region"),
    fields={
        "nces_id": Column("NCES District ID", cells.district_id),
        "state_id": Column("State District ID", cells.state_id),
        "name": Column("District Name", cells.words),
        "county": Column("County Name", cells.words, starts=True),
        "street": Column("Street Address", cells.words),
        "city": Column("City", cells.words),
        "region": Column("State", cells.region),
        "postal_code": Column("ZIP", cells.postal_code),
        "phone": Column("Phone", cells.phone),
        "enrollment": Column("Students", cells.count, starts=True),
        "teacher_fte": Column("Teachers", cells.staff, starts=True),
        "school_count": Column("Schools", cells.count),
        "locale_code": Column("Locale Code", cells.locale, starts=True),
        "classification": Column("Type", cells.classification),
    },
)
ELSI = Format(
    name="ELSI table export",
    source="NCES Common Core of Data, Elementary/Secondary Information System",
    required=("nces_id", "name", "region"),
    ends_at_blank_line=True,
    fields={
        "nces_id": Column("Agency ID - NCES Assigned [District]", cells.district_id, starts=True),
        "state_id": Column("State Agency ID [District]", cells.state_id, starts=True),
        "name": Column("Agency Name [District]", cells.words, starts=True),
        "street": Column("Location Address 1 [District]", cells.words, starts=True),
        "city": Column("Location City [District]", cells.words, starts=True),
        "region": Column("State Abbr [District]", cells.region, starts=True),
        "postal_code": Column("Location ZIP [District]", cells.postal_code, starts=True),
        "phone": Column("Phone Number [District]", cells.phone, starts=True),
        "latitude": Column("Latitude [District]", cells.latitude, starts=True),
        "longitude": Column("Longitude [District]", cells.longitude, starts=True),
        "locale_code": Column("Locale [District]", cells.locale, starts=True),
        "lowest_grade": Column("Lowest Grade Offered [District]", cells.grade, starts=True),
        "highest_grade": Column("Highest Grade Offered [District]", cells.grade, starts=True),
        "enrollment": Column("Total Students All Grades (Excludes AE) [District]", cells.count, starts=True),
        "special_education_count": Column(
            "Individualized Education Program Students [District]", cells.count, starts=True
        ),
        "english_learner_count": Column("Limited English Proficient (LEP)", cells.count, starts=True),
    },
)
CROSSWALK = Format(
    name="crosswalk of NCES and state ids",
    source="Crosswalk of NCES ids and Pennsylvania AUNs",
    required=("nces_id", "state_id", "name"),
    names_are_final=False,
    fields={
        "nces_id": Column("nces_id", cells.district_id),
        "state_id": Column("AUN", cells.state_id),
        "name": Column("school_district", cells.words),
        "region": Column("state", cells.region),
    },
)
OWN = Format(
    name="Pilotage district list",
    source="NCES Common Core of Data 2021, through the Education Data Portal of the Urban Institute",
    required=("nces_id", "name", "region"),
    fields={field: Column(field, column.parse) for field, column in CCD.fields.items()},
)
MADE_UP = Format(
    name="made-up districts",
    source="Made up for the demonstration",
    required=("nces_id", "name", "region"),
    fields={**OWN.fields, "is_fictional": Column("is_fictional", lambda cell: cell == "yes")},
)
SCHOOLS = Format(
    name="Common Core of Data schools",
    source="NCES Common Core of Data, through the Education Data Portal of the Urban Institute",
    required=("nces_id", "district_id", "name", "region"),
    fields={
        "nces_id": Column("ncessch", cells.school_id),
        "district_id": Column("leaid", cells.district_id),
        "name": Column("school_name", cells.words),
        "district_name": Column("lea_name", cells.words),
        "city": Column("city_location", cells.words),
        "region": Column("state_location", cells.region),
        "lowest_grade": Column("lowest_grade_offered", cells.grade),
        "highest_grade": Column("highest_grade_offered", cells.grade),
    },
)
DISTRICT_FORMATS = (CCD, NCES_SEARCH, ELSI, CROSSWALK, MADE_UP, OWN)
SCHOOL_FORMATS = (SCHOOLS,)
