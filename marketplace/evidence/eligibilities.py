"""The tier that the evidence of many models carries under several sets of rules: as `assess`, without its pictures.

Rows are read flat and bare and joined here, since ten thousand models have to be done within seconds: making
records of them takes longer than judging them.
"""

from collections import defaultdict, namedtuple
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import DecimalField, ExpressionWrapper, F, FloatField, QuerySet, prefetch_related_objects

from marketplace.evidence import essa, reading
from marketplace.evidence.attributions import with_attributions
from marketplace.evidence.facts import Eligibility, FindingFacts, RationaleFacts
from marketplace.evidence.judging import Judged, RawFinding, StudyDesign, judge_all
from marketplace.evidence.models import Baseline, Finding, Measure, Rationale, Study, StudyAuthor
from marketplace.evidence.rules import EvidenceRules
from marketplace.products.models import LearningModel

JUDGING = ("icc_achievement", "icc_other", "pre_post_correlation", "tie_lookback_years")
OF_FINDING = (
    "pk", "study_id", "measure_id", "domain", "statistic", "review", "reported_n", "is_adjusted", "is_gain_score",
    "r_squared", "pre_post_correlation", "icc", "accounts_for_clusters", "published_g", "published_is_significant",
    *(f"{name}_{arm}" for arm in "ic" for name in (
        "n", "assigned", "mean", "sd", "share", "pre_mean", "pre_sd", "clusters", "clusters_assigned",
    )),
)  # fmt: skip
OF_STUDY = (
    "pk", "model_id", "label", "design", "assigned_by", "is_compromised", "has_confound", "boundary", "review",
    "source", "year", "is_multisite", "school_count", "districts", "funders",
)  # fmt: skip


class BareFinding(namedtuple("BareFinding", ("measure", *OF_FINDING))):
    """What judging asks of a finding."""

    __slots__ = ()
    n, is_achievement = Finding.n, Finding.is_achievement


class BareStudy(namedtuple("BareStudy", OF_STUDY)):
    """What judging asks of a study."""

    __slots__ = ()
    is_reviewed, is_cluster_assigned = Study.is_reviewed, Study.is_cluster_assigned


Rows = list[tuple[BareFinding, BareStudy]]
Pairs = list[tuple[RawFinding, StudyDesign]]


def eligibilities(
    *, models: Iterable[LearningModel], at: datetime, rules: Sequence[EvidenceRules]
) -> dict[int, tuple[Eligibility, ...]]:
    """What the evidence on record at an instant carries under each of the rules, by model id, in a fixed number of
    queries. Findings are judged again only where a rule that judges them differs."""
    models = list(models)
    prefetch_related_objects(models, "provider")
    on_record = Study.objects.filter(model__in=models, created_at__lte=at)
    studies = [BareStudy(*row) for row in on_record.order_by("model_id", "pk").values_list(*OF_STUDY)]
    authors = _by("study_id", with_attributions(StudyAuthor.objects.filter(study__in=on_record).order_by("pk")))
    findings = _by("study_id", _findings(on_record))
    baselines = _by("finding_id", Baseline.objects.filter(finding__study__in=on_record).order_by("pk"))
    rationales = {row.model_id: reading.rationale_facts(row) for row in Rationale.objects.filter(model__in=models)}
    by_model: dict[int, Rows] = defaultdict(list)
    for study in studies:
        by_model[study.model_id] += [(finding, study) for finding in findings[study.pk]]
    judging = [replace(EvidenceRules(), **{name: getattr(each, name) for name in JUDGING}) for each in rules]
    conditions = [replace(each, **{name: getattr(EvidenceRules(), name) for name in JUDGING}) for each in rules]
    split = list(zip(rules, judging, conditions, strict=True))
    found = {}
    for model in models:
        facts = _facts(model, by_model[model.pk], judging, authors, baselines, at)
        found[model.pk] = _carried(facts, rationales.get(model.pk), split)
    return found


def _findings(studies: QuerySet[Study]) -> list[BareFinding]:
    rows = Finding.objects.filter(study__in=studies).order_by("pk")
    measures = Measure.objects.in_bulk(set(rows.order_by().values_list("measure_id", flat=True)))
    decimals = {field.name for field in Finding._meta.concrete_fields if isinstance(field, DecimalField)}
    asked = [ExpressionWrapper(F(name), output_field=FloatField()) if name in decimals else name for name in OF_FINDING]
    place = OF_FINDING.index("measure_id")
    return [BareFinding(measures[row[place]], *row) for row in rows.values_list(*asked)]


def _facts(
    model: LearningModel,
    rows: Rows,
    judging: Sequence[EvidenceRules],
    authors: dict[int, list[Any]],
    baselines: dict[int, list[Any]],
    at: datetime,
) -> dict[EvidenceRules, list[FindingFacts]]:
    pairs: Pairs = [
        (reading.raw_finding(finding, baselines[finding.pk]), reading.study_design(study, finding))
        for finding, study in rows
    ]
    studies = {study.pk: study for _, study in rows}
    free = {
        (pk, years): reading.independence_of(study, model, authors[pk], at=at, lookback_years=years)
        for pk, study in studies.items()
        for years in {each.tie_lookback_years for each in judging}
    }
    found: dict[EvidenceRules, list[FindingFacts]] = {}
    known: dict[tuple[int, int, str], FindingFacts] = {}
    for each, results in _judged(pairs, judging).items():
        found[each] = []
        for place, ((finding, study), judged) in enumerate(zip(rows, results, strict=True)):
            freedom = free[study.pk, each.tie_lookback_years]
            key = (place, id(judged), freedom.verdict)
            if key not in known:
                known[key] = reading.finding_facts(finding, study, judged, freedom)
            found[each].append(known[key])
    return found


def _judged(pairs: Pairs, judging: Sequence[EvidenceRules]) -> dict[EvidenceRules, list[Judged]]:
    """Each finding judged under each of the rules; again only where groups were assigned or gains are counted: the
    rules of judging that a policy sets touch no other study."""
    first, *others = dict.fromkeys(judging)
    found = {first: judge_all(pairs, first)}
    touched = {raw.study for raw, design in pairs if design.is_cluster_assigned or raw.is_gain_score}
    places = [place for place, (raw, _) in enumerate(pairs) if raw.study in touched]
    for each in others:
        found[each] = list(found[first])
        again = judge_all([pairs[place] for place in places], each)
        for place, judged in zip(places, again, strict=True):
            found[each][place] = judged
    return found


def _carried(
    facts: dict[EvidenceRules, list[FindingFacts]],
    rationale: RationaleFacts | None,
    rules: Sequence[tuple[EvidenceRules, EvidenceRules, EvidenceRules]],
) -> tuple[Eligibility, ...]:
    """Decided once where the conditions and the facts are the same."""
    carried: dict[Any, Eligibility] = {}
    answers = []
    for each, judging, conditions in rules:
        key = (conditions, tuple(map(id, facts[judging])))
        if key not in carried:
            carried[key] = essa.eligibility(facts[judging], rationale=rationale, rules=each)
        answers.append(carried[key])
    return tuple(answers)


def _by(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
