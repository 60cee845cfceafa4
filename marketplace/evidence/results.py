"""What was computed for one finding, as its page says it: a sentence, the numbers, and what each condition found."""

from dataclasses import dataclass

from marketplace.evidence import wording
from marketplace.evidence.assessment import AssessedFinding
from marketplace.evidence.claim_lines import ClaimLine, claim_lines
from marketplace.evidence.vocabulary import Design, Statistic


@dataclass(frozen=True)
class Mark:
    """One thing that was checked: its name, a kind of status (done, soon, late, wait), the verdict and the reason."""

    name: str
    kind: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True)
class FindingResult:
    """The page's words for one finding."""

    item: AssessedFinding
    sentence: str
    numbers: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    claims: tuple[ClaimLine, ...] = ()

    @property
    def claimed_effect(self) -> ClaimLine | None:
        return next((line for line in self.claims if line.name == "Effect size"), None)


def finding_result(item: AssessedFinding) -> FindingResult:
    """Everything computed for a finding, in words."""
    return FindingResult(
        item=item,
        sentence=_sentence(item),
        numbers=_numbers(item),
        marks=tuple(_marks(item)),
        notes=item.judged.notes,
        claims=claim_lines(item.finding, item.judged),
    )


def _sentence(item: AssessedFinding) -> str:
    finding, effect = item.finding, item.judged.effect
    if item.study.design == Design.PRE_POST:
        return _growth(item)
    if effect is None:
        return f"No effect can be computed yet. {item.judged.problem.reason if item.judged.problem else ''}".strip()
    way = "higher" if effect.g > 0 else "lower"
    if finding.measure.higher_is_better is False:
        way = "better" if effect.g > 0 else "worse"
    size = wording.number(abs(effect.g))
    moved = (
        f"The model group scored {size} standard deviations {way} on {finding.measure.name}. "
        f"A middle student would move from the 50th to about the {wording.percentile(effect.g)} percentile."
    )
    return moved if item.judged.is_significant else f"{moved} The difference could be chance."


def _growth(item: AssessedFinding) -> str:
    finding = item.finding
    if finding.mean_i is None or finding.pre_mean_i is None:
        return "There is no comparison group, so this would show growth, not an effect."
    gain = float(finding.mean_i - finding.pre_mean_i)
    return (
        f"Scores on {finding.measure.name} changed by {wording.signed(gain, 1)} points. This is growth, not an effect: "
        f"without a comparison group nobody knows what would have happened otherwise."
    )


def _numbers(item: AssessedFinding) -> tuple[tuple[str, str], ...]:
    judged = item.judged
    effect = judged.effect
    if effect is None:
        return ()
    lower, upper = effect.interval
    found = [
        (
            "Effect size (Hedges g)" if item.finding.statistic != Statistic.BINARY else "Effect size (Cox)",
            wording.number(effect.g),
        ),
        ("Standard error", wording.number(effect.se, 3)),
        ("95% interval", wording.interval(lower, upper)),
        ("p", wording.p_value(effect.p)),
        ("Improvement index", f"{wording.signed(judged.improvement or 0.0, 0)} percentile points"),
        ("Students", f"{effect.n_i:,} and {effect.n_c:,}"),
    ]
    if judged.correction:
        found.append(("p before counting the groups", wording.p_value(judged.correction.p_naive)))
    if judged.adjusted:
        found.append(("p needed with several outcomes", f"{judged.adjusted.critical:.3f} or less"))
    return tuple(found)


def _marks(item: AssessedFinding) -> list[Mark]:
    judged, study, measure = item.judged, item.study, item.finding.measure
    marks = [Mark("Design", "done" if study.design in ("rct", "qed") else "soon", Design(study.design).short)]
    if measure.carries_tier:
        marks.append(Mark("Measure", "done", "Counts", f"{measure.get_owner_display()}; validated."))
    else:
        why = "It is the provider’s own." if measure.owner == "provider" else "It is not validated yet."
        marks.append(Mark("Measure", "soon", "Carries no tier", why))
    if study.design != Design.PRE_POST and not study.is_reviewed:
        marks += [_lost(item), _alike(item)]
    if judged.correction:
        reason = (
            f"Counted with ICC {judged.correction.icc:.2f}, {judged.correction.cluster_size:.0f} students a group: "
            f"t from {wording.number(judged.correction.t_naive)} to {wording.number(judged.correction.t)}."
        )
        marks.append(Mark("Whole groups", "done", "Counted", reason))
    levels = {
        "without_reservations": ("done", "Meets standards fully"),
        "with_reservations": ("done", "Meets with reservations"),
        "does_not_meet": ("late", "Does not meet standards"),
        "not_causal": ("soon", "Not causal"),
    }
    kind, verdict = levels[judged.rating.level]
    marks.append(Mark("Rating", kind, verdict, " ".join(judged.rating.reasons)))
    free = {
        "independent": ("done", "Independent"),
        "not_independent": ("soon", "Tied to the provider"),
        "unknown": ("wait", "Not declared yet"),
    }
    kind, verdict = free[item.independence.verdict]
    marks.append(Mark("Run by", kind, verdict, " ".join(item.independence.reasons)))
    if judged.effect is not None and study.design != Design.PRE_POST:
        kind, verdict = ("done", "Significant") if judged.is_significant else ("soon", "Could be chance")
        marks.append(Mark("Significance", kind, verdict))
    return marks


def _lost(item: AssessedFinding) -> Mark:
    lost = item.judged.attrition
    if lost is None:
        return Mark("Students lost", "wait", "Not yet known", "Enter how many were assigned at the start.")
    return Mark("Students lost", "done" if lost.is_low else "soon", "Few" if lost.is_low else "Many", lost.reason)


def _alike(item: AssessedFinding) -> Mark:
    alike = item.judged.equivalence
    kinds = {
        "satisfied": ("done", "Alike"),
        "adjusted": ("done", "Close enough, adjusted"),
        "needs_adjustment": ("late", "Needs adjustment"),
        "fails": ("late", "Too far apart"),
        "unknown": ("wait", "Not yet known"),
    }
    kind, verdict = kinds[alike.state]
    return Mark("Alike at the start", kind, verdict, alike.reason)
