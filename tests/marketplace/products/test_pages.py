"""The provider's pages of its models, as their people use them."""

import pytest
from django.urls import reverse

from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.queries import latest_version
from tests.factories.organizations import make_member, make_provider
from tests.factories.people import make_person
from tests.factories.products import ANSWERS, author_of, freeze, make_model, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def model():
    return make_model(name="Harbor Readers")


@pytest.fixture
def author(client, model):
    person = author_of(model.provider)
    client.force_login(person)
    return client


def page(name, model, *more):
    return reverse(f"products:{name}", args=[model.slug, *more])


def test_a_provider_adds_a_model_and_describes_it(client):
    provider = make_provider()
    client.force_login(author_of(provider))
    answer = client.post(reverse("products:create"), {"provider": provider.pk, "name": "Harbor Readers"})
    model = LearningModel.objects.get()
    assert answer.url == page("edit", model)
    shown = client.get(answer.url).content.decode()
    assert shown.count("Not started") == 10


def test_a_name_already_taken_keeps_what_was_typed(author, model):
    answer = author.post(
        reverse("products:create"),
        {"provider": model.provider.pk, "name": "Harbor Readers", "summary": "Typed with care"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "already has a model named Harbor Readers" in shown
    assert "Typed with care" in shown


def test_somebody_else_s_provider_cannot_be_chosen(author):
    other = make_provider()
    author.post(reverse("products:create"), {"provider": other.pk, "name": "Theirs"})
    assert not LearningModel.objects.filter(provider=other).exists()


@pytest.mark.parametrize("name", ["detail", "edit", "data"])
def test_pages_open_within_fifteen_queries(author, model, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        answer = author.get(page(name, model))
    assert answer.status_code == 200
    assert "Harbor Readers" in answer.content.decode()


def test_the_list_opens(author, model):
    assert page("detail", model) in author.get(reverse("products:list")).content.decode()


def test_each_section_saves_and_goes_on(author, model):
    version = latest_version(model)
    keys = ["basics", "model", "audience", "needs", "readiness", "price", "sustainability", "accessibility"]
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        version.refresh_from_db()
        sent = {**ANSWERS, "edition": version.edition, "price_low_cents": "$180", "price_high_cents": "240.50"}
        sent["accessibility_reported_on"] = "2026-11-02"
        answer = author.post(page("section", model, key), sent)
        assert answer.url == (page("section", model, following) if following else page("data", model))
    version.refresh_from_db()
    assert (version.price_low_cents, version.price_high_cents) == (18_000, 24_050)
    assert str(version.accessibility_reported_on) == "2026-11-02"


def test_a_wrong_answer_stays_in_its_field_with_what_is_accepted(author, model):
    version = latest_version(model)
    answer = author.post(
        page("section", model, "price"),
        {"edition": version.edition, "price_unit": "per_student", "price_low_cents": "cheap", "price_high_cents": "90"},
    )
    shown = answer.content.decode()
    assert "You entered “cheap”. Enter an amount in dollars" in shown
    assert 'value="cheap"' in shown
    assert "Error: What it costs" in shown


def test_a_stale_section_shows_theirs_and_can_be_saved_again(author, model):
    version = latest_version(model)
    old = version.edition
    sent = {"edition": old, "summary": "Theirs", "day_description": version.day_description}
    author.post(page("section", model, "basics"), sent)
    shown = author.post(page("section", model, "basics"), {**sent, "summary": "Mine"}).content.decode()
    assert "What was saved meanwhile" in shown
    assert "Theirs" in shown
    assert 'value="Mine"' in shown
    version.refresh_from_db()
    assert version.summary == "Theirs"
    author.post(page("section", model, "basics"), {**sent, "edition": version.edition, "summary": "Mine"})
    version.refresh_from_db()
    assert version.summary == "Mine"


def test_an_edit_of_a_frozen_version_starts_the_next(client):
    version = make_version()
    client.force_login(author_of(version.model.provider))
    assert "starts version 2" in client.get(page("section", version.model, "needs")).content.decode()
    client.post(page("section", version.model, "needs"), {"edition": version.edition, "staffing": "Two aides."})
    assert ModelVersion.objects.filter(model=version.model).count() == 2
    shown = client.get(page("version", version.model, 1)).content.decode()
    assert version.sha256 in shown
    assert "There is a newer version" in shown
    assert client.get(page("version", version.model, 9)).status_code == 404


def test_data_elements_are_added_and_removed_by_page(author, model):
    version = latest_version(model)
    sent = {
        "edition": version.edition,
        "category": "Student name",
        "element": "First name",
        "purpose": "To greet each child.",
    }
    refused = author.post(page("data", model), sent).content.decode()
    assert "Is it essential?" in refused
    assert version.data_elements.count() == 1
    author.post(page("data", model), {**sent, "necessity": "optional"})
    added = version.data_elements.get(element="First name")
    author.post(page("remove_data_element", model, added.pk))
    assert version.data_elements.count() == 1


def test_a_colleague_reads_and_does_not_write(client, model):
    client.force_login(make_member(model.provider, "signatory"))
    assert client.get(page("detail", model)).status_code == 200
    assert client.get(page("edit", model)).status_code == 403
    assert client.post(page("section", model, "basics"), {"summary": "Mine"}).status_code == 403


def test_a_stranger_finds_nothing(client, model):
    assert client.get(page("detail", model)).status_code == 302
    client.force_login(make_person())
    assert client.get(page("detail", model)).status_code == 404
    assert client.post(page("section", model, "basics"), {"summary": "Mine"}).status_code == 404


def test_a_section_that_is_not_there(author, model):
    assert author.get(page("section", model, "secrets")).status_code == 404


def test_a_double_submit_does_it_once(author, model):
    version = latest_version(model)
    sent = {"edition": version.edition, "summary": "Once", "day_description": version.day_description}
    author.post(page("section", model, "basics"), sent)
    author.post(page("section", model, "basics"), sent)
    version.refresh_from_db()
    assert version.summary == "Once"
    freeze(version)
