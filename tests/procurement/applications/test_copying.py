"""Going on from an earlier application: by exclusion, confirmed again, and with what changed in each question."""

import copy
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.access.permissions import NotVisible
from marketplace.lifecycles.errors import Refused
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.applications import services
from procurement.applications.copying import NEW, carried, changes_in
from procurement.applications.links import files_of
from procurement.applications.models import Application, SectionAnswer
from procurement.applications.queries import standings_of
from procurement.rounds.services import publish_round
from tests.factories import AT
from tests.factories.applications import fill, make_application, owner_of, start
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


def changed_form(change):
    definition = copy.deepcopy(shipped_form())
    change({section["key"]: section for section in definition["sections"]})
    return read_form(definition)


def question(form, section, key):
    return form.section(section).question(key)


def test_what_changed_in_a_question_is_said_in_words():
    before = read_form(shipped_form())

    def change(sections):
        sections["model"]["questions"][0] |= {"label": "How does it fit together?", "words_max": 100, "help": ""}
        sections["students"]["questions"][3]["choices"].pop()
        sections["students"]["questions"].pop(4)

    after = changed_form(change)
    found = changes_in(question(before, "model", "integration"), question(after, "model", "integration"))
    assert any("How do people, technology and content work together?" in words for words in found)
    assert any("Up to 300 words." in words for words in found)
    assert any("Picture one school day" in words for words in found)
    answers = changes_in(question(before, "students", "home_access"), question(after, "students", "home_access"))
    assert "A device and internet" in answers[0]
    assert changes_in(None, question(after, "model", "integration")) == (NEW,)
    assert changes_in(question(before, "model", "paths"), question(after, "model", "paths")) == ()


def test_what_does_not_fit_any_more_stays_behind():
    def change(sections):
        sections["students"]["questions"][3]["choices"].pop()
        sections["students"]["questions"][0] |= {"kind": "number", "words_max": None}
        sections["students"]["questions"][4]["shown_when"]["is"] = ["device"]
        sections["students"]["questions"].pop(1)

    before, after = read_form(shipped_form()), changed_form(change)
    typed = {"served": "All", "disabilities": "Yes", "english_learners": "Yes", "home_access": "internet"}
    found = carried(before.section("students"), typed, after.section("students"))
    assert found.answers == {"english_learners": "Yes"}
    assert len(found.left) == 3


@pytest.fixture
def earlier():
    return make_application(state="submitted")


@pytest.fixture
def renewed(earlier):
    asked = make_round(title="The next round")
    return start(asked=asked, model=earlier.model)


def copy_all(application, source, *, sections=None):
    keys = sections or [section.key for section in application.round.definition.sections]
    return services.copy_forward(
        application=application, source=source, sections=keys, actor=owner_of(application), at=AT
    )


def test_each_copied_section_is_confirmed_again_before_it_is_sent(earlier, renewed):
    copied = copy_all(renewed, earlier)
    assert len(copied) == 9
    assert renewed.commitments.count() == 1
    answer = renewed.answers.get(key="price")
    assert answer.answers["price_small"] == "1250.50"
    assert answer.answers["terms"] is None, "a confirmation is given anew"
    owner = owner_of(renewed)
    with pytest.raises(Refused, match="not complete"):
        services.submit_application(application=renewed, actor=owner, at=AT + timedelta(days=1))
    for row in renewed.answers.all():
        ticked = {q.key: True for q in renewed.round.definition.section(row.key).questions if q.kind == "attestation"}
        services.save_section(
            application=renewed, key=row.key, answers=row.answers | ticked, edition=1, actor=owner, at=AT
        )
    standings = {each.section.key: each for each in standings_of(renewed, at=AT)}
    assert {each.words for each in standings.values()} == {"To confirm"}
    for row in renewed.answers.all():
        services.save_section(
            application=renewed, key=row.key, answers=row.answers, edition=row.edition, actor=owner, at=AT,
            confirms=True,
        )  # fmt: skip
    sent = services.submit_application(application=renewed, actor=owner, at=AT + timedelta(days=1))
    assert sent.state == "submitted"


def test_what_is_unticked_or_begun_is_left(earlier, renewed):
    services.save_section(
        application=renewed, key="price", answers={"price_small": "7"}, edition=0, actor=owner_of(renewed), at=AT
    )
    assert copy_all(renewed, earlier, sections=["model", "price"]) == ("model",)
    assert renewed.answers.get(key="price").answers["price_small"] == "7"
    with pytest.raises(ValidationError, match="ticked"):
        services.copy_forward(application=renewed, source=earlier, sections=[], actor=owner_of(renewed), at=AT)


def test_a_rivals_application_is_never_copied(renewed):
    rival = make_application(provider=make_provider(), asked=renewed.round)
    with pytest.raises(NotVisible):
        copy_all(renewed, rival)


def test_a_file_comes_along_as_the_applications_own(earlier, renewed):
    other = start(asked=make_round(title="A third"), model=earlier.model)
    owner = owner_of(other)
    upload = SimpleUploadedFile("report.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF")
    report = services.attach_file(
        application=other, key="accessibility", question="report", upload=upload, actor=owner, at=AT
    )
    answers = {"standard": "wcag22aa", "report": report}
    services.save_section(application=other, key="accessibility", answers=answers, edition=0, actor=owner, at=AT)
    copy_all(renewed, other, sections=["accessibility"])
    kept = renewed.answers.get(key="accessibility").answers["report"]
    assert kept["label"] == "report.pdf"
    assert kept["key"] != report["key"]
    assert list(files_of(renewed)) == [kept["key"]]


def test_copying_and_renewing_by_hand(client):
    now = timezone.now()
    old = fill(start(asked=make_round(at=now), at=now), at=now)
    client.force_login(owner_of(old))
    asked = make_round(at=now, title="The next round")
    page = client.get(f"/desk/applications/{old.reference}/renew/").content.decode()
    assert asked.title in page
    begun = client.post(f"/desk/applications/{old.reference}/renew/", {"round": asked.pk, "tier_asked": "early_stage"})
    new = Application.objects.get(round=asked)
    assert begun.headers["Location"] == f"/desk/applications/{new.reference}/copy/?from={old.reference}"
    page = client.get(begun.headers["Location"]).content.decode()
    assert page.count("checked") == 9
    client.post(begun.headers["Location"], {"sections": ["model", "price"]})
    assert set(new.answers.values_list("key", flat=True)) == {"model", "price"}
    section = client.get(f"/desk/applications/{new.reference}/price/").content.decode()
    assert f"These answers come from {old.reference}" in section
    assert "Confirm and go on" in section
    row = SectionAnswer.objects.get(application=new, key="price")
    client.post(
        f"/desk/applications/{new.reference}/price/",
        {"edition": 1, "seen": "", "price_small": "1250.50", "price_large": "1250.50",
         "later_years": row.answers["later_years"], "terms": "on", "confirm": "1"},
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.confirmed_at is not None, row.edition) == (True, 2)
    tasks = client.get(f"/desk/applications/{new.reference}/").content.decode()
    assert "Copy answers from an earlier application" in tasks


def test_a_rival_finds_neither_page(client, earlier, renewed):
    client.force_login(author_of(make_provider()))
    for page in (f"{renewed.reference}/copy/?from={earlier.reference}", f"{earlier.reference}/renew/"):
        assert client.get(f"/desk/applications/{page}").status_code == 404


def test_a_question_that_changed_stands_beside_the_copied_answer(client):
    now = timezone.now()
    old = fill(start(asked=make_round(at=now), at=now), at=now)
    asked = make_round(at=now, title="The next round", state="draft")
    definition = copy.deepcopy(asked.form)
    next(each for each in definition["sections"] if each["key"] == "model")["questions"][0]["label"] = "A day, please"
    asked.form = definition
    asked.save()
    publish_round(draft=asked, actor=officer(), at=now - timedelta(days=12))
    new = start(asked=asked, model=old.model, at=now)
    copy_all(new, old, sections=["model"])
    client.force_login(owner_of(new))
    page = client.get(f"/desk/applications/{new.reference}/model/").content.decode()
    assert "Changed since you answered" in page
    assert "It asked: “How do people, technology and content work together?”." in page
