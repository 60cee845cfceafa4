"""A reader who plays against the published tables with linear programming, written apart from the engine.

It takes only what is printed (values, markers, bounds, which numbers add up) and asks for the smallest and
the largest whole number that each hidden count can be.
"""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from marketplace.publishing.cells import Count, Family, Share
from marketplace.publishing.suppression import protect

THRESHOLD = 10
CEILING = 10_000


class Reader:
    """Builds A x <= b out of print and solves for each unknown, in whole numbers."""

    def __init__(self):
        self.names, self.rows, self.limits = {}, [], []

    def unknown(self, name, low=0, high=CEILING):
        self.names[name] = len(self.limits)
        self.limits.append((low, high))

    def at_most(self, coefficients, bound):
        self.rows.append((coefficients, bound))

    def equal(self, coefficients, value=0):
        self.at_most(coefficients, value)
        self.at_most({name: -c for name, c in coefficients.items()}, -value)

    def read_all(self, shown_counts):
        """A table of which nothing is printed has one reason throughout, which then says nothing about size."""
        reasons = {shown.reason for shown in shown_counts.values()}
        for name, shown in shown_counts.items():
            if reasons == {"complement"}:
                self.unknown(name)
            else:
                self.read(name, shown)

    def read(self, name, shown):
        if shown.value is not None:
            self.unknown(name, shown.value, shown.value)
        elif shown.reason == "n_lt_min":
            self.unknown(name, 0, THRESHOLD - 1)
        else:
            assert shown.reason == "complement"
            self.unknown(name, THRESHOLD, CEILING)

    def read_share(self, shown, part, whole):
        if shown.value is not None:
            self.at_most({part: -200, whole: 2 * shown.value - 1}, 0)
            self.at_most({part: 200, whole: -2 * shown.value - 1}, -1)
        if shown.at_most is not None:
            self.at_most({part: 100, whole: -shown.at_most}, 0)
        if shown.at_least is not None:
            self.at_most({part: -100, whole: shown.at_least}, 0)

    def width(self, name):
        matrix, bounds = np.zeros((len(self.rows), len(self.limits))), []
        for number, (coefficients, bound) in enumerate(self.rows):
            bounds.append(bound)
            for key, coefficient in coefficients.items():
                matrix[number, self.names[key]] += coefficient
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(self.limits))
            cost[self.names[name]] = sign
            answer = linprog(cost, A_ub=matrix, b_ub=bounds, bounds=self.limits, integrality=1)
            assert answer.status == 0, answer.message
            ends.append(answer.x[self.names[name]])
        return math.floor(ends[1] + 1e-6) - math.ceil(ends[0] - 1e-6) + 1


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
