"""What a version costs in all, what must be ready, and hashes that hold from before it was asked."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from marketplace.access.permissions import NotVisible
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import Stale
from marketplace.products import list_services
from marketplace.products.queries import description_of, latest_version, missing_sections
from marketplace.products.sections import ASKED_LATER
from tests.factories import AT
from tests.factories.people import make_person
from tests.factories.products import author_of, freeze, make_model, make_unclaimed_model, make_version

pytestmark = pytest.mark.django_db
COST = {"what": "Tablets", "timing": "one_time", "cents": 29_000, "unit": "per_classroom", "note": "Bought elsewhere."}


def add(version, *, actor=None, edition=None, **changes):
    return list_services.add_cost(
        version=version,
        edition=version.edition if edition is None else edition,
        actor=actor or author_of(version.model.provider),
        at=AT,
        **{**COST, **changes},
    )


def test_a_cost_is_listed_once_a_timing_and_taken_off_again():
    version = add(make_version(state="working"))
    assert version.costs.get(what="Tablets").cents == 29_000
    with pytest.raises(ValidationError, match="listed already under “Once, at the start”"):
        add(version, what=" tablets ")
    version = add(version, timing="yearly", cents=0)
    taken = {"version": version, "what": "Tablets", "actor": author_of(version.model.provider), "at": AT}
    version = list_services.remove_cost(edition=version.edition, timing="yearly", **taken)
    assert version.costs.filter(what="Tablets").count() == 1
    edition = version.edition
    assert (
        list_services.remove_cost(edition=edition, timing="yearly", **taken | {"version": version}).edition == edition
    )


@pytest.mark.parametrize(
    ("field", "value"), [("what", " "), ("cents", -1), ("timing", "monthly"), ("unit", "per_wish")]
)
def test_what_is_not_a_cost(field, value):
    version = make_version(state="working")
    with pytest.raises(ValidationError) as refusal:
        add(version, **{field: value})
    assert list(refusal.value.message_dict) == [field]


def test_strangers_and_stale_pages_add_nothing():
    version = make_version(state="working")
    with pytest.raises(NotVisible):
        add(version, actor=make_person())
    with pytest.raises(Stale):
        add(version, edition=0)
    assert not version.costs.filter(what="Tablets").exists()


def test_costs_of_a_frozen_version_stay_and_go_to_the_next():
    frozen = make_version()
    started = add(frozen)
    assert (started.number, started.costs.count(), frozen.costs.count()) == (2, 2, 1)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        frozen.costs.update(cents=1)


def test_a_description_without_costs_is_not_complete():
    version = make_version(state="working")
    version.costs.all().delete()
    assert missing_sections(version) == ["What it costs in all"]


def test_hashes_from_before_these_questions_hold():
    """What is empty is left out of the frozen data, so a version of last year has the hash that it was frozen with."""
    said = description_of(latest_version(make_unclaimed_model()))
    assert not {*ASKED_LATER, "costs", "rule_needs"} & set(said)
    version = make_version(state="working")
    assert {*ASKED_LATER, "costs"} < set(description_of(version))
    assert freeze(version).sha256 == sha256_of(description_of(version))


def test_on_its_page(client):
    model = make_model()
    client.force_login(author_of(model.provider))
    page = reverse("products:costs", args=[model.slug])
    sent = {"edition": latest_version(model).edition, **COST, "cents": "minus two"}
    assert "You entered “minus two”" in client.post(page, sent).content.decode()
    assert client.post(page, sent | {"cents": "$290"}).url == page
    assert "$290 a classroom" in client.get(page).content.decode()
    item = latest_version(model).costs.get(what="Tablets")
    client.post(reverse("products:remove_cost", args=[model.slug, item.pk]))
    assert not latest_version(model).costs.filter(what="Tablets").exists()
