"""A reader who plays against the published tables with linear programming, written apart from the engine.

It takes only what is printed (values, markers, bounds, which numbers add up) and asks for the smallest and
the largest whole number that each hidden count can be.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.publishing.cells import Count, Family, Share
from marketplace.publishing.suppression import protect
from tests.marketplace.publishing.adversary import THRESHOLD, Reader


def test_the_adversary_can_win():
    """Shown a table with one hidden cell and a total, it finds the cell: so it is worth its name."""
    reader = Reader()
    reader.unknown("all", 100, 100)
    reader.unknown("a", 95, 95)
    reader.unknown("b")
    reader.equal({"all": 1, "a": -1, "b": -1})
    assert reader.width("b") == 1


counts = st.one_of(st.integers(0, 14), st.integers(0, 90))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(counts, min_size=2, max_size=4).flatmap(
        lambda row: st.lists(st.lists(counts, min_size=len(row), max_size=len(row)), min_size=2, max_size=3)
    )
)
def test_two_way_tables_with_their_margins(grid):
    rows, columns = range(len(grid)), range(len(grid[0]))
    cells = {f"{r},{c}": grid[r][c] for r in rows for c in columns}
    totals = {f"row {r}": sum(grid[r]) for r in rows} | {f"col {c}": sum(g[c] for g in grid) for c in columns}
    families = [Family("all", tuple(f"row {r}" for r in rows)), Family("all", tuple(f"col {c}" for c in columns))]
    families += [Family(f"row {r}", tuple(f"{r},{c}" for c in columns)) for r in rows]
    families += [Family(f"col {c}", tuple(f"{r},{c}" for r in rows)) for c in columns]
    given_counts = [Count(key, value) for key, value in cells.items()]
    given_counts += [Count(key, value, rank=2) for key, value in totals.items()]
    given_counts.append(Count("all", sum(cells.values()), rank=3))
    result = protect(counts=given_counts, families=families, threshold=THRESHOLD)

    reader = Reader()
    reader.read_all(result.counts)
    for family in families:
        reader.equal({family.total: 1, **{part: -1 for part in family.parts}})
    for count in given_counts:
        if count.value < THRESHOLD:
            assert result.counts[count.key].is_hidden
        if result.counts[count.key].is_hidden:
            assert reader.width(count.key) >= THRESHOLD


groups = st.tuples(st.integers(0, 120), st.floats(0, 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(groups, min_size=1, max_size=4), st.integers(0, 12), st.booleans())
def test_percentages_counts_and_totals_together(group_list, lost, exact):
    """One arm of an outcome: assigned, analysed, subgroups with a rest, and the share of each that met the mark."""
    sizes = [size for size, _ in group_list]
    met = [round(size * share) for size, share in group_list]
    total, total_met = sum(sizes), sum(met)
    given_counts = [
        Count("assigned", total + lost, rank=0),
        Count("all", total, rank=3),
        Count("all met", total_met, public=False),
    ]
    named = range(len(sizes) - 1) if len(sizes) > 1 else range(1)
    for i in named:
        given_counts += [Count(f"g{i}", sizes[i]), Count(f"g{i} met", met[i], public=False)]
    families = [
        Family("assigned", ("all",)),
        Family("all", tuple(f"g{i}" for i in named)),
        Family("all met", tuple(f"g{i} met" for i in named)),
    ]
    shares = [Share("all %", "all met", "all", exact=exact)]
    shares += [Share(f"g{i} %", f"g{i} met", f"g{i}") for i in named]
    result = protect(counts=given_counts, families=families, shares=shares, threshold=THRESHOLD)

    reader = Reader()
    reader.read_all(result.counts)
    reader.unknown("all met", *((total_met, total_met) if exact and result.shares["all %"].value is not None else ()))
    reader.unknown("rest"), reader.unknown("rest met"), reader.unknown("lost"), reader.unknown("all not")
    for i in named:
        reader.unknown(f"g{i} met"), reader.unknown(f"g{i} not")
        reader.equal({f"g{i}": 1, f"g{i} met": -1, f"g{i} not": -1})
    reader.unknown("rest not")
    reader.equal({"rest": 1, "rest met": -1, "rest not": -1})
    reader.equal({"all": 1, "all met": -1, "all not": -1})
    reader.equal({"assigned": 1, "all": -1, "lost": -1})
    reader.equal({"all": 1, "rest": -1, **{f"g{i}": -1 for i in named}})
    reader.equal({"all met": 1, "rest met": -1, **{f"g{i} met": -1 for i in named}})
    for share in shares:
        reader.read_share(result.shares[share.key], share.part, share.whole)

    truth = {"lost": lost, "all not": total - total_met, "all met": total_met}
    truth |= {f"g{i} met": met[i] for i in named} | {f"g{i} not": sizes[i] - met[i] for i in named}
    for key, value in truth.items():
        if value < THRESHOLD:
            assert reader.width(key) >= THRESHOLD, (key, result)
    for key, shown in result.counts.items():
        if shown.is_hidden:
            assert reader.width(key) >= THRESHOLD, (key, result)
