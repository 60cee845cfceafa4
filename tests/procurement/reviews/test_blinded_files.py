"""Files of a review of which something is hidden: reviewers have one once an officer found no name in it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.documents.models import StoredFile
from marketplace.documents.queries import visible_to
from marketplace.documents.services import store_upload
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail
from procurement.reviews import file_services
from procurement.reviews.models import BlindedFile
from procurement.rounds import hidden_services
from procurement.rounds.models import Round
from tests.factories.applications import make_application
from tests.factories.locker import pdf
from tests.factories.organizations import make_provider, make_reviewer, owner_of
from tests.factories.products import make_model
from tests.factories.reviews import ASKED, ask, declare, make_subject
from tests.factories.rounds import make_round, officer


@pytest.fixture
def blind_subject(db):
    asked = make_round()
    hidden_services.set_hidden(asked=asked, hidden=["provider"], actor=officer(), at=ASKED)
    model = make_model(provider=make_provider(name="Zephyr Learning, Inc."), name="Harbor Zebra")
    return make_application(state="under_review", asked=Round.objects.get(pk=asked.pk), model=model).subject


@pytest.fixture
def came_with_it(blind_subject):
    return store_upload(
        upload=pdf("Zephyr Learning"), subject=blind_subject, organization=blind_subject.provider,
        actor=owner_of(blind_subject.provider),
        at=ASKED,
    )  # fmt: skip


@pytest.fixture
def reading(blind_subject):
    assignment = ask(blind_subject, reviewer=make_reviewer(name="Blind Reader"))
    declare(assignment)
    assignment.refresh_from_db()
    return assignment


def decide(subject, source, choice, **options):
    return file_services.decide_on_file(
        subject=subject, source=source, choice=choice, is_checked=True, actor=officer(), at=ASKED, **options
    )


def read_page(client, assignment):
    client.force_login(assignment.reviewer)
    return client.get(reverse("reviews:read", args=[assignment.pk])).content.decode()


def test_a_file_is_hidden_and_waits_on_the_officers_desk_until_it_is_decided(
    client, blind_subject, came_with_it, reading
):
    assert "1 file that came with it is hidden from you" in read_page(client, reading)
    words = f"Look through the files of {blind_subject.title} for its reviewers"
    assert words in [item.title for item in items_for(officer(), ASKED)]
    decide(blind_subject, came_with_it, "hidden")
    assert words not in [item.title for item in items_for(officer(), ASKED)]
    assert "1 file that came with it is hidden from you" in read_page(client, reading)


def test_a_file_that_shows_no_name_is_had_under_one_that_tells_nothing(client, blind_subject, came_with_it, reading):
    decided = decide(blind_subject, came_with_it, "as_it_is")
    assert (decided.shown.sha256, decided.shown.name) == (
        came_with_it.sha256,
        f"{blind_subject.reference} file 1.pdf",
    )
    page = read_page(client, reading)
    assert str(decided.shown.token) in page
    assert "hidden from you" not in page
    assert client.get(reverse("documents:download", args=[decided.shown.token])).status_code == 200
    assert client.get(reverse("documents:download", args=[came_with_it.token])).status_code == 404
    assert decided.shown in visible_to(reading.reviewer)
    assert came_with_it not in visible_to(reading.reviewer)
    assert Mail.objects.filter(address=reading.reviewer.email, subject__contains="a file is open to you").exists()
    assert AuditEvent.objects.filter(name="review_subject.file_shown").count() == 1


def test_a_copy_without_names_takes_its_place_and_can_be_taken_back(client, blind_subject, came_with_it, reading):
    shown = decide(blind_subject, came_with_it, "copy", copy=pdf("No names")).shown
    assert shown.sha256 != came_with_it.sha256
    client.force_login(reading.reviewer)
    address = reverse("documents:download", args=[shown.token])
    assert client.get(address).status_code == 200
    decide(blind_subject, came_with_it, "hidden")
    assert client.get(address).status_code == 404
    assert shown not in visible_to(reading.reviewer)
    assert BlindedFile.objects.filter(ended_at=None).count() == 1


def test_who_has_not_declared_and_who_stepped_back_have_none(client, blind_subject, came_with_it, reading):
    shown = decide(blind_subject, came_with_it, "as_it_is").shown
    other = ask(blind_subject, reviewer=make_reviewer(name="Undeclared"))
    client.force_login(other.reviewer)
    assert client.get(reverse("documents:download", args=[shown.token])).status_code == 404
    assert shown not in visible_to(other.reviewer)


def test_what_is_refused(blind_subject, came_with_it):
    with pytest.raises(ValidationError, match="Choose the copy"):
        decide(blind_subject, came_with_it, "copy")
    with pytest.raises(ValidationError, match="Look through all of it"):
        file_services.decide_on_file(
            subject=blind_subject, source=came_with_it, choice="as_it_is", actor=officer(), at=ASKED
        )
    open_to_all = make_subject()
    with pytest.raises(Refused, match="Nothing is hidden"):
        decide(open_to_all, came_with_it, "as_it_is")
    assert not BlindedFile.objects.exists()


def test_the_officers_page(client, blind_subject, came_with_it):
    client.force_login(officer())
    page = reverse("reviews:files", args=[blind_subject.reference])
    assert page in client.get(reverse("reviews:subject", args=[blind_subject.reference])).content.decode()
    assert "Hidden, not decided" in client.get(page).content.decode()
    field = f"file{came_with_it.pk}"
    refused = client.post(page, {"source": came_with_it.pk, f"{field}-choice": "as_it_is"})
    assert refused.status_code == 422
    assert "Look through all of it first" in refused.content.decode()
    sent = {"source": came_with_it.pk, f"{field}-choice": "copy", f"{field}-is_checked": "on"}
    assert client.post(page, sent | {f"{field}-copy": pdf("No names")}).status_code == 302
    assert "Reviewers have it" in client.get(page).content.decode()
    assert StoredFile.objects.filter(name=f"{blind_subject.reference} file 1.pdf").count() == 1
