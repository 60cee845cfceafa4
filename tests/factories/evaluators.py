"""Evaluators of the register for tests: people and firms that entered themselves, and studies that name them."""

from marketplace.evaluators import services
from marketplace.evidence import services as evidence
from marketplace.organizations import services as organizations
from marketplace.organizations.models import Role
from tests.factories import AT
from tests.factories.evidence import make_study
from tests.factories.organizations import make_provider, owner_of
from tests.factories.people import make_person
from tests.factories.products import author_of

SAID = {"expertise": "Randomized studies of early reading.", "contact": "studies@evaluator.example"}


def make_evaluator(*, name="Adaeze Okoro", employers=("Fells University",), at=AT):
    """A person in the register."""
    person = make_person(name=name)
    return services.register_self(**SAID, employers=employers, actor=person, at=at)


def make_firm(*, owners=("Mei Tan",), confirmed=True, evaluates=True, **facts):
    """A firm that evaluates, with an owner who is also evaluator; not in the register yet."""
    capabilities = ("offers", "evaluates") if evaluates else ("offers",)
    firm = make_provider(confirmed=confirmed, capabilities=capabilities, owners=list(owners), **facts)
    if evaluates:
        owner = owner_of(firm)
        organizations.give_role(organization=firm, person=owner, role=Role.EVALUATOR, actor=owner, at=AT)
    return firm


def make_firm_entry(*, owners=("Mei Tan",), at=AT, **facts):
    """A firm in the register."""
    firm = make_firm(owners=owners, **facts)
    return services.register_firm(organization=firm, **SAID, owners=owners, actor=owner_of(firm), at=at)


def keeper_of(evaluator):
    """Somebody who answers for the entry."""
    return evaluator.person or owner_of(evaluator.organization)


def declare(evaluator, body, *, kind="worked_for", at=AT, **years):
    return services.declare_tie(evaluator=evaluator, kind=kind, body=body, actor=keeper_of(evaluator), at=at, **years)


def name_in_study(evaluator=None, *, study=None, part="author", at=AT, **declared):
    """A study that names the evaluator, and no other author."""
    study = study or make_study(authors=False)
    evaluator = evaluator or make_evaluator()
    actor = author_of(study.model.provider)
    return evidence.name_evaluator(study=study, evaluator=evaluator, part=part, actor=actor, at=at, **declared)
