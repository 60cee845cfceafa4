"""Something is missing: asked for, sent in time and different, or closed after the clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.clocks.words import instant_words
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from procurement.applications import queries, services
from procurement.applications.differences import differences
from procurement.applications.models import Application
from tests.factories.applications import SCREENED, ask_for_more, make_application, mend, owner_of
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def again(application):
    return Application.objects.get(pk=application.pk)


def test_the_provider_hears_what_is_missing_and_has_the_days_of_the_policy():
    application = make_application(state="screening")
    cure = ask_for_more(application)
    days = application.round.policy_version.rules.clocks.cure_business_days
    assert days == 10
    assert instant_words(cure.due_at, application.round.zone) == "17 March 2027, 5:00 pm EDT"
    mail = Mail.objects.filter(subject=f"{application.reference}: something is missing").first()
    assert "The day is not described." in mail.lines
    assert mail.deadline == cure.due_at
    assert any("Send what is missing" in item.title for item in items_for(owner_of(application), SCREENED))


def test_only_the_named_sections_open_again():
    application = make_application(state="screening")
    ask_for_more(application, sections=("model",))
    mend(again(application), key="model")
    with pytest.raises(Refused, match="Only the sections in which something is missing"):
        mend(again(application), key="staffing")
    with pytest.raises(Refused, match="sent"):
        services.change_tier(
            application=again(application), tier_asked="promising", actor=owner_of(application), at=SCREENED
        )


def test_sent_again_it_is_frozen_anew_shows_what_changed_and_is_checked_again():
    application = make_application(state="screening")
    before = application.sha256
    cure = ask_for_more(application)
    mend(again(application))
    sent = services.resubmit_application(application=again(application), actor=owner_of(application), at=SCREENED)
    assert sent.state == "submitted"
    assert sent.sha256 != before == cure.sha256_before
    (change,) = differences(cure.text_before, sent.canonical_text, sent.round.definition)
    assert (change.before, change.now) == ("In three schools.", "A day begins with a plan, in four schools.")
    assert queries.screening_due(sent) > queries.screening_due(application)
    assert again(application).receipt is not None
    begun = services.begin_screening(application=sent, actor=officer(), at=SCREENED)
    assert begun.state == "screening"


def test_the_same_again_is_refused():
    application = make_application(state="screening")
    ask_for_more(application)
    with pytest.raises(Refused, match="Nothing is different"):
        services.resubmit_application(application=again(application), actor=owner_of(application), at=SCREENED)
    assert again(application).state == "cure_requested"


def test_the_clock_ends_at_its_instant_for_both():
    application = make_application(state="screening")
    cure = ask_for_more(application)
    mend(again(application))
    with pytest.raises(Refused, match="until 17 March 2027"):
        services.close_as_incomplete(application=again(application), actor=officer(), at=cure.due_at - INSTANT)
    late = services.resubmit_application(application=again(application), actor=owner_of(application), at=cure.due_at)
    assert "not taken" in late.refusal
    assert again(application).state == "cure_requested"
    assert AuditEvent.objects.filter(name="application.late").exists()
    closed = services.close_as_incomplete(application=again(application), actor=officer(), at=cure.due_at)
    assert closed.state == "incomplete"
    assert Mail.objects.filter(subject__contains="closed as incomplete").exists()


def mended_late(application, at):
    saved = application.answers.get(key="model")
    services.save_section(
        application=application, key="model", answers=saved.answers | {"paths": "Other."}, edition=saved.edition,
        actor=owner_of(application), at=at,
    )  # fmt: skip


def test_nothing_is_changed_after_the_clock():
    application = make_application(state="screening")
    cure = ask_for_more(application)
    with pytest.raises(Refused, match="There was time until"):
        mended_late(again(application), cure.due_at)


def test_what_makes_no_sense_is_refused_at_the_field():
    application = make_application(state="screening")
    for items, sections, field in (
        ((" ",), ("model",), "items"),
        (("x" * 501,), ("model",), "items"),
        (("Missing.",), (), "sections"),
        (("Missing.",), ("no such",), "sections"),
    ):
        with pytest.raises(ValidationError) as refused:
            ask_for_more(application, items=items, sections=sections)
        assert set(refused.value.error_dict) == {field}
    assert not application.cures.exists()


def test_only_officers_ask_and_close_and_only_its_sender_sends_again():
    application = make_application(state="cure_requested")
    rival = author_of(make_provider())
    with pytest.raises(NotVisible):
        services.resubmit_application(application=application, actor=rival, at=SCREENED)
    with pytest.raises(NotAllowed):
        services.close_as_incomplete(
            application=application, actor=officer(Role.AUDITOR, name="Ada"), at=application.closes_at
        )
    with pytest.raises(IllegalMove):
        ask_for_more(application)


def test_by_the_pages_it_is_asked_for_sent_and_looked_at():
    application = make_application(state="screening")
    staff, owner = client_of(officer()), client_of(owner_of(application))
    address = f"/agency/applications/{application.reference}/missing/"
    assert staff.post(address, {"items": "", "sections": ["model"]}).status_code == 422
    assert staff.post(address, {"items": "The day.\nThe staff.", "sections": ["model"]}).status_code == 302
    page = owner.get(f"/desk/applications/{application.reference}/", follow=True).content.decode()
    assert "The staff." in page
    own = f"/desk/applications/{application.reference}/cure/"
    assert "Nothing is different" in owner.post(own, {"again": "1"}).content.decode()
    mend(again(application), at=timezone.now())
    assert owner.post(own, {"again": "1"}).status_code == 302
    shown = staff.get(f"/agency/applications/{application.reference}/").content.decode()
    assert "What changed since it was sent first" in shown
    assert "in four schools" in shown


def test_the_list_asks_no_more_for_each_application_that_waits():
    first = make_application(state="cure_requested")
    client, counted = client_of(owner_of(first)), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/applications/").status_code == 200
        counted.append(len(asked))
        make_application(state="cure_requested", provider=first.provider, asked=first.round)
    assert counted[0] == counted[1]
