"""A reader who plays against published tables with linear programming, written apart from the engine."""

import math

import numpy as np
from scipy.optimize import linprog

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
