"""Questions about rounds for tests."""

from procurement.rounds import question_services as services
from tests.factories import AT
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import make_round, officer


def ask(asked, provider, *, text="May a model apply that serves grade 2 only?", at=AT, actor=None):
    """Ask as a provider's author."""
    return services.ask_question(
        asked=asked, organization=provider, text=text, actor=actor or author_of(provider), at=at
    )


def answer(question, *, at=AT, **changes):
    """Answer as an officer."""
    given = {"published_text": question.text, "answer": "Yes, it may."} | changes
    return services.answer_question(question=question, **given, actor=officer(), at=at)


def reject(question, *, at=AT, reason="This has nothing to do with the round."):
    """Reject as an officer."""
    return services.reject_question(question=question, reason=reason, actor=officer(), at=at)


def make_question(*, state="asked", at=AT):
    """A question of a provider about an open round, in the state asked for."""
    asked = make_round()
    question = ask(asked, make_provider(), at=at)
    return {"asked": lambda one: one, "answered": answer, "rejected": reject}[state](question)
