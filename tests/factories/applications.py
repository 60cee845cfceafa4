"""Applications for tests, written and sent by their provider's people, screened by the agency."""

from datetime import date, timedelta
from decimal import Decimal

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.applications import services
from procurement.applications.checklist import CHECKLIST
from procurement.applications.services.drafting import GoalInput
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.organizations import make_provider
from tests.factories.products import make_model
from tests.factories.quotes import make_measure
from tests.factories.rounds import make_round, officer

SENT = AT + timedelta(days=1)
SCREENED = AT + timedelta(days=2)
BEFORE = {  # the state through which each is lived
    "submitted": "draft",
    "withdrawn": "submitted",
    "screening": "submitted",
    "cure_requested": "screening",
    "incomplete": "cure_requested",
    "under_review": "screening",
    "consensus": "under_review",
    "decided": "consensus",
}
ANSWER = {"number": "12", "money": "1250.50", "date": "2026-11-04", "attestation": True, "text": "In three schools."}


def owner_of(application):
    """One who may write and send."""
    return people_with(application.provider, Role.OWNER).first()


def answer_of(question):
    """A faultless answer to a question."""
    if question.kind == "choice":
        return question.choices[0][0]
    if question.kind == "choices":
        return [question.choices[0][0]]
    return ANSWER.get(question.kind)


def fill(application, *, at=AT, skip=()):
    """Answer every section and add one goal."""
    actor = owner_of(application)
    for section in application.round.definition.sections:
        if section.key not in skip:
            answers = {question.key: answer_of(question) for question in section.questions}
            services.save_section(
                application=application, key=section.key, answers=answers, edition=0, actor=actor, at=at
            )
    if "commitments" not in skip:
        values = GoalInput(
            goal="Third graders read at grade level.", measure=make_measure(), target=Decimal("0.15"),
            due_on=date(2028, 6, 1),
        )  # fmt: skip
        services.save_commitment(application=application, commitment=None, values=values, actor=actor, at=at)
    return application


@lived_once
def start(*, asked=None, provider=None, model=None, tier="early_stage", at=AT):
    """A draft without answers."""
    asked = asked or make_round()
    provider = provider or (model.provider if model else make_provider())
    model = model or make_model(provider=provider)
    actor = people_with(provider, Role.OWNER).first()
    return services.start_application(asked=asked, model=model, tier_asked=tier, actor=actor, at=at)


def ask_for_more(application, *, sections=("model",), items=("The day is not described.",), at=SCREENED):
    """An officer asks for what is missing."""
    return services.request_cure(application=application, items=items, sections=sections, actor=officer(), at=at)


def mend(application, *, key="model", at=SCREENED):
    """The provider changes one answer of a section."""
    saved = application.answers.get(key=key)
    question = next(each for each in application.round.definition.section(key).questions if each.kind == "text")
    answers = saved.answers | {question.key: "A day begins with a plan, in four schools."}
    services.save_section(
        application=application, key=key, answers=answers, edition=saved.edition, actor=owner_of(application), at=at
    )


@lived_once
def make_application(*, state="draft", complete=True, fee="paid", **options):
    """An application in the state asked for; a draft has every answer, and one that was sent has its fee
    paid, unless asked otherwise."""
    from tests.factories import designations, reviews
    from tests.factories.payments import pay

    if state == "draft":
        application = start(**options)
        return fill(application) if complete else application
    application = make_application(state=BEFORE[state], fee=fee, **options)
    if state == "submitted":
        application = services.submit_application(application=application, actor=owner_of(application), at=SENT)
        if fee == "paid":
            pay(application.fee, at=SENT)
            application.fee.refresh_from_db()
    elif state == "withdrawn":
        return services.withdraw_application(application=application, actor=owner_of(application), at=SENT)
    elif state == "screening":
        application = services.begin_screening(application=application, actor=officer(), at=SCREENED)
    elif state == "cure_requested":
        ask_for_more(application)
    elif state == "incomplete":
        late = application.closes_at
        return services.close_as_incomplete(application=application, actor=officer(), at=late)
    elif state == "under_review":
        checked = [item.key for item in CHECKLIST]
        application = services.pass_screening(application=application, checked=checked, actor=officer(), at=SCREENED)
    elif state == "consensus":
        reviews.score_all(application.subject)
    elif state == "decided":
        designations.decide(application.subject)
    application.refresh_from_db()
    return application
