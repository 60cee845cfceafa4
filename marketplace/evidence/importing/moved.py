"""PURE: what moved in the studies of a model, in words: each kind of outcome, which way, by how much, how often."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.evidence import wording
from marketplace.evidence.importing.facts import FindingFact, InterventionFact
from marketplace.evidence.importing.phrases import capital, listed, noun, pick

SIZES = {"small": "a little ", "medium": "somewhat ", "large": "clearly "}


@dataclass(frozen=True)
class Moved:
    """One kind of outcome: in how many comparisons students did better or worse by more than chance."""

    about: str
    better: int
    worse: int
    total: int
    size: str

    @property
    def rank(self) -> tuple[int, int]:
        """What is said first: gains, then what went both ways, then losses, then what did not move."""
        kind = 3 if not self.is_clear else 2 if not self.better else 1 if self.worse else 0
        return kind, -self.total

    @property
    def is_clear(self) -> bool:
        return bool(self.better or self.worse)

    @property
    def way(self) -> str:
        """`clearly better`, `worse`; of what went both ways its gains, which are said first."""
        size = "" if self.better and self.worse else self.size
        return f"{size}{'better' if self.better else 'worse'}"

    @property
    def often(self) -> str:
        """In how many of the comparisons, where not in all."""
        if self.better and self.worse:
            return f" in {self.better} and worse in {self.worse} of {self.total}"
        count = self.better or self.worse
        return "" if count == self.total else f" in {count} of {self.total}"


def moved(fact: InterventionFact, *, outcomes: Mapping[str, str], unsized: Collection[str]) -> list[Moved]:
    """Each kind of outcome that the studies looked at. `outcomes` says its name in words; where it is one of `unsized`
    the words for sizes, which were made for achievement, are not used."""
    groups: dict[str, list[FindingFact]] = {}
    for study in fact.studies:
        for finding in study.findings:
            groups.setdefault(finding.domain, []).append(finding)
    found = [
        _moved(outcomes[domain], group, is_sized=domain not in unsized)
        for domain, group in groups.items()
        if domain in outcomes
    ]
    return sorted(found, key=lambda each: each.rank)


def _moved(about: str, findings: Sequence[FindingFact], *, is_sized: bool) -> Moved:
    clear = [float(each.values["published_g"]) for each in findings if each.values["published_is_significant"]]
    better, worse = [g for g in clear if g > 0], [g for g in clear if g < 0]
    one_way = better or worse
    size = SIZES[wording.size_word(sum(one_way) / len(one_way))] if one_way and is_sized else ""
    return Moved(about, len(better), len(worse), len(findings), size)


def moved_in_words(fact: InterventionFact, found: Sequence[Moved]) -> list[str]:
    """The sentence in which it is said, the fullest first, then shorter ones, the last without the kinds of outcome;
    none where nothing was looked at."""
    clear = [each for each in found if each.is_clear]
    still = [each.about for each in found if not each.is_clear]
    if not found:
        return []
    if not clear:
        return [_nothing_moved(fact, found), f"No difference beyond chance in {noun(len(still), 'kind')} of outcome."]
    said = list(_phrases(clear))
    kinds = [f"about as well at {noun(len(still), 'other kind')} of outcome"] if still else []
    same = [f"about as well at {listed(still)}"] if still else []
    by = f"According to the {_reviews(fact)}, students did"
    return [
        _sentence(fact, listed([*said, *same])),
        f"{by} {listed([*said, *same])}.",
        f"{by} {listed([*said, *kinds])}.",
        f"{by} {listed([*_counted(clear), *kinds])}.",
    ]


def _reviews(fact: InterventionFact) -> str:
    """Whose finding it is: the portal's own picture weighs the same numbers by rules of its own, and may differ."""
    return "review" if len(fact.studies) == 1 else "reviews"


def _phrases(clear: Sequence[Moved]) -> Iterator[str]:
    """For instance "clearly better at writing in 3 of 5 comparisons", then "at science in 1 of 2"."""
    way, is_named = "", False
    for each in clear:
        same = each.way == way and not (each.better and each.worse)
        named = f"{each.often} comparisons" if each.often and not is_named else each.often
        yield f"{'' if same else each.way + ' '}at {each.about}{named}"
        way, is_named = each.way, is_named or bool(each.often)


def _sentence(fact: InterventionFact, phrases: str) -> str:
    reviews = _reviews(fact)
    return pick(
        fact.source_id,
        "moved",
        (
            f"The {reviews} found that students it reached did {phrases}.",
            f"Compared with similar students, those it reached did {phrases}, according to the {reviews}.",
            f"According to the {reviews}, students it reached did {phrases}.",
            f"Next to similar students, those who had it did {phrases}, the {reviews} found.",
        ),
    )


def _nothing_moved(fact: InterventionFact, found: Sequence[Moved]) -> str:
    about = listed([each.about for each in found])
    total = sum(each.total for each in found)
    alone = f"none of {total} comparisons by itself shows a" if total > 1 else "the one comparison shows no"
    return pick(
        fact.source_id,
        "moved",
        (
            f"{capital(alone)} difference beyond chance in {about}.",
            f"The {_reviews(fact)} found no difference beyond chance in {about}.",
            f"In {about}, {alone} difference beyond chance.",
        ),
    )


def _counted(clear: Sequence[Moved]) -> Iterator[str]:
    better = sum(bool(each.better) for each in clear)
    worse = sum(bool(each.worse) for each in clear)
    for way, count in (("better", better), ("worse", worse)):
        if count:
            yield f"{way} at {noun(count, 'kind')} of outcome"
