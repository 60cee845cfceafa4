"""PURE: the one engine for every public number about groups of children. Pilotage rules, section 4.

What goes in: whole counts, which of them add up to which (families, along every axis), percentages of a
count in a count, and means. What comes out: each of them either shown, or replaced by one marker with a
machine reason. Small counts are hidden, then so much more that nobody can work one out again: after the
rules of thumb (hide a second cell, the hidden ones together are not small) the engine plays the reader
with the whole of it and hides further until each hidden count could be as many values as the threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from marketplace.publishing.cells import (
    COMPLEMENT,
    END_CODED,
    N_LT_MIN,
    Count,
    Family,
    Moment,
    Protection,
    Share,
    Shown,
    end_code,
    whole_percent,
)
from marketplace.publishing.ranges import Relation, View, neighbours

LOWEST_THRESHOLD = 5
NEAR_ZERO_SPREAD = Decimal("0.005")


@dataclass
class _Work:
    threshold: int
    counts: dict[str, Count]
    families: list[Family]
    shares: dict[str, Share]
    known: list[Relation]
    hidden: dict[str, str] = field(default_factory=dict)
    shares_hidden: dict[str, str] = field(default_factory=dict)

    def value(self, key: str) -> int:
        return self.counts[key].value

    def is_shown(self, key: str) -> bool:
        return self.counts[key].public and key not in self.hidden

    def needs_cover(self, key: str) -> bool:
        return key in self.hidden or self.value(key) < self.threshold

    def hide(self, key: str, reason: str) -> None:
        self.hidden[key] = reason
        for share in self.shares.values():
            if share.whole == key:
                self.shares_hidden.setdefault(share.key, reason)


def protect(
    *,
    counts: Iterable[Count],
    threshold: int,
    families: Iterable[Family] = (),
    shares: Iterable[Share] = (),
    moments: Iterable[Moment] = (),
    known: Sequence[Relation] = (),
) -> Protection:
    """Hide what is small and what would give it away. Pilotage rules 4, A1 to A5 and A8.

    `known` are further relations that readers have (an earlier release, a rule that was met). Raises
    ValueError for a threshold below five, a negative count, or parts that exceed their total.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"The threshold is {threshold}; it is never below {LOWEST_THRESHOLD}.")
    work = _prepare(counts, families, shares, known, threshold)
    _hide_small(work)
    _hide_until_stable(work)
    _hide_until_open(work)
    return Protection(
        counts={key: _shown_count(work, key) for key, count in work.counts.items() if count.public},
        shares={key: _shown_share(work, share) for key, share in work.shares.items()},
        moments={moment.key: _shown_moment(work, moment) for moment in moments},
        threshold=threshold,
    )


def _prepare(
    counts: Iterable[Count],
    families: Iterable[Family],
    shares: Iterable[Share],
    known: Sequence[Relation],
    threshold: int,
) -> _Work:
    cells = {count.key: count for count in counts}
    negative = [key for key, count in cells.items() if count.value < 0]
    if negative:
        raise ValueError(f"A count cannot be negative: {negative[0]}.")
    work = _Work(threshold, cells, [], {share.key: share for share in shares}, list(known))
    whole_of = {share.part: share.whole for share in work.shares.values()}
    rests: dict[tuple, str] = {}
    for family in sorted(families, key=lambda family: family.total in whole_of):
        wholes = whole_of.get(family.total), frozenset(whole_of.get(part) for part in family.parts)
        rest = _add_family(work, family, open_ended=wholes in rests)
        if rest:
            rests[family.total, frozenset(family.parts)] = rest
        if rest and wholes in rests:
            _add_family(work, Family(rests[wholes], (rest,)), open_ended=True)
    for share in work.shares.values():
        _add_family(work, Family(share.whole, (share.part,)), open_ended=True)
    return work


def _add_family(work: _Work, family: Family, *, open_ended: bool) -> str:
    """Add a family with what its parts leave over as one more part; returns the key of that part, if there is one."""
    left = work.value(family.total) - sum(map(work.value, family.parts))
    if left < 0:
        raise ValueError(f"The parts of {family.total} are {-left} more than the total.")
    if left == 0 and not open_ended and len(family.parts) > 1:
        work.families.append(family)
        return ""
    rest = f"{family.total} less {', '.join(family.parts)}"
    work.counts[rest] = Count(rest, left, public=False)
    work.families.append(Family(family.total, (*family.parts, rest)))
    return rest


def _hide_small(work: _Work) -> None:
    for key, count in work.counts.items():
        if count.public and count.value < work.threshold:
            work.hide(key, N_LT_MIN)
    for share in work.shares.values():
        if work.value(share.whole) < 2 * work.threshold:
            work.shares_hidden.setdefault(share.key, N_LT_MIN)


def _hide_until_stable(work: _Work) -> None:
    changed = True
    while changed:
        changed = any([_hide_in_family(work, family) for family in work.families])


def _hide_in_family(work: _Work, family: Family) -> bool:
    cells = (family.total, *family.parts)
    closed = [key for key in cells if not work.is_shown(key)]
    if not any(work.needs_cover(key) for key in closed):
        return False
    closed_parts = [key for key in family.parts if key in closed]
    too_little = len(closed) == 1 or (
        work.is_shown(family.total) and sum(map(work.value, closed_parts)) < work.threshold
    )
    shown_parts = [key for key in family.parts if work.is_shown(key)]
    one_left = len(shown_parts) == 1 and sum(work.counts[key].public for key in closed_parts) >= 2
    if not (too_little or one_left):
        return False
    options = shown_parts if one_left else [key for key in cells if work.is_shown(key)]
    if not options:
        return False
    work.hide(min(options, key=lambda key: (work.counts[key].rank, work.value(key), key)), COMPLEMENT)
    return True


def _hide_until_open(work: _Work) -> None:
    # Hiding more never makes a range narrower, so what is open once stays open.
    cleared: set[str] = set()
    while (narrow := _first_narrow(work, cleared)) is not None:
        if _hide_nearest(work, narrow):
            _hide_until_stable(work)
        else:
            _give_one_reason(work, narrow)
            cleared.update(work.hidden)


def _give_one_reason(work: _Work, key: str) -> None:
    """Nothing around is printed any more and the reasons alone say too much: then all of them are the same."""
    for other in (key, *neighbours(key, _all_relations(work))):
        if other in work.hidden:
            work.hidden[other] = COMPLEMENT


def _first_narrow(work: _Work, cleared: set[str]) -> str | None:
    view = _readers_view(work)
    for key in work.counts:
        if key in cleared or work.is_shown(key) or not work.needs_cover(key):
            continue
        if not view.is_open(key, value=work.value(key), width=work.threshold):
            return key
        cleared.add(key)
    return None


def _hide_nearest(work: _Work, key: str) -> bool:
    """Hide the nearest printed number that opens the range of `key`, or the nearest of all if none does alone."""
    options = sorted(_printed_near(work, key))
    for *_, chosen, kind in options:
        store = work.shares_hidden if kind == "share" else work.hidden
        store[chosen] = COMPLEMENT
        if _readers_view(work).is_open(key, value=work.value(key), width=work.threshold):
            break
        del store[chosen]
    else:
        if not options:
            return False
        *_, chosen, kind = options[0]
    if kind == "share":
        work.shares_hidden[chosen] = COMPLEMENT
    else:
        work.hide(chosen, COMPLEMENT)
    return True


def _printed_near(work: _Work, key: str) -> Iterable[tuple[int, int, int, str, str]]:
    distance = {key: 0, **neighbours(key, _all_relations(work))}
    for share in work.shares.values():
        if share.key not in work.shares_hidden and share.part in distance:
            part, whole = work.value(share.part), work.value(share.whole)
            is_bound = end_code(part=part, whole=whole, threshold=work.threshold) is not None
            yield distance[share.part] + 3 * is_bound, 0, part, share.key, "share"
    for other in distance:
        if work.is_shown(other):
            yield distance[other], 1 + work.counts[other].rank, work.value(other), other, "count"


def _readers_view(work: _Work) -> View:
    """Everything a reader has: relations, limits of what is not printed (its marker tells some), printed counts."""
    ceiling = 10 * (max((count.value for count in work.counts.values()), default=0) + work.threshold)
    fixed, limits = {}, {}
    for key, count in work.counts.items():
        if work.is_shown(key):
            fixed[key] = count.value
        else:
            reason = work.hidden.get(key)
            low = work.threshold if reason == COMPLEMENT else 0
            high = work.threshold - 1 if reason == N_LT_MIN else ceiling
            limits[key] = (low, high)
    relations = [_adds_up(family) for family in work.families] + work.known
    for share in work.shares.values():
        if share.key not in work.shares_hidden:
            relations += _of_share(work, share)
    return View(relations, limits, fixed)


def _all_relations(work: _Work) -> list[Relation]:
    shares = [Relation({share.part: 1, share.whole: -1}) for share in work.shares.values()]
    return [_adds_up(family) for family in work.families] + work.known + shares


def _adds_up(family: Family) -> Relation:
    return Relation({family.total: 1, **{part: -1 for part in family.parts}})


def _of_share(work: _Work, share: Share) -> list[Relation]:
    part, whole = work.value(share.part), work.value(share.whole)
    code = end_code(part=part, whole=whole, threshold=work.threshold)
    if code is not None:
        side, percent = code
        low, high = (None, 0) if side == "at_most" else (0, None)
        return [Relation({share.part: 100, share.whole: -percent}, low, high)]
    if share.exact:
        return [Relation({share.part: 1}, part, part)]
    percent = whole_percent(part=part, whole=whole)
    return [
        Relation({share.part: 200, share.whole: 1 - 2 * percent}, 0, None),
        Relation({share.part: 200, share.whole: -1 - 2 * percent}, None, -1),
    ]


def _shown_count(work: _Work, key: str) -> Shown:
    reason = work.hidden.get(key, "")
    return Shown(None, reason) if reason else Shown(work.value(key))


def _shown_share(work: _Work, share: Share) -> Shown:
    reason = work.shares_hidden.get(share.key, "")
    if reason:
        return Shown(None, reason)
    part, whole = work.value(share.part), work.value(share.whole)
    code = end_code(part=part, whole=whole, threshold=work.threshold)
    if code is None:
        return Shown(whole_percent(part=part, whole=whole))
    side, percent = code
    return Shown(None, END_CODED, **{side: percent})


def _shown_moment(work: _Work, moment: Moment) -> Shown:
    """A mean needs a shown count, and a spread: where all children score alike, the mean is each child's score."""
    reason = work.hidden.get(moment.whole, "")
    if not reason and work.value(moment.whole) < work.threshold:
        reason = N_LT_MIN
    if not reason and moment.sd <= NEAR_ZERO_SPREAD * abs(moment.mean):
        reason = COMPLEMENT
    return Shown(None, reason) if reason else Shown(moment.mean, sd=moment.sd)
