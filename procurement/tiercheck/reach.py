"""PURE: the tier within reach by a few plain answers (Pilotage rules 2.1 and 2.2). It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.evidence.facts import EARLY_STAGE, EFFECTIVE, PROMISING
from marketplace.evidence.rules import EvidenceRules

NO_TIER = ""


class Kind(StrEnum):
    """What is offered."""

    MODEL = "model"
    TOOL = "tool"


class Use(StrEnum):
    """Where it is used now."""

    NOWHERE = "nowhere"
    ONE = "one"
    SEVERAL = "several"


class Study(StrEnum):
    """How its effect was studied."""

    NONE = "none"
    BEFORE_AFTER = "before_after"
    COMPARED = "compared"
    LOTTERY = "lottery"


class Result(StrEnum):
    """What the study found."""

    GAIN = "gain"
    UNSURE = "unsure"
    LOSS = "loss"


class Tests(StrEnum):
    """On which tests it showed."""

    BOTH = "both"
    ONE_KIND = "one_kind"
    OWN = "own"


COMPARING = (Study.COMPARED, Study.LOTTERY)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered. Everything after `study` is asked only of a study that compared."""

    kind: str
    use: str
    study: str
    result: str = ""
    is_alike: bool = False
    tests: str = ""
    is_large: bool = False
    is_independent: bool = False

    @property
    def has_compared(self) -> bool:
        """Whether there is a study that compared students with others."""
        return self.study in COMPARING


@dataclass(frozen=True, slots=True)
class Reach:
    """The tier within reach, empty where there is none; why, and what the next one would take."""

    tier: str
    because: tuple[str, ...]
    next_tier: str = ""
    missing: tuple[str, ...] = ()


def reach(answers: Answers, rules: EvidenceRules) -> Reach:
    """The highest tier whose every condition the answers meet, with what is missing for the one above."""
    if answers.kind != Kind.MODEL:
        return Reach(NO_TIER, ("A tool by itself is not a learning model, and only learning models are approved.",))
    short_of_promising = _short_of_promising(answers)
    if short_of_promising:
        return Reach(EARLY_STAGE, _why_early(answers), PROMISING, short_of_promising)
    short_of_effective = _short_of_effective(answers, rules)
    if short_of_effective:
        because = ("A study that compared students found a gain on tests of both kinds.",)
        return Reach(PROMISING, because, EFFECTIVE, short_of_effective)
    return Reach(EFFECTIVE, ("An independent study of many students in several places found a gain.",))


def _why_early(answers: Answers) -> tuple[str, ...]:
    if answers.has_compared:
        return ("Your study does not carry more yet. What it found is shown with the model all the same.",)
    return ("This tier asks for no study: a reasoned plan, research behind it, and a study that you will run.",)


def _short_of_promising(answers: Answers) -> tuple[str, ...]:
    if not answers.has_compared:
        return ("A study that compares your students with similar ones. A pilot in a district can be that study.",)
    conditions = (
        (answers.result == Result.GAIN, "A gain that chance hardly explains, and no loss of that kind."),
        (
            answers.is_alike or answers.study == Study.LOTTERY,
            "Groups that were alike at the start, or whose difference was corrected for.",
        ),
        (
            answers.tests == Tests.BOTH,
            "Results on a state or nationally normed test and on one used during the year.",
        ),
    )
    return tuple(words for is_met, words in conditions if not is_met)


def _short_of_effective(answers: Answers, rules: EvidenceRules) -> tuple[str, ...]:
    conditions = (
        (
            answers.is_large,
            f"At least {rules.large_sample_min} students in {rules.sites_min} or more sites, over all studies.",
        ),
        (answers.is_independent, "A study by people without a stake in the provider."),
        (answers.use == Use.SEVERAL, "Use in two or more settings."),
    )
    return tuple(words for is_met, words in conditions if not is_met)
