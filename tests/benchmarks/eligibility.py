"""Tier eligibility of 10,000 models from their reported numbers, of one model, and the pooling of 1,000 findings."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator

from scipy import stats

from marketplace.evidence.essa import eligibility
from marketplace.evidence.facts import FindingFacts, MeasureFacts
from marketplace.evidence.judging import GroupNumbers, RawFinding, StudyDesign, judge_all
from marketplace.evidence.pooling import Estimate, pool
from marketplace.evidence.rules import EvidenceRules

MODELS = 10_000
FINDINGS_MAX = 8
BAR_ALL_S, BAR_ONE_MS = 5.0, 20.0
RULES = EvidenceRules()
MEASURES = (
    MeasureFacts("State test", "state", "summative", True, True),
    MeasureFacts("Word check", "commercial", "formative", False, True),
    MeasureFacts("Own test", "provider", "formative", False, True),
)
DOMAINS = ("general literacy", "alphabetics", "general math")
Model = list[tuple[RawFinding, StudyDesign, MeasureFacts]]


def run() -> Iterator[str]:
    """Make the evidence from a seed, judge it all, and give one line a bar. Seconds are of the processor."""
    chance = random.Random(20270301)
    models = [made_model(chance) for _ in range(MODELS)]
    gc.collect()
    gc.freeze()
    count = sum(len(model) for model in models)
    began = time.process_time()
    tiers = [tier_of(model) for model in models]
    seconds = time.process_time() - began
    shares = ", ".join(f"{tiers.count(tier):,} {tier}" for tier in sorted(set(tiers)))
    bare = seconds_of_bare_tests(count)
    yield (
        f"eligibility_10000_models {seconds:.2f} s (bar {BAR_ALL_S:.0f} s{over(seconds, BAR_ALL_S)}); "
        f"{count:,} findings; {shares}; {seconds / bare:.1f} times scipy's bare t tests of as many findings"
    )
    largest = max(models, key=len)
    one = statistics.median(timed(lambda: tier_of(largest), 200)) * 1_000
    verdict = over(one, BAR_ONE_MS)
    yield f"eligibility_one_model {one:.2f} ms (bar {BAR_ONE_MS:.0f} ms{verdict}); {len(largest)} findings"
    estimates = [Estimate("", chance.gauss(0.15, 0.2), chance.uniform(0.05, 0.4)) for _ in range(1_000)]
    pooling = statistics.median(timed(lambda: pool(estimates), 20)) * 1_000
    yield f"pooling_1000_findings {pooling:.2f} ms (bar {BAR_ALL_S * 1_000:.0f} ms{over(pooling, BAR_ALL_S * 1_000)})"


def tier_of(model: Model) -> str:
    """The whole way: numbers judged, facts made, tier decided."""
    judged = judge_all([(raw, design) for raw, design, _ in model], RULES)
    facts = [
        FindingFacts(
            key=raw.key,
            study=raw.study,
            label=raw.study,
            domain=raw.domain,
            g=result.effect.g if result.effect else None,
            se=result.effect.se if result.effect else None,
            n=(raw.i.n or 0) + (raw.c.n or 0),
            is_significant=result.is_significant,
            rating=result.rating.level,
            design=design.design,
            measure=measure,
            independence="independent",
            is_adjusted=raw.is_adjusted,
            n_schools=4,
            districts=("Millbrook", "Fells Grove"),
            equivalence_holds=result.equivalence.holds,
        )
        for (raw, design, measure), result in zip(model, judged, strict=True)
    ]
    return eligibility(facts, rules=RULES).tier


def made_model(chance: random.Random) -> Model:
    """One model's evidence: up to eight findings of up to three studies, half of them assigned by class."""
    designs = [
        StudyDesign(chance.choice(("rct", "qed", "rct", "correlational")), is_cluster_assigned=chance.random() < 0.5)
        for _ in range(3)
    ]
    return [made_finding(chance, designs, number) for number in range(chance.randint(0, FINDINGS_MAX))]


def made_finding(
    chance: random.Random, designs: list[StudyDesign], number: int
) -> tuple[RawFinding, StudyDesign, MeasureFacts]:
    study = chance.randrange(3)
    n_i, n_c = chance.randint(20, 600), chance.randint(20, 600)
    start = chance.gauss(0, 0.6)

    def group(n: int, gain: float, before: float) -> GroupNumbers:
        return GroupNumbers(
            n=n,
            assigned=n + chance.randint(0, n // 5),
            mean=200 + gain,
            sd=15,
            pre_mean=190 + before,
            pre_sd=14,
            clusters=max(n // 24, 2),
        )

    raw = RawFinding(
        key=str(number),
        study=f"study {study}",
        domain=chance.choice(DOMAINS),
        kind="continuous",
        i=group(n_i, chance.gauss(2, 3), start),
        c=group(n_c, 0, 0),
        is_adjusted=chance.random() < 0.6,
    )
    return raw, designs[study], chance.choice(MEASURES)


def seconds_of_bare_tests(count: int) -> float:
    """What scipy needs for a t test from the same kind of numbers, as often as there are findings."""
    sample = min(count, 2_000)
    began = time.process_time()
    for _ in range(sample):
        stats.ttest_ind_from_stats(202, 15, 200, 200, 15, 210)
    return (time.process_time() - began) * count / sample


def timed(act: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return found


def over(found: float, bar: float) -> str:
    return "" if found <= bar else ", OVER"


def main() -> None:
    """Print one line a bar."""
    for line in run():
        print(line, flush=True)


if __name__ == "__main__":
    main()
