"""Two colleagues save one section in the same instant: nobody’s words are lost, and never a failure."""

import pytest

from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import Stale
from marketplace.organizations.models import Role
from procurement.applications import merging, services
from procurement.applications.models import SectionAnswer, SectionVisit
from tests.factories import AT
from tests.factories.applications import owner_of, start
from tests.factories.organizations import make_member
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_four_saves_is_taken_and_the_others_see_it():
    application = start()
    people = [owner_of(application), make_member(application.provider, Role.AUTHOR)] * 2
    outcomes = together(
        *[
            lambda price=price, actor=actor: services.save_section(
                application=application, key="price", answers={"price_small": price}, edition=0, actor=actor, at=AT
            )
            for price, actor in zip(("900", "800", "700", "600"), people, strict=True)
        ]
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Stale) for outcome in outcomes if not outcome.succeeded), outcomes
    assert SectionAnswer.objects.get().edition == 1
    assert verify_chain().problem == ""


def test_autosaves_of_different_answers_in_the_same_instant_are_all_kept():
    application = start()
    section = application.round.definition.section("price")
    people = [owner_of(application), make_member(application.provider, Role.AUTHOR)] * 2
    typed = ({"price_small": "900"}, {"price_large": "4000"}, {"later_years": "Travel ends."}, {"terms": True})
    outcomes = together(
        *[
            lambda answers=answers, actor=actor: services.autosave_section(
                application=application, key="price", answers=answers, seen=merging.marks(section, {}), actor=actor,
                at=AT,
            )
            for answers, actor in zip(typed, people, strict=True)
        ]
    )  # fmt: skip
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    kept = SectionAnswer.objects.get()
    assert kept.answers == {key: value for answers in typed for key, value in answers.items()}
    assert verify_chain().problem == ""


def test_one_person_opens_a_section_four_times_at_once():
    application = start()
    actor = owner_of(application)
    outcomes = together(
        *[lambda: services.note_visit(application=application, key="price", actor=actor, at=AT) for _ in range(4)]
    )
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    assert SectionVisit.objects.count() == 1
