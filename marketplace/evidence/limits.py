"""PURE: what a model's evidence cannot tell, in plain words for everybody who reads its page."""

from collections.abc import Callable, Iterable, Sequence

from marketplace.evidence.facts import FindingFacts
from marketplace.evidence.independence import NOT_INDEPENDENT, UNKNOWN
from marketplace.evidence.pictures import why_not_pooled
from marketplace.evidence.standards import PRE_POST
from marketplace.evidence.wording import counted

RANDOMIZED = "rct"


def limits_of(findings: Sequence[FindingFacts]) -> tuple[str, ...]:
    """One sentence for each limit that the studies on record have; what is not declared is said so."""
    if not findings:
        return ("No study is on record, so nothing here tells whether it works.",)
    compared = [one for one in findings if one.design != PRE_POST]
    found = [*_about_comparisons(compared), *_about_people(findings), *_about_results(findings)]
    return tuple(words for words in found if words)


def _about_comparisons(compared: Sequence[FindingFacts]) -> Iterable[str]:
    if not compared:
        yield "No study compares students who used it with students who did not. Students grow without any program too."
        return
    counting = [one for one in compared if not why_not_pooled(one)]
    studies = _studies(counting)
    if not studies:
        yield "No study that compares two groups counts here; the table says why for each."
    elif len(studies) == 1:
        yield "One study counts. A second one could find something else."
    if not any(one.design == RANDOMIZED for one in compared):
        yield "No study let chance decide who used it, so the groups may have differed in other ways from the start."
    if studies and not any(one.is_multisite for one in counting):
        yield "No study that counts says that it took place in more than one site."


def _about_people(findings: Sequence[FindingFacts]) -> Iterable[str]:
    own = [one for one in findings if not one.is_reviewed]
    yield _of(findings, own, lambda one: one.independence == NOT_INDEPENDENT, "was run by people tied to the provider",
              "were run by people tied to the provider")  # fmt: skip
    yield _of(findings, own, lambda one: one.independence == UNKNOWN, "does not declare who stood behind it",
              "do not declare who stood behind them")  # fmt: skip


def _about_results(findings: Sequence[FindingFacts]) -> Iterable[str]:
    owned = [one for one in findings if one.measure.owner == "provider"]
    if owned:
        yield f"{counted(len(owned), 'result')} on the provider’s own test: shown, and not counted."
    growth = [one for one in findings if one.design == PRE_POST]
    if growth and len(growth) < len(findings):
        yield f"{counted(len(growth), 'result')} without a comparison group: shown, and not counted."
    losses = [one for one in findings if one.is_loss]
    if losses:
        yield f"{counted(len(losses), 'result')} where students who used it did significantly worse."


def _of(
    findings: Sequence[FindingFacts],
    asked: Sequence[FindingFacts],
    is_so: Callable[[FindingFacts], bool],
    one: str,
    many: str,
) -> str:
    count, whole = len(_studies(filter(is_so, asked))), len(_studies(findings))
    if not count:
        return ""
    return f"{count} of {counted(whole, 'study', 'studies')} {one if count == 1 else many}."


def _studies(findings: Iterable[FindingFacts]) -> set[str]:
    return {one.study for one in findings}
