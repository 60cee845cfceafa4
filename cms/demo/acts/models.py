"""Providers describe their models, list the data they collect, and enter what their studies found."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from cms.demo.stories.evidence import CITATIONS, LOGIC_MODELS, MEASURES, PLAN, PROPOSED, STUDIES, StudyStory
from cms.demo.stories.models import BY_KEY, MODELS, ModelStory
from cms.demo.stories.needs import needs_of
from cms.demo.world import World
from marketplace.evidence import services as evidence
from marketplace.evidence.models import Measure
from marketplace.products import list_services
from marketplace.products import services as products
from marketplace.products.models import LearningModel
from procurement.waivablerules.services import say_needed_rules

FIRST_DESCRIBED_DAYS_AGO = 405
DAYS_AGO = {
    "workshop": 262,
    "lab": 265,
    "studio": 268,
    "tides": 266,
    "fraction": 96,
    "ledger": 96,
    "fieldstats": 95,
    "measure": 93,
    "balance": 96,
    "algebra": 95,
    "fieldmath": 94,
    "trademath": 92,
    "writers": 20,
    "orchard": 22,
    "shoptalk": 21,
}


def is_done(world: World) -> bool:
    """Whether the last model is here."""
    return LearningModel.objects.filter(name=MODELS[-1].name, provider__isnull=False).exists()


def play(world: World) -> None:
    """The registry first, then each model with its evidence."""
    _registry(world)
    for story in MODELS:
        model = _describe(world, story, described_at(world, story.key))
        _rationale(world, story, model)
    for study in STUDIES:
        _study(world, study)


def described_at(world: World, key: str) -> datetime:
    """When a model was described."""
    return world.ago(DAYS_AGO.get(key, FIRST_DESCRIBED_DAYS_AGO), "10:40")


def _registry(world: World) -> None:
    officer = world.person("daniel.reyes")
    for values in MEASURES:
        evidence.register_measure(values=values, actor=officer, at=world.ago(450, "14:00"))
    author = world.person(PROPOSED["author"])
    evidence.propose_measure(values=PROPOSED["values"], actor=author, at=world.ago(404, "09:30"))


def _describe(world: World, story: ModelStory, at: datetime) -> LearningModel:
    author = world.person(story.author)
    model = products.create_model(
        provider=world.body(story.provider), name=story.name, actor=author, at=at, summary=story.facts["summary"]
    )
    version = model.versions.get()
    needs = needs_of(story.key)
    facts: Mapping = {**story.facts, **needs.facts, "accessibility_reported_on": at.date()}
    version = products.save_version(version=version, edition=version.edition, changes=facts, actor=author, at=at)
    for item in story.data:
        version = products.add_data_element(
            version=version,
            edition=version.edition,
            category=item.category,
            element=item.element,
            purpose=item.purpose,
            necessity="essential" if item.is_essential else "optional",
            actor=author,
            at=at,
        )
    for cost in needs.costs:
        version = list_services.add_cost(
            version=version,
            edition=version.edition,
            what=cost.what,
            timing=cost.timing,
            cents=cost.cents,
            unit=cost.unit,
            note=cost.note,
            actor=author,
            at=at,
        )
    say_needed_rules(version=version, edition=version.edition, needs=needs.rules, actor=author, at=at)
    return model


def _rationale(world: World, story: ModelStory, model: LearningModel) -> None:
    if story.key in LOGIC_MODELS:
        values = {"logic_model": LOGIC_MODELS[story.key], "citations": list(CITATIONS), "evaluation_plan": PLAN}
        evidence.save_rationale(
            model=model, edition=0, values=values, actor=world.person(story.author), at=described_at(world, story.key)
        )


def _study(world: World, story: StudyStory) -> None:
    author, at = world.person(BY_KEY[story.model].author), described_at(world, story.model)
    study = evidence.add_study(model=world.model(story.model), values=story.facts, actor=author, at=at)
    for name, employer, made_model in story.authors:
        evidence.add_author(study=study, name=name, employer=employer, made_model=made_model, actor=author, at=at)
    for finding in story.findings:
        values = {"measure": Measure.objects.get(name=finding.measure), **finding.values()}
        added = evidence.add_finding(study=study, values=values, actor=author, at=at)
        if finding.english_learners:
            share_i, share_c = map(Decimal, finding.english_learners)
            evidence.add_baseline(
                finding=added, name="Share of English learners", share_i=share_i, share_c=share_c, actor=author, at=at
            )
