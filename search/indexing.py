"""Writing the catalogue: one entry a model, idempotent, each write one edition."""

import secrets
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Max

from search import fts, vocabulary
from search.facets import filed_under, searched_labels
from search.facts import EntryFacts, Lapse, TierPeriod, completeness_of
from search.gathering import facts_of, public_model_ids
from search.grades import grade_words
from search.models import CatalogEdition, CatalogEntry, CatalogLapse, CatalogPeriod
from search.signals import entries_written
from search.words import name_key

EDITIONS_KEPT = 1_000
_WRITER_LOCK = 7_210_551


def index_model(model_id: int) -> None:
    """Bring a model's entry up to what is public about it now. Doing it again changes nothing.

    The facts are read after the writer's lock is taken, so that of two writes the later one sees everything.
    """
    with transaction.atomic():
        _lock()
        facts = facts_of(model_id)
        if facts is None:
            _withdraw([model_id])
        else:
            _write([facts])


def store(many: Iterable[EntryFacts], *, is_forced: bool = False) -> None:
    """Write these entries in one edition; `is_forced` writes those too that say the same already."""
    with transaction.atomic():
        _lock()
        _write(list(many), is_forced=is_forced)


def withdraw_all_but(model_ids: Iterable[int]) -> None:
    """Take every other model out of the catalogue."""
    kept = set(model_ids)
    with transaction.atomic():
        _lock()
        listed = CatalogEntry.objects.filter(is_listed=True).values_list("model_id", flat=True)
        _withdraw([model_id for model_id in listed if model_id not in kept])


def prune_editions() -> None:
    """Forget editions that no running process can still hold."""
    newest = CatalogEdition.objects.aggregate(newest=Max("pk"))["newest"] or 0
    CatalogEdition.objects.filter(pk__lt=newest - EDITIONS_KEPT).delete()


def recount_words() -> None:
    """Count the words of every entry anew."""
    with transaction.atomic():
        _lock()
        entries = CatalogEntry.objects.filter(is_listed=True).iterator(chunk_size=500)
        vocabulary.recount((text_of(entry).words for entry in entries), _new_edition())


def announce_synonyms() -> None:
    """Have every process read the synonyms again before its next search."""
    with transaction.atomic():
        _lock()
        _new_edition()


def everything() -> Sequence[int]:
    """The models that belong in the catalogue."""
    return public_model_ids()


def _lock() -> None:
    """One writer at a time. SQLite's write transaction is exclusive already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])


def _write(many: list[EntryFacts], *, is_forced: bool = False) -> None:
    held = {entry.model_id: entry for entry in _held([facts.model_id for facts in many])}
    changed = [facts for facts in many if is_forced or not _says_the_same(held.get(facts.model_id), facts)]
    if not changed:
        return
    edition = _new_edition()
    number = CatalogEntry.objects.aggregate(last=Max("number"))["last"] or 0
    entries, before = [], []
    for facts in changed:
        entry = held.get(facts.model_id)
        if entry is None:
            number += 1
            entry = CatalogEntry(model_id=facts.model_id, number=number)
        elif entry.is_listed:
            before.append(text_of(entry).words)
        _fill(entry, facts, edition)
        entries.append(entry)
    _save(entries)
    _replace_periods(entries, changed)
    texts = [text_of(entry) for entry in entries]
    fts.write(texts)
    vocabulary.count_change(before=before, after=(text.words for text in texts), edition=edition)
    entries_written.send(sender=CatalogEntry, entries=entries, edition=edition)


def _held(model_ids: list[int]) -> Iterable[CatalogEntry]:
    for start in range(0, len(model_ids), 500):
        rows = CatalogEntry.objects.filter(model_id__in=model_ids[start : start + 500])
        yield from rows.prefetch_related("periods", "lapses")


def _new_edition() -> int:
    return CatalogEdition.objects.create(stamp=secrets.token_hex(16)).pk


def _save(entries: list[CatalogEntry]) -> None:
    fields = [field.name for field in CatalogEntry._meta.concrete_fields if not field.primary_key]
    CatalogEntry.objects.bulk_update([entry for entry in entries if entry.pk], fields, batch_size=100)
    CatalogEntry.objects.bulk_create([entry for entry in entries if not entry.pk], batch_size=500)


def _replace_periods(entries: list[CatalogEntry], many: list[EntryFacts]) -> None:
    keys = [entry.pk for entry in entries]
    for start in range(0, len(keys), 500):
        CatalogPeriod.objects.filter(entry_id__in=keys[start : start + 500]).delete()
        CatalogLapse.objects.filter(entry_id__in=keys[start : start + 500]).delete()
    CatalogPeriod.objects.bulk_create(
        (
            CatalogPeriod(
                entry=entry,
                tier=period.tier,
                starts_at=period.starts_at,
                ends_at=period.ends_at,
                shown_until=period.shown_until,
            )
            for entry, facts in zip(entries, many, strict=True)
            for period in facts.periods
        ),
        batch_size=500,
    )
    CatalogLapse.objects.bulk_create(
        (
            CatalogLapse(entry=entry, kind=lapse.kind, starts_at=lapse.starts_at, ends_at=lapse.ends_at)
            for entry, facts in zip(entries, many, strict=True)
            for lapse in facts.lapses
        ),
        batch_size=500,
    )


def _withdraw(model_ids: Sequence[int]) -> None:
    entries = [entry for entry in _held(list(model_ids)) if entry.is_listed]
    if not entries:
        return
    edition = _new_edition()
    for entry in entries:
        entry.is_listed, entry.edition = False, edition
    CatalogEntry.objects.bulk_update(entries, ["is_listed", "edition"], batch_size=500)
    fts.remove(entry.number for entry in entries)
    vocabulary.count_change(before=(text_of(entry).words for entry in entries), after=(), edition=edition)
    entries_written.send(sender=CatalogEntry, entries=entries, edition=edition)


def _fill(entry: CatalogEntry, facts: EntryFacts, edition: int) -> None:
    for name, value in _columns(facts).items():
        setattr(entry, name, value)
    entry.edition, entry.is_listed = edition, True


def _columns(facts: EntryFacts) -> dict:
    standing = facts.standing or max(facts.periods, key=lambda period: period.starts_at, default=None)
    is_decided = standing is not None and not facts.is_illustrative
    copied = (
        "name slug provider_name provider_slug is_illustrative version_number summary evidence_line other_text "
        "computed_tier price_unit price_low_cents price_high_cents price_note effect_g effect_low effect_high"
    )
    lists = "subjects grade_bands services delivery locales"
    return {
        **{name: getattr(facts, name) for name in copied.split()},
        **{name: list(getattr(facts, name)) for name in lists.split()},
        "filed": filed_under(facts),
        "completeness": completeness_of(facts),
        "designated_tier": standing.tier if is_decided else "",
        "designated_until": standing.public_end if is_decided else None,
    }


def _says_the_same(entry: CatalogEntry | None, facts: EntryFacts) -> bool:
    if entry is None or not entry.is_listed:
        return False
    has_same_spans = _spans(entry.periods.all()) == _spans(facts.periods)
    has_same_lapses = _stops(entry.lapses.all()) == _stops(facts.lapses)
    return (
        has_same_spans
        and has_same_lapses
        and all(getattr(entry, name) == value for name, value in _columns(facts).items())
    )


def _stops(lapses: Iterable[CatalogLapse | Lapse]) -> set[tuple]:
    return {(lapse.kind, lapse.starts_at, lapse.ends_at) for lapse in lapses}


def _spans(periods: Iterable[CatalogPeriod | TierPeriod]) -> set[tuple]:
    return {(period.tier, period.starts_at, period.ends_at, period.shown_until) for period in periods}


def text_of(entry: CatalogEntry) -> fts.Text:
    """The words of an entry. What it is filed under counts as much as its summary, in words and as grades."""
    filed = [label for _, _, label in searched_labels(entry.filed)]
    return fts.Text(
        number=entry.number,
        name=entry.name,
        summary=f"{entry.summary} {entry.provider_name} {' '.join(filed)}",
        evidence=entry.evidence_line,
        rest=entry.other_text,
        name_key=name_key(entry.name),
        summary_keys=tuple(grade_words(entry.grade_bands)),
    )
