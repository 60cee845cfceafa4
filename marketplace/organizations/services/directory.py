"""Taking a published directory in: in batches, in one transaction, the same again changing nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import models
from django.utils.text import slugify

from marketplace.audit.services import record
from marketplace.lifecycles.services import service
from marketplace.organizations.directory.formats import DISTRICT_FORMATS, SCHOOL_FORMATS, Format
from marketplace.organizations.directory.reading import RefusedRow, Row, Source, open_source
from marketplace.organizations.models import Classification, District, Organization, School

BATCH_ROWS = 2000
REFUSALS_KEPT = 1000
SCHOOL_FIELDS = ("district_id", "name", "city", "region", "lowest_grade", "highest_grade")
Item = TypeVar("Item")
Progress = Callable[[float], None]


@dataclass
class Report:
    """What an import did, or with a dry run would do. The first thousand refusals are kept whole, all are counted."""

    source: str = ""
    added_count: int = 0
    changed_count: int = 0
    unchanged_count: int = 0
    refused_count: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def refuse(self, row: RefusedRow) -> None:
        """Count a row that was not taken."""
        self.refused_count += 1
        if len(self.refused) < REFUSALS_KEPT:
            self.refused.append(row)

    def counts(self) -> dict[str, int]:
        """The four counts by name."""
        names = ("added", "changed", "unchanged", "refused")
        return {name: getattr(self, f"{name}_count") for name in names}


class _DryRun(Exception):
    """Takes back what a dry run did."""


def import_districts(*, path: Path, at: datetime, dry_run: bool = False, progress: Progress | None = None) -> Report:
    """Take in a directory of districts in any known format. A row with a wrong cell is refused whole and named.

    Cells without a value never erase what is known; what kind an agency is, once said, stays. Raises UnreadableFile.
    """
    return _run(_import_districts, DISTRICT_FORMATS, path, at, dry_run, progress)


def import_schools(*, path: Path, at: datetime, dry_run: bool = False, progress: Progress | None = None) -> Report:
    """Take in a directory of schools; districts that are lacking come in *unclassified*. Raises UnreadableFile."""
    return _run(_import_schools, SCHOOL_FORMATS, path, at, dry_run, progress)


def _run(
    work: Callable[..., None],
    formats: tuple[Format, ...],
    path: Path,
    at: datetime,
    dry_run: bool,
    progress: Progress | None,
) -> Report:
    source = open_source(path, formats)
    report = Report(source=source.format.name)

    @service
    def import_file() -> None:
        work(source, report, progress or (lambda share: None))
        if dry_run:
            raise _DryRun
        _note(report, path, at)

    try:
        import_file()
    except _DryRun:
        pass
    finally:
        source.handle.close()
    return report


def _import_districts(source: Source, report: Report, progress: Progress) -> None:
    slugs = _Slugs()
    seen: set[str] = set()
    for batch in _batches(_taken(source.rows, report), BATCH_ROWS):
        rows = [row for row in batch if _first_time(row, seen, report)]
        known = District.objects.in_bulk([row.values["nces_id"] for row in rows], field_name="nces_id")
        added, changed, fields = [], [], set()
        for row in rows:
            existing = known.get(row.values["nces_id"])
            if existing is None:
                added.append(_new_district(row, source.format, slugs))
                continue
            differing = _differing(existing, row, source.format, report)
            if differing is None:
                continue
            if differing:
                changed.append(_set(existing, differing))
                fields |= differing.keys()
            else:
                report.unchanged_count += 1
        District.objects.bulk_create(added, batch_size=BATCH_ROWS)
        if changed:
            District.objects.bulk_update(changed, sorted(fields), batch_size=200)
        report.added_count += len(added)
        report.changed_count += len(changed)
        progress(source.share_read)


def _new_district(row: Row, form: Format, slugs: _Slugs) -> District:
    values = {"classification": Classification.UNCLASSIFIED, **row.values, "source": form.source[:120]}
    return District(slug=slugs.take(values["name"], values["nces_id"]), **values)


def _differing(existing: District, row: Row, form: Format, report: Report) -> dict[str, Any] | None:
    """What the row would change; None where it contradicts what the directory says of this district."""
    values = {name: value for name, value in row.values.items() if name != "nces_id"}
    if existing.classification != Classification.UNCLASSIFIED:
        values.pop("classification", None)
    if not form.names_are_final:
        values.pop("name", None)
        if existing.state_id and existing.state_id != values["state_id"]:
            told = f"{existing.state_id}, as the directory has for {existing.nces_id},"
            report.refuse(RefusedRow(row.line, form.fields["state_id"].header, values["state_id"], told))
            return None
    return {name: value for name, value in values.items() if getattr(existing, name) != value}


def _import_schools(source: Source, report: Report, progress: Progress) -> None:
    districts = dict(District.objects.values_list("nces_id", "pk"))
    slugs = _Slugs()
    for rows in _batches(_taken(source.rows, report), BATCH_ROWS):
        _add_missing_districts(rows, source.format, districts, slugs)
        ids = [row.values["nces_id"] for row in rows]
        known = {one[0]: one for one in School.objects.filter(nces_id__in=ids).values_list("nces_id", *SCHOOL_FIELDS)}
        added: dict[str, School] = {}
        changed: dict[str, dict[str, Any]] = {}
        for row in rows:
            nces_id, get = row.values["nces_id"], row.values.get
            district_id = row.values["district_id"]
            values = (districts[district_id], *(get(name, "") for name in SCHOOL_FIELDS[1:]))
            if not nces_id.startswith(district_id):
                report.refuse(RefusedRow(row.line, "ncessch", nces_id, f"an id under {district_id}"))
            elif nces_id in added or nces_id in changed:
                report.refuse(RefusedRow(row.line, "ncessch", nces_id, "each school once"))
            elif nces_id not in known:
                added[nces_id] = School(nces_id=nces_id, **dict(zip(SCHOOL_FIELDS, values, strict=True)))
            elif known[nces_id][1:] != values:
                changed[nces_id] = dict(zip(SCHOOL_FIELDS, values, strict=True))
            else:
                report.unchanged_count += 1
        School.objects.bulk_create(added.values(), batch_size=BATCH_ROWS)
        if changed:
            schools = School.objects.filter(nces_id__in=changed)
            School.objects.bulk_update(
                [_set(school, changed[school.nces_id]) for school in schools], SCHOOL_FIELDS, batch_size=200
            )
        report.added_count += len(added)
        report.changed_count += len(changed)
        progress(source.share_read)


def _add_missing_districts(rows: list[Row], form: Format, districts: dict[str, int], slugs: _Slugs) -> None:
    missing: dict[str, District] = {}
    for row in rows:
        nces_id = row.values["district_id"]
        if nces_id not in districts and nces_id not in missing:
            name = row.values.get("district_name") or f"District {nces_id}"
            missing[nces_id] = District(
                nces_id=nces_id,
                name=name,
                region=row.values["region"],
                slug=slugs.take(name, nces_id),
                source=form.source[:120],
            )
    District.objects.bulk_create(missing.values(), batch_size=BATCH_ROWS)
    districts.update(District.objects.filter(nces_id__in=missing).values_list("nces_id", "pk"))


class _Slugs:
    """Addresses for new districts: the name, and where it is taken the name with the district's id."""

    def __init__(self) -> None:
        self.taken = set(District.objects.values_list("slug", flat=True))

    def take(self, name: str, nces_id: str) -> str:
        base = slugify(name)[:100] or nces_id
        slug = base if base not in self.taken else f"{base}-{nces_id}"
        self.taken.add(slug)
        return slug


def _taken(rows: Iterable[Row | RefusedRow], report: Report) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, RefusedRow):
            report.refuse(row)
        else:
            yield row


def _first_time(row: Row, seen: set[str], report: Report) -> bool:
    nces_id = row.values["nces_id"]
    if nces_id in seen:
        report.refuse(RefusedRow(row.line, "NCES id", nces_id, "each district once"))
        return False
    seen.add(nces_id)
    return True


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _set(instance: models.Model, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(instance, name, value)
    return instance


def _note(report: Report, path: Path, at: datetime) -> None:
    agency = Organization.objects.filter(regulates=True).first()
    if agency and report.added_count + report.changed_count:
        record(
            "directory.imported",
            subject=agency,
            actor=None,
            organization=agency,
            at=at,
            payload={"file": path.name, **report.counts()},
        )
