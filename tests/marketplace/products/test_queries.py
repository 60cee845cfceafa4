"""What is listed, what is missing, and the words of the vocabulary."""

import pytest

from marketplace.evidence.facts import TIERS
from marketplace.products import queries
from marketplace.products.sections import SECTIONS, TEXT_FIELDS, status
from marketplace.products.tier_names import tier_label
from marketplace.products.vocabulary import Tier, lower_of
from tests.factories.organizations import make_member
from tests.factories.people import make_person
from tests.factories.products import author_of, make_model, make_unclaimed_model, make_version


@pytest.mark.django_db
def test_only_colleagues_list_a_provider_s_models():
    mine, other = make_model(), make_model()
    make_unclaimed_model()
    assert list(queries.visible_to(author_of(mine.provider))) == [mine]
    assert list(queries.visible_to(make_member(other.provider, "signatory"))) == [other]
    assert not queries.visible_to(make_person()).exists()


@pytest.mark.django_db
def test_a_complete_description_misses_nothing():
    assert queries.missing_sections(make_version(state="working")) == []


@pytest.mark.django_db
def test_an_empty_description_misses_everything():
    version = queries.latest_version(make_model(complete=False))
    assert queries.missing_sections(version) == [
        *(section.title for section in SECTIONS),
        "What it costs in all",
        "What data it collects",
    ]


def test_a_price_of_nothing_is_an_answer():
    price = next(section for section in SECTIONS if section.key == "price")
    free = {"price_unit": "per_student", "price_low_cents": 0, "price_high_cents": 0}
    assert status(price, free) == "complete"
    assert status(price, {"price_low_cents": 0}) == "started"
    assert status(price, {}) == "not_started"


def test_each_answer_belongs_to_one_section():
    assert len(TEXT_FIELDS) == len(set(TEXT_FIELDS))


def test_the_tiers_are_the_same_everywhere(db):
    assert tuple(Tier.values) == TIERS
    assert lower_of("effective", "promising") == "promising"
    assert tier_label("early_stage") == "Early stage"
