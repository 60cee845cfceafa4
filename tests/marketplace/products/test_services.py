"""Writing learning models: versions, freezing, stale forms, refusals."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.products import queries, services
from marketplace.products.models import DataElement, FrozenVersion, LearningModel, ModelVersion
from tests.factories import AT
from tests.factories.organizations import make_member, make_provider
from tests.factories.people import make_person
from tests.factories.products import author_of, complete_version, freeze, make_model, make_unclaimed_model, make_version

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def save(version, *, actor=None, edition=None, at=LATER, **changes):
    return services.save_version(
        version=version,
        edition=version.edition if edition is None else edition,
        changes=changes,
        actor=actor or author_of(version.model.provider),
        at=at,
    )


def test_a_new_model_has_a_working_first_version():
    provider = make_provider()
    model = services.create_model(
        provider=provider, name="  Harbor   Readers ", summary="Reading aloud.", actor=author_of(provider), at=AT
    )
    version = queries.latest_version(model)
    assert (model.name, model.slug, model.offered_by) == ("Harbor Readers", "harbor-readers", provider.name)
    assert model.reference.startswith("MOD-")
    assert (version.number, version.state, version.summary) == (1, "working", "Reading aloud.")
    assert list(AuditEvent.objects.filter(name__startswith="product.").values_list("name", flat=True)) == [
        "product.create"
    ]


def test_two_models_of_one_name_get_two_addresses():
    first, second = make_model(name="Harbor Readers"), make_model(name="Harbor Readers")
    assert (first.slug, second.slug) == ("harbor-readers", "harbor-readers-2")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Cognitive Tutor® Algebra I", "cognitive-tutor-algebra-i"),
        ("Read, Write & Type!", "read-write-type"),
        (f"{'Looking at work ' * 7}together", "-".join(["looking-at-work"] * 6)),
        ("W" * 130, "w" * 100),
        ("®", "model"),
    ],
)
def test_an_address_is_made_of_whole_words(name, slug):
    assert make_model(name=name).slug == slug


@pytest.mark.parametrize(("name", "words"), [("  ", "Enter the name"), ("harbor readers", "already has a model")])
def test_a_name_that_is_empty_or_taken_is_refused(name, words):
    model = make_model(name="Harbor Readers")
    with pytest.raises(ValidationError) as refusal:
        services.create_model(provider=model.provider, name=name, actor=author_of(model.provider), at=AT)
    assert words in refusal.value.message_dict["name"][0]
    assert LearningModel.objects.count() == 1


def test_only_authors_and_owners_write():
    version = make_version(state="working")
    signatory = make_member(version.model.provider, "signatory")
    with pytest.raises(NotAllowed):
        save(version, actor=signatory, summary="Mine")
    with pytest.raises(NotVisible):
        save(version, actor=make_person(), summary="Mine")
    version.refresh_from_db()
    assert version.summary != "Mine"


def test_saving_counts_editions_and_records_which_fields_changed():
    version = make_version(state="working")
    edition = version.edition
    version = save(version, summary="New words", staffing=version.staffing)
    assert version.edition == edition + 1
    event = AuditEvent.objects.filter(name="model_version.save").last()
    assert event.payload == {"edition": edition + 1, "fields": ["summary"]}


def test_saving_nothing_new_leaves_no_trace():
    version = make_version(state="working")
    events = AuditEvent.objects.count()
    assert save(version, summary=version.summary).edition == version.edition
    assert AuditEvent.objects.count() == events


def test_a_stale_form_says_who_changed_what():
    version = make_version(state="working")
    seen = version.edition
    save(version, summary="Theirs", training="Two days.")
    version.refresh_from_db()
    with pytest.raises(Stale) as refusal:
        save(version, edition=seen, summary="Mine")
    assert "Lena Ortiz changed “In one sentence”, “Training”" in str(refusal.value)
    version.refresh_from_db()
    assert version.summary == "Theirs"


def test_values_outside_the_vocabulary_are_refused_with_what_is_accepted():
    version = make_version(state="working")
    with pytest.raises(ValidationError) as refusal:
        save(version, subjects=["reading", "alchemy"], price_unit="per_wish", family_asks=["money", "nothing"])
    errors = refusal.value.message_dict
    assert errors["family_asks"] == ["Choose either “Nothing” or the others."]
    assert "alchemy is not on the list. Choose from: Reading" in errors["subjects"][0]
    assert "a student, each year" in errors["price_unit"][0]


@pytest.mark.parametrize(
    ("low", "high", "field"),
    [(-1, None, "price_low_cents"), (None, 500, "price_low_cents"), (900, 800, "price_high_cents")],
)
def test_a_price_range_must_make_sense(low, high, field):
    version = make_version(state="working")
    with pytest.raises(ValidationError) as refusal:
        save(version, price_low_cents=low, price_high_cents=high)
    assert list(refusal.value.message_dict) == [field]


def test_an_accessibility_report_is_of_the_past():
    version = make_version(state="working")
    with pytest.raises(ValidationError, match="not in the future"):
        save(version, accessibility_reported_on=AT.date() + timedelta(days=9))
    assert save(version, accessibility_reported_on=AT.date()).accessibility_reported_on == AT.date()


def test_freezing_gives_the_hash_of_all_it_says():
    version = freeze(make_version(state="working"))
    assert version.sha256 == sha256_of(queries.description_of(ModelVersion.objects.get(pk=version.pk)))
    assert version.frozen_at == AT


def test_the_hash_covers_the_data_elements():
    version = make_version(state="working")
    before = sha256_of(queries.description_of(version))
    DataElement.objects.filter(version=version).update(purpose="For another reason.")
    assert sha256_of(queries.description_of(version)) != before


def test_a_frozen_version_cannot_be_frozen_again():
    version = make_version()
    with pytest.raises(IllegalMove):
        freeze(version)


def test_a_frozen_version_cannot_be_written():
    version = make_version()
    version.summary = "Other words"
    with pytest.raises(FrozenVersion):
        version.save()
    with pytest.raises(FrozenVersion):
        DataElement(version=version, category="A", element="B", purpose="C", necessity="essential").save()


def test_a_later_edit_starts_the_next_version_and_keeps_the_rest():
    frozen = make_version()
    started = save(frozen, summary="New words")
    frozen.refresh_from_db()
    assert (started.number, started.state, started.summary) == (2, "working", "New words")
    assert started.staffing == frozen.staffing
    assert [row.element for row in started.data_elements.all()] == ["Reading errors"]
    assert frozen.summary != "New words"
    assert frozen.sha256 == sha256_of(queries.description_of(frozen))


def test_an_old_version_cannot_be_edited_once_the_next_is_started():
    frozen = make_version()
    save(frozen, summary="New words")
    with pytest.raises(Stale, match="Version 2 was started meanwhile"):
        save(frozen, summary="Mine")


def test_one_working_version_a_model_by_the_database():
    version = make_version(state="working")
    twin = ModelVersion(model=version.model, number=2, created_at=AT, saved_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_data_elements_are_added_once_and_removed():
    version = complete_version(queries.latest_version(make_model(complete=False)))
    given = {"category": "assessment", "element": "reading errors", "purpose": "Why", "necessity": "optional"}
    actor = author_of(version.model.provider)
    with pytest.raises(ValidationError, match="already listed"):
        services.add_data_element(version=version, edition=version.edition, actor=actor, at=AT, **given)
    version = services.remove_data_element(
        version=version, edition=version.edition, category="Assessment", element="Reading errors", actor=actor, at=AT
    )
    assert not version.data_elements.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("category", " "), ("category", "Shoe size"), ("element", ""), ("purpose", ""), ("necessity", "perhaps")],
)
def test_a_data_element_needs_every_answer(field, value):
    version = make_version(state="working")
    given = {
        "category": "Student name",
        "element": "First name",
        "purpose": "To greet.",
        "necessity": "optional",
        field: value,
    }
    with pytest.raises(ValidationError) as refusal:
        services.add_data_element(
            version=version, edition=version.edition, actor=author_of(version.model.provider), at=AT, **given
        )
    assert list(refusal.value.message_dict) == [field]


def test_data_elements_of_a_frozen_version_go_to_the_next():
    frozen = make_version()
    started = services.remove_data_element(
        version=frozen,
        edition=frozen.edition,
        category="Assessment",
        element="Reading errors",
        actor=author_of(frozen.model.provider),
        at=LATER,
    )
    assert (started.number, started.data_elements.count()) == (2, 0)
    assert frozen.data_elements.count() == 1


def test_an_unclaimed_model_is_frozen_at_once_and_nobody_s():
    model = make_unclaimed_model(name="Sound Partners")
    version = queries.latest_version(model)
    assert model.is_unclaimed
    assert model.is_illustrative
    assert version.is_frozen
    assert model.offered_by == "No provider has claimed this model"
    with pytest.raises(NotVisible):
        save(version, actor=make_person(), summary="Mine")


def test_a_description_has_no_other_fields():
    with pytest.raises(Refused, match="has no color"):
        save(make_version(state="working"), color="blue")


def test_renaming_keeps_the_address():
    model = make_model(name="Harbor Readers")
    renamed = services.rename_model(model=model, name="Harbor Reading", actor=author_of(model.provider), at=LATER)
    assert (renamed.name, renamed.slug) == ("Harbor Reading", "harbor-readers")
