"""Redline of two 40-clause revisions in which every clause changed and ten moved, beside difflib on the same words."""

import random
import statistics
import time
from difflib import SequenceMatcher

from procurement.clauses.positions import Position, words_of
from procurement.clauses.shipped import shipped_clauses
from procurement.negotiations.redline import TOKEN, Passage, compare

CLAUSE_COUNT, ROUNDS, SEED, BAR_MS = 40, 20, 7, 100.0


def revisions() -> tuple[list[Passage], list[Passage]]:
    """The library's first 40 clauses, and the same with words changed in each and ten of them moved."""
    rng = random.Random(SEED)
    old = [Passage(each.key, each.title, words_of(each, Position())) for each in shipped_clauses()[:CLAUSE_COUNT]]
    new = [Passage(each.key, each.title, _edited(rng, each.text)) for each in old]
    for _move in range(10):
        new.insert(rng.randrange(CLAUSE_COUNT), new.pop(rng.randrange(CLAUSE_COUNT)))
    return old, new


def _edited(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _edit in range(4):
        words[rng.randrange(len(words))] = rng.choice(["48", "always", "in writing,", "never"])
    return " ".join(words)


def milliseconds(work) -> float:
    """The median time of some work over the rounds."""
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main() -> None:
    """Print one line."""
    old, new = revisions()
    ours = milliseconds(lambda: compare(old, new))
    pairs = [
        (TOKEN.findall(a.text), TOKEN.findall(b.text)) for a, b in zip(old, sorted(new, key=_place(old)), strict=True)
    ]
    bare = milliseconds(lambda: [SequenceMatcher(None, a, b, autojunk=False).get_opcodes() for a, b in pairs])
    verdict = "ok" if ours <= BAR_MS else "OVER"
    print(
        f"redline of two {CLAUSE_COUNT}-clause revisions: {ours:.1f} ms (bar {BAR_MS:.0f} ms), "
        f"{ours / bare:.1f} × difflib on the same words: {verdict}"
    )


def _place(old: list[Passage]):
    order = {passage.key: place for place, passage in enumerate(old)}
    return lambda passage: order[passage.key]


if __name__ == "__main__":
    main()
