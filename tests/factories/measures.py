"""Decisions about measures for tests: opened by an officer, voted on by the department's reviewers."""

from datetime import timedelta
from itertools import count

from marketplace.organizations.models import Role
from procurement.measures import services
from procurement.reviews.conflicts import Declared
from tests.factories import AT
from tests.factories.evidence import make_measure
from tests.factories.organizations import make_agency_person
from tests.factories.quotes import make_policy
from tests.factories.rounds import officer

_numbers = count(1)
OWNER = "Fieldmark Assessments"
VOTED = AT + timedelta(days=5)
DECIDED = AT + timedelta(days=6)


def open_decision(measure=None, *, owner_name=OWNER, actor=None, at=AT):
    make_policy()
    measure = measure or make_measure(validated=False)
    question = "The manual."
    return services.open_decision(
        measure=measure, owner_name=owner_name, question=question, actor=actor or officer(), at=at
    )


def expert(**facts):
    person = make_agency_person(Role.REVIEWER, name=f"Expert {next(_numbers)}")
    for name, value in facts.items():
        setattr(person, name, value)
    person.save()
    return person


def ask(decision, panelist=None, *, expertise="Test design.", actor=None):
    panelist = panelist or expert()
    return services.name_panelist(
        decision=decision, panelist=panelist, expertise=expertise, actor=actor or officer(), at=AT
    )


def cast(vote, is_valid=True, *, declared=None, reason="Reliable.", actor=None):
    return services.cast_vote(
        vote=vote, declared=declared or Declared(), is_valid=is_valid, reason=reason, actor=actor or vote.panelist,
        at=VOTED,
    )  # fmt: skip


def decide(decision, *, reason="Reliable and normed.", actor=None):
    return services.decide(decision=decision, reason=reason, actor=actor or officer(), at=DECIDED)


def make_decision(*, votes=(True, True, False), state="open", measure=None):
    """A decision on which the given votes are cast, decided where asked for."""
    decision = open_decision(measure)
    asked = [ask(decision) for _ in votes]
    for vote, is_valid in zip(asked, votes, strict=True):
        cast(vote, is_valid)
    return decide(decision) if state == "decided" else decision
