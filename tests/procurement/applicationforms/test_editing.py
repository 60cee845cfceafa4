"""Writing a form in the editor: what makes no sense is said at its field; a published one never changes in a round."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.blocks.stream_block import StreamBlockValidationError

from marketplace.audit.models import AuditEvent
from marketplace.organizations.models import Role
from procurement.applicationforms.blocks import SectionsBlock
from procurement.applicationforms.editing import blocks_of, definition_of
from procurement.applicationforms.models import ApplicationForm, ApplicationFormVersion
from procurement.applicationforms.queries import newest_versions
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.services import load_form, publish_form
from procurement.applicationforms.shipped import shipped_form
from procurement.rounds.models import Round
from procurement.rounds.services import draft_round, edit_round
from tests.factories import AT
from tests.factories.organizations import make_agency_person
from tests.factories.rounds import make_notice, make_round, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    officer()
    return load_form(actor=None, at=AT)


def edited(form, change):
    definition = copy.deepcopy(shipped_form())
    change(definition)
    form.sections = form.sections.stream_block.to_python(blocks_of(definition))
    return form


def relabel(definition):
    definition["sections"][0]["questions"][0]["label"] = "How does a day go?"


def test_the_shipped_form_goes_through_the_editor_unchanged(loaded):
    assert read_form(loaded.definition) == read_form(shipped_form())
    assert read_form(definition_of(blocks_of(shipped_form()))) == read_form(shipped_form())
    assert load_form(actor=None, at=AT) == loaded
    block = SectionsBlock()
    assert block.clean(block.to_python(blocks_of(shipped_form())))


@pytest.mark.parametrize(
    ("breaking", "place", "said"),
    [
        (lambda form: form["sections"][0]["questions"][1].update(key="integration"), (0, 1, "key"), "another question"),
        (
            lambda form: form["sections"][7]["questions"][1].update(shown_when={"question": "gaps", "is": ["x"]}),
            (7, 1, "when_question"),
            "no earlier question",
        ),
        (
            lambda form: form["sections"][7]["questions"][1].update(shown_when={"question": "standard", "is": ["x"]}),
            (7, 1, "when_question"),
            "wcag22aa, wcag21aa, none",
        ),
        (
            lambda form: form["sections"][7]["questions"][1].update(
                shown_when={"question": "model.paths", "is": ["x"]}
            ),
            (7, 1, "when_question"),
            "a choice or a confirmation",
        ),
        (lambda form: form["sections"][2]["questions"][2].update(low=9, high=3), (2, 2, "high"), "more than the most"),
        (lambda form: form["sections"][1].update(key="model"), (1, None, "key"), "another section"),
        (lambda form: form["sections"][1].update(key="check"), (1, None, "key"), "another page"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(breaking, place, said):
    definition = copy.deepcopy(shipped_form())
    breaking(definition)
    block = SectionsBlock()
    with pytest.raises(StreamBlockValidationError) as refusal:
        block.clean(block.to_python(blocks_of(definition)))
    section, question, part = place
    error = refusal.value.block_errors[section]
    if question is not None:
        error = error.block_errors["questions"].block_errors[question]
    assert said in str(error.block_errors[part])


def test_publishing_in_the_editor_makes_the_next_version_by_its_writer(loaded):
    form = edited(loaded.form, relabel)
    revision = form.save_revision(user=officer())
    revision.publish(user=officer())
    newest = newest_versions().get()
    assert (newest.number, newest.published_by) == (2, officer())
    assert AuditEvent.objects.filter(name="application_form.published").count() == 2
    assert publish_form(form=form, actor=officer(), at=AT) == newest


def test_a_reviewer_publishes_nothing(loaded):
    with pytest.raises(Exception, match=r"applicationforms:form:publish|does not"):
        publish_form(form=loaded.form, actor=make_agency_person(Role.REVIEWER), at=AT)


def test_a_form_that_makes_no_sense_is_not_published(loaded):
    form = edited(loaded.form, lambda definition: definition["sections"][1].update(key="model"))
    form.save()
    with pytest.raises(ValidationError, match="another section"):
        publish_form(form=form, actor=officer(), at=AT)
    assert "another section" in str(form.get_preview_context(None, "")["fault"])


def test_a_round_keeps_the_version_it_was_drafted_with(loaded):
    asked = make_round()
    form = edited(loaded.form, relabel)
    form.save()
    newer = publish_form(form=form, actor=officer(), at=AT)
    asked = Round.objects.get(pk=asked.pk)
    assert asked.form_version == loaded
    assert asked.definition.sections[0].questions[0].label != "How does a day go?"
    draft = draft_round(notice=make_notice(title="Another"), actor=officer(), at=AT)
    edit_round(draft=draft, notice=make_notice(title="Another", form=newer), actor=officer(), at=AT)
    draft = Round.objects.get(pk=draft.pk)
    assert draft.definition.sections[0].questions[0].label == "How does a day go?"


def test_the_database_refuses_to_change_a_version_or_what_a_published_round_asks(loaded):
    asked = make_round()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFormVersion.objects.filter(pk=loaded.pk).update(title="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=asked.pk).update(form={})


def test_an_officer_opens_edits_and_chooses_it(loaded, client):
    client.force_login(officer())
    page = client.get(f"/admin/snippets/procurement/applicationform/edit/{loaded.form.pk}/")
    assert page.status_code == 200
    assert "Application form" in client.get("/agency/rounds/new/").content.decode()
    assert ApplicationForm.objects.get() == loaded.form
