"""A provider's pages without script, its autosave, and the officer's check."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.organizations.models import Role
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Application, SectionAnswer
from tests.factories.applications import answer_of, fill, make_application, owner_of, start
from tests.factories.organizations import make_district, make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner
from tests.factories.products import author_of, make_model
from tests.factories.quotes import make_measure
from tests.factories.rounds import make_round, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A round that is open by the server's clock."""
    return make_round(at=timezone.now())


def draft(asked, **options):
    return start(asked=asked, at=timezone.now(), **options)


def address(application, part=""):
    return f"/desk/applications/{application.reference}/{part}"


def typed(section):
    answers = {question.key: answer_of(question) for question in section.questions}
    return {key: ("on" if value is True else value) for key, value in answers.items() if value is not None}


def test_the_whole_way_without_script(client, asked):
    model = make_model()
    client.force_login(author_of(model.provider))
    begun = client.post(f"/rounds/{asked.reference}/apply/", {"model": model.pk, "tier_asked": "early_stage"})
    application = Application.objects.get()
    assert begun.url == address(application)
    assert "None of nine sections is complete" in client.get(begun.url).content.decode()
    for section in asked.definition.sections:
        assert client.post(address(application, f"{section.key}/"), typed(section) | {"edition": 0}).status_code == 302
    goal = {"goal": "Better readers", "measure": make_measure().pk, "statistic": "effect_size", "target": "0.15"}
    client.post(address(application, "goals/new/"), goal | {"due_on": str(timezone.localdate() + timedelta(days=400))})
    page = client.get(address(application, "check/")).content.decode()
    assert "Send the application" in page
    assert client.post(address(application, "check/")).url == address(application, "receipt/")
    receipt = client.get(address(application, "receipt/")).content.decode()
    application.refresh_from_db()
    assert application.sha256 in receipt
    pdf = re.search(r'href="(/files/[^"]+)"', receipt).group(1)
    assert b"%PDF" in b"".join(client.get(pdf).streaming_content)


def test_only_an_organization_that_offers_is_led_to_apply(client, asked):
    start_url = f"/rounds/{asked.reference}/apply/"
    assert start_url in client.get(f"/rounds/{asked.reference}/").content.decode()
    client.force_login(organization_owner(make_district()))
    page = client.get(f"/rounds/{asked.reference}/").content.decode()
    assert start_url not in page
    assert "offers no learning models here" in page


def test_a_colleague_who_only_signs_is_led_to_no_section_that_is_closed_to_them(client, asked):
    application = draft(asked)
    section = address(application, f"{asked.definition.sections[0].key}/")
    client.force_login(owner_of(application))
    assert section in client.get(address(application)).content.decode()
    signatory = make_member(application.provider, Role.SIGNATORY)
    client.force_login(signatory)
    page = client.get(address(application)).content.decode()
    assert asked.definition.sections[0].title in page
    assert section not in page
    assert section not in client.get(address(application, "check/")).content.decode()


def test_what_is_missing_links_to_its_question(client, asked):
    application = fill(draft(asked), skip=("price",), at=timezone.now())
    client.force_login(owner_of(application))
    page = client.get(address(application, "check/")).content.decode()
    assert f'href="{address(application, "price/")}#id_price_small"' in page
    assert "Send the application" not in page


def test_a_wrong_answer_is_kept_and_said_beside_it(client, asked):
    application = draft(asked)
    client.force_login(owner_of(application))
    page = client.post(address(application, "price/"), {"edition": 0, "price_small": "lots"}).content.decode()
    assert "You entered “lots”" in page
    assert 'value="lots"' in page
    assert SectionAnswer.objects.get().answers["price_small"] == "lots"
    tasks = client.get(address(application)).content.decode()
    assert "One answer needs attention" in tasks


def test_autosave_answers_with_the_instant_and_the_new_edition(client, asked):
    application = draft(asked)
    client.force_login(owner_of(application))
    htmx = {"HTTP_HX_REQUEST": "true"}
    first = client.post(address(application, "price/"), {"edition": 0, "price_small": "900"}, **htmx).content.decode()
    assert "Kept" in first
    assert "<html" not in first
    assert 'value="1"' in first
    stale = client.post(address(application, "price/"), {"edition": 0, "price_small": "800"}, **htmx).content.decode()
    assert "Not all is kept" in stale
    assert "choose whose words stand" in stale
    assert SectionAnswer.objects.get().answers["price_small"] == "900"


def test_too_late_is_said_on_the_page(client):
    asked = make_round(at=timezone.now() - timedelta(days=31))
    application = fill(
        start(asked=asked, at=asked.closes_at - timedelta(days=2)), at=asked.closes_at - timedelta(days=1)
    )
    client.force_login(owner_of(application))
    answer = client.post(address(application, "check/"))
    assert answer.status_code == 409
    assert "This round closed" in answer.content.decode()


@pytest.mark.parametrize("part", ["", "price/", "check/", "receipt/", "withdraw/", "goals/new/"])
def test_a_rival_finds_nothing_at_any_address(client, asked, part):
    application = draft(asked)
    client.force_login(author_of(make_provider()))
    assert client.get(address(application, part)).status_code == 404
    assert application.reference not in client.get("/desk/applications/").content.decode()


def test_somebody_elses_goal_cannot_be_reached(client, asked):
    mine, theirs = draft(asked), fill(draft(asked), at=timezone.now())
    goal = theirs.commitments.get()
    client.force_login(owner_of(mine))
    assert client.get(address(mine, f"goals/{goal.pk}/")).status_code == 404
    assert client.post(address(mine, f"goals/{goal.pk}/remove/")).status_code == 404


def test_an_officer_takes_it_up_and_opens_the_review(client):
    application = make_application(state="submitted")
    client.force_login(officer())
    page = f"/agency/applications/{application.reference}/"
    assert application.reference in client.get("/agency/applications/?state=submitted").content.decode()
    assert application.reference not in client.get("/agency/applications/?state=decided").content.decode()
    client.post(f"{page}begin/")
    some = client.post(f"{page}screen/", {"checked": ["identity"]})
    assert "Still to look at" in some.content.decode()
    done = client.post(f"{page}screen/", {"checked": [item.key for item in CHECKLIST]})
    application.refresh_from_db()
    assert done.url == f"/agency/reviews/{application.subject.reference}/"


def test_asking_for_more_than_the_evidence_carries_is_said_and_not_refused(client, asked):
    model = make_model()
    client.force_login(author_of(model.provider))
    begin = f"/rounds/{asked.reference}/apply/"
    assert "Its evidence carries early stage now." in client.get(begin).content.decode()
    client.post(begin, {"model": model.pk, "tier_asked": "promising"})
    application = Application.objects.get()
    for page in ("", "check/"):
        words = client.get(address(application, page)).content.decode()
        assert "You ask for promising; your evidence carries early stage now." in words
    assert "Needed, because you ask for promising." in client.get(address(application, "references/")).content.decode()
    client.post(address(application, "tier/"), {"tier_asked": "early_stage"})
    assert "More than your evidence" not in client.get(address(application, "check/")).content.decode()
    assert "Not needed for early stage; needed for" in client.get(address(application, "references/")).content.decode()
