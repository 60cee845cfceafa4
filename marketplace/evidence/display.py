"""A model's evidence as a page says it: the sentence first, then the plot, the table, the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from marketplace.evidence import plots, wording
from marketplace.evidence.assessment import Assessment
from marketplace.evidence.attributions import attribution_of
from marketplace.evidence.facts import FindingFacts
from marketplace.evidence.models import Study, StudyAuthor
from marketplace.evidence.pictures import Picture, Row
from marketplace.evidence.samples import ChartView, sample_charts
from marketplace.evidence.vocabulary import NOT_ACHIEVEMENT, OUTCOME_DOMAINS, Design, StudySource
from marketplace.products.tier_names import tier_phrase

REVIEWED_CAPTION = "Each square is one study; its size is its weight. The line through it is the 95% interval."


@dataclass(frozen=True)
class NamedEvaluator:
    """An evaluator of the register whom a study names: what part they had, and what they say to it."""

    name: str
    slug: str
    words: str


@dataclass(frozen=True)
class StudyLine:
    """A study in the table under its plot."""

    label: str
    url: str
    citation: str
    design: str
    run_by: str
    students: str
    g: str
    interval: str
    weight: str
    outcome_count: int
    stood_behind: tuple[str, ...] = ()
    evaluators: tuple["NamedEvaluator", ...] = ()
    key: str = ""


@dataclass(frozen=True)
class PlotView:
    """The plot of one kind of outcome with its words and its table."""

    ident: str
    domain: str
    title: str
    caption: str
    svg: SafeString
    sentence: str
    statistics: str
    lines: tuple[StudyLine, ...]

    @property
    def columns(self) -> list[str]:
        return ["Study", "Design", "Run by", "Students", "g", "95% interval", "Weight"]

    @property
    def table(self) -> list[list[str]]:
        return [
            [line.label, line.design, line.run_by, line.students, line.g, line.interval, line.weight]
            for line in self.lines
        ]


@dataclass(frozen=True)
class ConditionView:
    words: str
    because: str


@dataclass(frozen=True)
class EvidenceView:
    """All that the evidence part of a page shows."""

    assessment: Assessment
    tier: str
    lede: str
    studies: str
    plots: tuple[PlotView, ...]
    why: tuple[ConditionView, ...]
    next_tier_words: str
    missing: tuple[str, ...]
    is_from_review: bool
    charts: tuple[ChartView, ...] = ()

    def drawing(self, ident: str) -> "PlotView | ChartView | None":
        """The plot or chart with this name."""
        return next((drawn for drawn in (*self.plots, *self.charts) if drawn.ident == ident), None)

    @property
    def first(self) -> PlotView | None:
        return self.plots[0] if self.plots else None

    @property
    def others(self) -> tuple[PlotView, ...]:
        return self.plots[1:]


def evidence_view(assessment: Assessment) -> EvidenceView:
    """Everything computed, in words. Adds no query."""
    studies = {str(item.study.pk): item.study for item in assessment.findings}
    run_by = {str(item.study.pk): item.facts for item in assessment.findings}
    views = tuple(_plot(picture, assessment.model.name, studies, run_by) for picture in assessment.pictures)
    following = assessment.eligibility.next_tier
    return EvidenceView(
        assessment=assessment,
        tier=assessment.tier,
        lede=_lede(assessment),
        studies=studies_in_words(assessment),
        plots=views,
        why=tuple(ConditionView(item.words, _because(item.met_by)) for item in assessment.reasons),
        next_tier_words=tier_phrase(following) if following else "",
        missing=tuple(item.missing for item in assessment.missing),
        is_from_review=any(study.is_reviewed for study in studies.values()),
        charts=sample_charts(assessment),
    )


def _lede(assessment: Assessment) -> str:
    picture = assessment.picture
    if picture is None or picture.headline is None:
        return (
            f"No study on record compares students who used {assessment.model.name} with similar students who did not."
        )
    said = sentence(assessment.model.name, picture)
    worse = [
        OUTCOME_DOMAINS[other.domain]
        for other in assessment.pictures
        if other is not picture and other.headline and other.headline[2] < 0
    ]
    return f"{said} They did worse at {' and '.join(worse)}." if worse else said


def studies_in_words(assessment: Assessment) -> str:
    """How many studies count towards the effect that is shown, and how many are on record, as every page says it."""
    on_record = wording.counted(assessment.study_count, "study", "studies")
    picture = assessment.picture
    if picture is None or picture.headline is None:
        return f"{on_record} on record, none with a comparison that counts." if assessment.study_count else ""
    count = len(picture.counted)
    counts = wording.counted(count, "study", "studies")
    said = f"{counts} of {OUTCOME_DOMAINS[picture.domain]} that {'counts' if count == 1 else 'count'}"
    others = f"; {on_record} on record" if assessment.study_count > count else ""
    return f"{said}, {wording.students(picture.n)}{others}."


def sentence(name: str, picture: Picture) -> str:
    """What the studies of one kind of outcome say, in a sentence or two for everybody."""
    g, lower, upper = picture.headline or (0.0, 0.0, 0.0)
    about = OUTCOME_DOMAINS[picture.domain]
    who = f"Students who used {name}"
    if lower <= 0 <= upper:
        return f"{who} did about as well at {about} as similar students who did not. The difference could be chance."
    way = "better" if g > 0 else "worse"
    if picture.domain not in NOT_ACHIEVEMENT:
        way = {"small": "a little ", "medium": "somewhat ", "large": "clearly "}[wording.size_word(g)] + way
    return (
        f"{who} did {way} at {about} than similar students who did not. "
        f"A middle student would move from the 50th to about the {wording.percentile(g)} percentile."
    )


def _plot(picture: Picture, name: str, studies: dict[str, Study], run_by: dict[str, FindingFacts]) -> PlotView:
    about = OUTCOME_DOMAINS[picture.domain]
    ident = f"plot-{slugify(picture.domain)}"
    lines = [_plot_line(row, studies[row.study]) for row in picture.rows]
    pool = picture.pooled.fixed if picture.pooled else None
    caption = REVIEWED_CAPTION + (" The diamond is all pooled studies together." if pool else "")
    svg = plots.forest_svg(
        ident,
        f"Effects of {name} on {about}",
        _description(picture),
        lines,
        plots.PlotPool(pool.value, pool.lower, pool.upper) if pool else None,
    )
    return PlotView(
        ident=ident,
        domain=picture.domain,
        title=about[:1].upper() + about[1:],
        caption=caption,
        svg=mark_safe(svg),
        sentence=sentence(name, picture) if picture.headline else "No study of this outcome can be counted.",
        statistics=_statistics(picture),
        lines=tuple(_study_line(row, studies[row.study], run_by[row.study]) for row in picture.rows),
    )


def _plot_line(row: Row, study: Study) -> plots.PlotLine:
    note = f"{Design(study.design).short.lower()}, {row.why_not or wording.students(row.n)}"
    return plots.PlotLine(row.label, note, row.g, row.lower, row.upper, row.weight, row.why_not)


def _description(picture: Picture) -> str:
    said = [f"{row.label}: {wording.number(row.g)}" for row in picture.counted]
    words = [f"Studies that count: {'; '.join(said)}." if said else "No study counts."]
    if picture.pooled:
        fixed = picture.pooled.fixed
        bounds = f"{wording.number(fixed.lower)} to {wording.number(fixed.upper)}"
        words.append(f"Pooled, the effect is {wording.number(fixed.value)} with an interval from {bounds}.")
    off = [f"{row.label}: {wording.number(row.g)}, {row.why_not}" for row in picture.rows if row.why_not]
    if off:
        words.append(f"Shown but not pooled: {'; '.join(off)}.")
    return " ".join(words)


def _statistics(picture: Picture) -> str:
    if picture.headline is None:
        return ""
    g, lower, upper = picture.headline
    is_scaled = picture.domain not in NOT_ACHIEVEMENT
    size = f"By the scale we use, {_band(g)} is {wording.size_word(g)}." if is_scaled else ""
    shown = f"g {wording.number(g)} ({wording.interval(lower, upper)})"
    if picture.pooled is None:
        row = picture.counted[0]
        one = f"One study, {wording.students(row.n)}: {shown}. A single study is shown as it is, not pooled."
        return f"{one} {size}".strip()
    pooled = picture.pooled
    random = pooled.random
    beside = (
        "Random effects give the same."
        if wording.number(random.value) == wording.number(pooled.fixed.value) and pooled.tau_squared == 0
        else f"Random effects: {wording.number(random.value)} ({wording.interval(random.lower, random.upper)}), "
        f"τ² {pooled.tau_squared:.3f}."
    )
    reach = f" A new study would likely lie between {_between(pooled.prediction)}." if pooled.prediction else ""
    return (
        f"Pooled {shown}, fixed effects, {pooled.k} studies, {wording.students(picture.n)}. {beside} "
        f"Q {wording.number(pooled.q)}, I² {pooled.i_squared:.0f}%.{reach} {size}"
    ).strip()


def _between(bounds: tuple[float, float]) -> str:
    return f"{wording.number(bounds[0])} and {wording.number(bounds[1])}"


def _band(g: float) -> str:
    return {"small": "below 0.05", "medium": "0.05 to 0.20", "large": "above 0.20"}[wording.size_word(g)]


def _study_line(row: Row, study: Study, facts: FindingFacts) -> StudyLine:
    return StudyLine(
        label=row.label,
        url=study.url,
        citation=study.citation,
        design=Design(study.design).short + (", by group" if study.is_cluster_assigned else ""),
        run_by=_run_by(study, facts),
        students=f"{row.n:,}",
        g=wording.number(row.g),
        interval=wording.interval(row.lower, row.upper),
        weight=f"{row.weight:.0%}" if row.weight is not None else (row.why_not or "one study"),
        outcome_count=row.outcome_count,
        stood_behind=facts.stood_behind if facts.independence == "not_independent" else (),
        evaluators=tuple(_evaluators(study)),
        key=str(study.pk),
    )


def _evaluators(study: Study) -> Iterator[NamedEvaluator]:
    said = {"named": "not confirmed by them yet", "confirmed": "confirmed", "disputed": "disputed by them"}
    for author in study.authors.all():
        linked = attribution_of(author)
        if linked is not None:
            words = f"{linked.get_part_display().lower()}, {said[linked.state]}"
            yield NamedEvaluator(linked.evaluator.name, linked.evaluator.slug, words)


def _is_disputed(author: StudyAuthor) -> bool:
    linked = attribution_of(author)
    return linked is not None and linked.is_disputed


def _run_by(study: Study, facts: FindingFacts) -> str:
    if study.is_reviewed:
        return f"Reviewed: {study.get_review_display().lower()}"
    verdict = {"independent": "Independent", "not_independent": "Tied to the provider", "unknown": "Not declared"}
    if facts.independence == "unknown" and any(map(_is_disputed, study.authors.all())):
        return "Disputed by its evaluator"
    pilot = "Pilot; " if study.source == StudySource.PILOT else ""
    return pilot + (verdict[facts.independence].lower() if pilot else verdict[facts.independence])


def _because(met_by: Sequence[str]) -> str:
    shown = list(met_by[:3])
    more = len(met_by) - len(shown)
    return "; ".join(shown) + (f" and {more} more" if more else "")
