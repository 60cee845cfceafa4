"""The catalogue's index on Elasticsearch: what it holds of an entry, and how it is kept, checked and built anew.

It holds stems, values of facets and numbers that order, nothing else; what is shown comes from the database. Each entry
carries its edition as version, so that an older write never lands on a newer one. An index belongs to the mapping it
was built with: its alias carries the mapping's fingerprint, so that two versions of the portal never share one.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import islice
from math import ceil
from typing import Any

import numpy as np
from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from marketplace.products.vocabulary import Tier
from search import scoring
from search.bitmaps import Period, shown_at
from search.engine import IN_FORCE
from search.facets import AGED, KEYS, NOT_ON_RECORD
from search.fts import FIELDS
from search.indexing import text_of
from search.models import CatalogEntry, LapseKind

STANDINGS = (IN_FORCE, *LapseKind.values)
LAYOUT = 2  # to be raised when entries are written differently into the same mapping
ENTRIES_A_BATCH = 500
ENTRIES_A_BUCKET = 1_000
WRITING_SECONDS = 30
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = {"type": "text", "analyzer": "whitespace", "norms": False, "position_increment_gap": 100}
_STRETCHES = {"type": "long_range"}

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "number": {"type": "integer"},
        "edition": {"type": "long"},
        **{field: {**_TEXT, "copy_to": "any"} for field in FIELDS},
        "any": _TEXT,
        "begun": _STRETCHES,
        "standing": {"properties": dict.fromkeys(STANDINGS, _STRETCHES)},
        "tier": {"properties": dict.fromkeys(Tier.values, _STRETCHES)},
        "filed": {"type": "keyword"},
        "day": {"properties": {key: {"type": "date", "format": "strict_date"} for key in sorted(AGED)}},
        "name_order": {"type": "keyword", "index": False},
        **{name: {"type": "double", "index": False} for name in ("effect", "boost")},
        **{
            name: {"type": "long", "index": False}
            for name in ("price_low", "until", "approved", "completeness", "mark")
        },
    },
}
SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "-1",
    "max_result_window": 3_000_000,
    "gc_deletes": "1h",
}
_CONTENT = [MAPPING, SETTINGS, LAYOUT, KEYS, scoring.APPROVED_BOOST, scoring.COMPLETE_BOOST]
FINGERPRINT = sha256(json.dumps(_CONTENT, sort_keys=True).encode()).hexdigest()[:8]


class UnsentEntries(Exception):
    """The server took the request and refused some of the entries."""


def client(seconds: float = WRITING_SECONDS) -> Elasticsearch:
    """The server of the settings, waited for so long, to the next hundredth; its connections are of the process."""
    return _waiting(json.dumps(settings.ELASTICSEARCH["client"]), ceil(seconds * 100))


@lru_cache(maxsize=256)
def _waiting(options: str, hundredths: int) -> Elasticsearch:
    return _client(options).options(request_timeout=hundredths / 100)


@lru_cache(maxsize=4)
def _client(options: str) -> Elasticsearch:
    given = json.loads(options)
    if "basic_auth" in given:
        given["basic_auth"] = tuple(given["basic_auth"])
    return Elasticsearch(**given, max_retries=0, retry_on_timeout=False, dead_node_backoff_factor=0.0)


def live_alias() -> str:
    """The name under which searches find the index of this mapping."""
    return f"{settings.ELASTICSEARCH['index']}-{FINGERPRINT}"


def building_alias() -> str:
    """The name of an index of this mapping that is being filled; changes are written to it as well."""
    return f"{live_alias()}-building"


def previous_alias() -> str:
    """The name of the index that the last rebuild replaced."""
    return f"{live_alias()}-previous"


def instant(at: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (at - _BEGINNING) // timedelta(microseconds=1)


def is_built() -> bool:
    """Whether there is an index of this mapping to search in."""
    return bool(client().indices.exists_alias(name=live_alias()))


def document(entry: CatalogEntry) -> dict[str, Any]:
    """What the index holds of an entry. Takes it with its periods and lapses."""
    stretches = list(_stretches(entry))
    complete = np.float32(entry.completeness)
    return {
        "number": entry.number,
        "edition": entry.edition,
        "mark": _mark(entry.number, entry.edition),
        **{field: " ".join(stems) for field, stems in zip(FIELDS, text_of(entry).stems(), strict=True)},
        "begun": [span for span, _ in stretches],
        "standing": _grouped((shown.standing, span) for span, shown in stretches),
        "tier": _grouped((shown.tier, span) for span, shown in stretches),
        **_filed(entry),
        "name_order": entry.name.casefold(),
        "effect": entry.effect_g,
        "price_low": entry.price_low_cents,
        "until": instant(entry.designated_until) if entry.designated_until else None,
        "approved": int(not entry.is_illustrative),
        "completeness": round(round(entry.completeness, 1) * 10),
        "boost": float(scoring.boosts(np.float32(not entry.is_illustrative), complete)),
    }


def _filed(entry: CatalogEntry) -> dict[str, Any]:
    """What it is filed under: the days apart, so that their bands can be counted from any day."""
    days = {key: value for key, value in (one.split(":", 1) for one in entry.filed) if key in AGED}
    days = {key: value for key, value in days.items() if value != NOT_ON_RECORD}
    return {"filed": [one for one in entry.filed if one.partition(":")[0] not in days], "day": days}


def _stretches(entry: CatalogEntry) -> Iterator[tuple[dict[str, int], Any]]:
    """The stretches of time in which the entry is in force or has lapsed, each with how it stands in it."""
    periods, lapses = (
        sorted((Period(getattr(row, name), row.starts_at, row.ends_at) for row in rows), key=lambda row: row.starts_at)
        for rows, name in ((entry.periods.all(), "tier"), (entry.lapses.all(), "kind"))
    )
    bounds = sorted({at for one in (*periods, *lapses) for at in (one.starts_at, one.ends_at) if at is not None})
    for start, end in zip(bounds, [*bounds[1:], None], strict=True):
        shown = shown_at(periods, lapses, start)
        if shown:
            yield {"gte": instant(start), **({"lt": instant(end)} if end else {})}, shown


def _grouped(pairs: Iterable[tuple[str, dict]]) -> dict[str, list[dict]]:
    groups: dict[str, list[dict]] = {}
    for key, span in pairs:
        groups.setdefault(key, []).append(span)
    return groups


def send(numbers: Sequence[int]) -> dict[int, int]:
    """Bring these entries up to what the database holds, in whatever index there is; returns their editions.

    Doing it again changes nothing. Raises what the client raises, and UnsentEntries where some were refused.
    """
    entries = {entry.number: entry for entry in _read(CatalogEntry.objects.filter(number__in=list(numbers)))}
    aliases = [live_alias()]
    if client().indices.exists_alias(name=building_alias()):
        aliases.append(building_alias())
    for alias in aliases:
        _bulk((_action(number, entries.get(number)) for number in numbers), alias)
    return {number: entry.edition for number, entry in entries.items()}


def _action(number: int, entry: CatalogEntry | None) -> dict[str, Any]:
    if entry is None:
        return {"_op_type": "delete", "_id": number}
    versioned = {"_id": number, "version": entry.edition, "version_type": "external_gte"}
    if not entry.is_listed:
        return {"_op_type": "delete", **versioned}
    return {"_op_type": "index", **versioned, "_source": document(entry)}


def _bulk(actions: Iterable[dict[str, Any]], alias: str, *, is_seen_at_once: bool = True) -> None:
    """Write through an alias. What is newer there already, or gone already, is as it should be."""
    refresh = {"refresh": "true"} if is_seen_at_once else {}
    answers = streaming_bulk(
        client(), actions, index=alias, chunk_size=ENTRIES_A_BATCH, raise_on_error=False, require_alias=True, **refresh
    )
    refused = [
        detail for is_done, answer in answers for detail in answer.values()
        if not is_done and detail["status"] != 409 and detail.get("result") != "not_found"
    ]  # fmt: skip
    if refused:
        reason = refused[0].get("error", {})
        raise UnsentEntries(f"{len(refused)} entries were refused: {reason.get('type')}: {reason.get('reason')}")


def _read(rows: Any) -> Iterator[CatalogEntry]:
    return rows.prefetch_related("periods", "lapses").iterator(chunk_size=ENTRIES_A_BATCH)


def rebuild(progress: Callable[[float], None] = lambda share: None) -> str:
    """Build a new index beside the one that is searched, put it in its place at once, and keep the old one.

    What changes meanwhile is written to both. An index that an interrupted rebuild left is taken away. Returns the
    name of the new index.
    """
    server = client()
    _delete(_indices_of(building_alias()))
    name = f"{live_alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    aliases = {building_alias(): {}}
    server.indices.create(index=name, mappings=MAPPING, settings=SETTINGS, aliases=aliases)
    listed = CatalogEntry.objects.filter(is_listed=True)
    _fill(_counted(listed, progress), building_alias())
    server.indices.refresh(index=name)
    before, older = _indices_of(live_alias()), _indices_of(previous_alias())
    actions: list[dict[str, Any]] = [
        {"remove": {"index": name, "alias": building_alias(), "must_exist": True}},
        {"add": {"index": name, "alias": live_alias()}},
    ]
    actions += [{"remove": {"index": one, "alias": live_alias()}} for one in before]
    actions += [{"add": {"index": one, "alias": previous_alias()}} for one in before]
    actions += [{"remove": {"index": one, "alias": previous_alias()}} for one in older if before]
    server.indices.update_aliases(actions=actions)
    _delete([one for one in older if before and one not in before])
    _forget_other_mappings()
    return name


def _fill(actions: Iterable[dict[str, Any]], alias: str) -> None:
    """Write many entries: while the server takes one batch the next is read and worded."""
    with ThreadPoolExecutor(max_workers=1) as sender:
        taken = None
        for batch in _batches(actions):
            if taken:
                taken.result()
            taken = sender.submit(_bulk, batch, alias, is_seen_at_once=False)
        if taken:
            taken.result()


def _batches(actions: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    following = iter(actions)
    while batch := list(islice(following, ENTRIES_A_BATCH)):
        yield batch


def _counted(rows: Any, progress: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    total = rows.count()
    for place, entry in enumerate(_read(rows.order_by("number")), start=1):
        yield _action(entry.number, entry)
        if place % ENTRIES_A_BATCH == 0:
            progress(min(place / total, 1.0))


def roll_back() -> str:
    """Search in the index that the last rebuild replaced, and keep the other in its place; returns its name.

    Raises LookupError where there is none.
    """
    old, new = _indices_of(previous_alias()), _indices_of(live_alias())
    if not old:
        raise LookupError("there is no earlier index to go back to")
    swap = [(old, live_alias(), previous_alias()), (new, previous_alias(), live_alias())]
    actions = [
        {verb: {"index": one, "alias": alias}}
        for indices, added, removed in swap
        for one in indices
        for verb, alias in (("add", added), ("remove", removed))
    ]
    client().indices.update_aliases(actions=actions)
    repair()
    return old[0]


def repair() -> int:
    """Compare the index with the database, entry by entry where they differ, and mend it; returns how many differed.

    Where entries cannot be mended one by one, as after the database was restored, the index is built anew.
    """
    server = client()
    server.indices.refresh(index=live_alias())
    wrong = _wrong(server)
    for start in range(0, len(wrong), ENTRIES_A_BATCH):
        send(wrong[start : start + ENTRIES_A_BATCH])
    if wrong and set(wrong) & set(_wrong(server)):
        rebuild()
    return len(wrong)


def _wrong(server: Elasticsearch) -> list[int]:
    """The entries that the index lacks, has in another edition, or should not have."""
    differing = _differing_buckets(server)
    held = {number: edition for bucket in differing for number, edition in _held(server, bucket)}
    wanted = {number: edition for bucket in differing for number, edition in _wanted(bucket)}
    return sorted(number for number in held | wanted if held.get(number) != wanted.get(number))


def _differing_buckets(server: Elasticsearch) -> list[int]:
    """The thousands of numbers in which the entries and their editions are not the same."""
    buckets = {"histogram": {"field": "number", "interval": ENTRIES_A_BUCKET, "min_doc_count": 1}}
    answer = server.search(
        index=live_alias(),
        size=0,
        aggs={"buckets": {**buckets, "aggs": {"mark": {"sum": {"field": "mark"}}}}},
        request_cache=False,
    )
    counted = answer["aggregations"]["buckets"]["buckets"]
    there = {int(one["key"]) // ENTRIES_A_BUCKET: int(one["mark"]["value"]) for one in counted}
    here: dict[int, int] = {}
    entries = CatalogEntry.objects.filter(is_listed=True).values_list("number", "edition")
    for number, edition in entries.iterator(chunk_size=5_000):
        bucket = number // ENTRIES_A_BUCKET
        here[bucket] = here.get(bucket, 0) + _mark(number, edition)
    return sorted(bucket for bucket in here.keys() | there.keys() if here.get(bucket) != there.get(bucket))


def _mark(number: int, edition: int) -> int:
    """A number of 40 bits for an entry at an edition: the sums of a thousand are exact in floating point."""
    return int.from_bytes(blake2b(f"{number} {edition}".encode(), digest_size=5).digest(), "big")


def _held(server: Elasticsearch, bucket: int) -> Iterator[tuple[int, int]]:
    start = bucket * ENTRIES_A_BUCKET
    answer = server.search(
        index=live_alias(),
        size=ENTRIES_A_BUCKET,
        query={"range": {"number": {"gte": start, "lt": start + ENTRIES_A_BUCKET}}},
        docvalue_fields=["number", "edition"],
        source=False,
    )
    for hit in answer["hits"]["hits"]:
        yield hit["fields"]["number"][0], hit["fields"]["edition"][0]


def _wanted(bucket: int) -> Iterable[tuple[int, int]]:
    start = bucket * ENTRIES_A_BUCKET
    rows = CatalogEntry.objects.filter(is_listed=True, number__gte=start, number__lt=start + ENTRIES_A_BUCKET)
    return rows.values_list("number", "edition")


def other_mappings() -> dict[str, list[str]]:
    """The indices of this portal that were built with another mapping, newest first, each with its aliases."""
    begun = f"{settings.ELASTICSEARCH['index']}-"
    found = client().indices.get_alias(index=f"{begun}*", allow_no_indices=True)
    others = {
        name: list(held["aliases"])
        for name, held in found.body.items()
        if not name.startswith(f"{live_alias()}-") and len(name.removeprefix(begun).split("-")) == 2
    }
    return dict(sorted(others.items(), key=lambda pair: pair[0].rpartition("-")[2], reverse=True))


def _forget_other_mappings() -> None:
    """Of the indices of other mappings keep the newest that was searched, for a portal that is put back."""
    others = other_mappings()
    searched = [name for name, aliases in others.items() if any(one == name.rpartition("-")[0] for one in aliases)]
    _delete([name for name in others if name not in searched[:1]])


def _indices_of(alias: str) -> list[str]:
    try:
        return sorted(client().indices.get_alias(name=alias).body)
    except NotFoundError:
        return []


def _delete(names: Sequence[str]) -> None:
    if names:
        client().indices.delete(index=",".join(names), ignore_unavailable=True)
