"""The words of decision letters: edited, checked at the field, published as versions, pinned by the letter."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from marketplace.access.permissions import NotVisible
from procurement.appeals.letters import letter_data as appeal_letter
from procurement.designations.letters import letter_data, make_letter
from procurement.lettertemplates import services
from procurement.lettertemplates.models import LetterKind, LetterTemplate, LetterTemplateVersion
from procurement.lettertemplates.shipped import shipped_letters
from procurement.lettertemplates.words import KINDS, PLACES, SAMPLE, fault_in, filled
from tests.factories import AT
from tests.factories.appeals import make_appeal
from tests.factories.designations import ISSUED, make_determination
from tests.factories.organizations import make_agency_person
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def publish(kind, opening, *, closing="Yours,"):
    template = LetterTemplate.objects.get(kind=kind)
    template.opening, template.closing = opening, closing
    template.save()
    return services.publish_letter(template=template, actor=officer(), at=AT)


def test_each_kind_has_shipped_words_that_fit_and_a_sample_for_each_place():
    assert set(shipped_letters()) == set(KINDS) == set(LetterKind.values)
    assert set(PLACES) == set(SAMPLE)
    for kind, words in shipped_letters().items():
        assert fault_in(words["opening"], kind) == ""
        assert filled(words["opening"], SAMPLE)
    services.load_letters(actor=officer(), at=AT)
    services.load_letters(actor=officer(), at=AT)
    assert LetterTemplateVersion.objects.count() == len(KINDS)


@pytest.mark.parametrize(
    ("text", "words"),
    [("Dear {provder},", "no {provder}"), ("You get {tier}.", "no {tier}"), ("{model", "left open"), ("{}", "no {}")],
)
def test_an_unknown_place_is_refused_at_its_field(text, words):
    template = LetterTemplate(kind="declined", opening=text, closing="Yours,")
    with pytest.raises(ValidationError) as refusal:
        template.full_clean()
    [said] = refusal.value.message_dict["opening"]
    assert words in said
    assert "{model}" in said


def test_values_are_taken_as_they_are():
    assert filled("{model}\n\nand  more", {"model": "A {tier} B"}) == ["A {tier} B", "and more"]


def test_without_a_published_template_the_shipped_words_stand():
    determination = make_determination(state="issued", tier="")
    name = determination.model.name
    assert letter_data(determination)["paragraphs"][0] == f"The department does not approve {name} on this application."
    assert letter_data(determination)["closing"][0] == "For the department,"


def test_a_letter_keeps_the_version_that_it_was_made_with():
    services.load_letters(actor=officer(), at=AT)
    first = publish("declined", "To {provider}: {model} is not approved.\n\nAsk us for a debrief.")
    determination = make_letter(determination=make_determination(state="issued", tier=""), at=ISSUED)
    assert determination.letter_template == first
    publish("declined", "Other words.")
    assert letter_data(determination)["paragraphs"][1] == "Ask us for a debrief."
    with determination.letter.file.open() as file:
        text = PdfReader(BytesIO(file.read())).pages[0].extract_text()
    assert "is not approved" in " ".join(text.split())
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        LetterTemplateVersion.objects.filter(pk=first.pk).update(opening="Otherwise.")


def test_the_letter_of_an_appeal_too():
    services.load_letters(actor=officer(), at=AT)
    publish("appeal_dismissed", "Decision {decision_before} stands, {provider}.")
    appeal = make_appeal(state="dismissed")
    before = appeal.determination.reference
    assert appeal_letter(appeal)["paragraphs"] == [f"Decision {before} stands, {appeal.provider.name}."]


def test_the_same_words_make_no_new_version_and_only_keepers_publish():
    services.load_letters(actor=officer(), at=AT)
    template = LetterTemplate.objects.get(kind="approved")
    assert services.publish_letter(template=template, actor=officer(), at=AT).number == 1
    with pytest.raises(NotVisible):
        services.publish_letter(template=template, actor=make_agency_person("reviewer"), at=AT)
    template.opening = "{nonsense}"
    template.save()
    with pytest.raises(ValidationError):
        services.publish_letter(template=template, actor=officer(), at=AT)


def test_a_preview_shows_sample_data_or_what_is_wrong():
    good = LetterTemplate(kind="approved", opening="{model} as {tier}.", closing="Yours,")
    assert good.get_preview_context(None, "")["paragraphs"] == ["Example Readers as promising."]
    bad = LetterTemplate(kind="declined", opening="{tier}", closing="Yours,")
    assert "no {tier}" in bad.get_preview_context(None, "")["fault"]
