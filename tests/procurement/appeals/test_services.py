"""Appeals: once, in time, by the provider; decided by somebody with no part before; late ones kept on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.clocks.words import instant_words
from marketplace.desk.registry import items_for
from marketplace.documents.queries import files_of
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from marketplace.organizations import services as organizations
from marketplace.organizations.models import Role
from marketplace.organizations.roster import forget_memberships
from procurement.appeals import letters, queries, services
from procurement.appeals.deadlines import decide_by, file_by
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import TAKE_UP
from procurement.designations import enforcement
from procurement.designations.models import Designation, Determination
from procurement.reviews.conflicts import Declared
from tests.factories.appeals import DECIDED, FILED, HOUR, appeal_officer, dismiss, file, grant, make_appeal, take_up
from tests.factories.designations import determiner, make_determination
from tests.factories.organizations import make_agency, make_agency_person, make_member, make_provider, owner_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def declined():
    return make_determination(state="issued", tier="")


def test_the_provider_appeals_in_time_and_officers_hear_of_it():
    ada = appeal_officer()
    appeal = file(declined(), new_evidence="A second plan.")
    assert (appeal.state, appeal.refusal, appeal.grounds) == ("filed", "", "The panel missed section 4.")
    assert [event.name for event in history_of(appeal)] == ["appeal.create", "appeal.receipt_made"]
    told = Notification.objects.get(person=ada, subject__startswith=appeal.reference)
    assert told.deadline == decide_by(appeal.determination, FILED)
    assert "section 4" not in " ".join([told.subject, *told.lines])
    assert appeal.reference in {item.reference for item in items_for(ada, FILED + HOUR)}


def test_without_grounds_nothing_is_filed():
    determination = declined()
    with pytest.raises(ValidationError, match="hold against"):
        file(determination, grounds="  ")
    assert not Appeal.objects.exists()


def test_a_decision_is_appealed_once():
    appeal = make_appeal()
    with pytest.raises(Refused, match=f"{appeal.reference} was filed"):
        file(appeal.determination)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(
            determination=appeal.determination, provider=appeal.provider, grounds="x", filed_by=appeal.filed_by,
            created_at=FILED,
        )  # fmt: skip


def test_only_owner_and_signatory_of_the_provider_file():
    determination = declined()
    author = make_member(determination.provider, Role.AUTHOR)
    with pytest.raises(NotAllowed, match="owner or signatory"):
        services.file_appeal(determination=determination, grounds="No.", actor=author, at=FILED)
    with pytest.raises(NotVisible):
        services.file_appeal(determination=determination, grounds="No.", actor=owner_of(make_provider()), at=FILED)


def test_a_decision_that_is_only_recommended_is_not_known_to_its_provider():
    determination = make_determination()
    with pytest.raises(NotVisible):
        file(determination)


@pytest.mark.parametrize("after", [timedelta(), timedelta(microseconds=1), timedelta(days=40)])
def test_a_late_one_is_kept_and_refused_with_a_receipt(after):
    determination = declined()
    at = file_by(determination) + after
    appeal = letters.send_receipt(appeal=file(determination, at=at), at=at)
    kept = Appeal.objects.get()
    assert (kept.state, kept.closed_at, kept.decided_by) == ("late", at, None)
    assert [event.name for event in history_of(kept)] == ["appeal.create", "appeal.refuse", "appeal.receipt_made"]
    assert appeal.receipt.content_type == "application/pdf"
    told = Notification.objects.get(person=owner_of(kept.provider), subject__startswith=kept.reference)
    assert "too late" in told.subject
    determination.refresh_from_db()
    assert determination.state == "issued"


def test_the_last_instant_is_in_time_and_what_is_said_of_a_late_one_names_both_instants():
    determination = declined()
    assert file(determination, at=file_by(determination) - timedelta(microseconds=1)).state == "filed"
    other = declined()
    late = file(other, at=file_by(other))
    assert "The time to appeal ended on" in late.refusal
    assert "on record" in late.refusal


def test_files_are_kept_with_it_until_it_is_taken_up():
    appeal = file(declined(), upload=SimpleUploadedFile("plan.pdf", PDF))
    actor = owner_of(appeal.provider)
    upload = SimpleUploadedFile("more.pdf", PDF + b"\n")
    services.add_evidence(appeal=appeal, upload=upload, actor=actor, at=FILED + HOUR)
    assert [each.name for each in files_of(appeal) if not each.is_generated] == ["plan.pdf", "more.pdf"]
    take_up(appeal)
    with pytest.raises(Refused, match="taken up"):
        services.add_evidence(appeal=appeal, upload=upload, actor=actor, at=FILED + 2 * HOUR)


def test_a_file_with_nothing_in_it_leaves_no_appeal_behind():
    with pytest.raises(ValidationError):
        file(declined(), upload=SimpleUploadedFile("plan.pdf", b""))
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("part", ["recommender", "determiner", "reviewer", "lead", "screener"])
def test_whoever_had_a_part_does_not_take_it_up(part):
    appeal = make_appeal()
    determination, panel = appeal.determination, appeal.determination.subject.panel
    person = {
        "recommender": determination.recommended_by,
        "determiner": determination.issued_by,
        "reviewer": panel.assignments.first().reviewer,
        "lead": panel.lead,
        "screener": officer(),
    }[part]
    also_give(person, Role.APPEAL_OFFICER)
    assert TAKE_UP.decide(person, appeal).reason.startswith("You had a part")
    with pytest.raises(NotAllowed, match="had a part"):
        take_up(appeal, actor=person)


def also_give(person, role):
    """One more role in the department."""
    agency = make_agency()
    made = organizations.invite(organization=agency, email=person.email, role=role, actor=owner_of(agency), at=FILED)
    organizations.accept_invitation(invitation=made, actor=person, at=FILED)
    forget_memberships(person)


def test_a_declared_conflict_is_remembered_and_keeps_the_officer_out():
    appeal, ada = make_appeal(), appeal_officer()
    found = take_up(appeal, declared=Declared(has_family_interest=True))
    assert (found.state, found.taken_up_by) == ("filed", None)
    assert "family" in found.refusal
    assert "appeal.recused" in [event.name for event in history_of(appeal)]
    with pytest.raises(NotAllowed, match="stepped back"):
        take_up(appeal, actor=ada)
    assert appeal.reference not in {item.reference for item in items_for(ada, DECIDED)}
    assert take_up(appeal, actor=make_agency_person(Role.APPEAL_OFFICER, name="Ben Ito")).state == "under_review"


def test_a_conflict_that_the_portal_knows_keeps_the_appeal_from_the_officer():
    appeal, ada = make_appeal(), appeal_officer()
    assert appeal in queries.waiting_for(ada)
    ada.employer = appeal.provider.name
    ada.save()
    with pytest.raises(NotAllowed, match="You work for"):
        take_up(appeal, actor=ada)
    assert appeal not in queries.waiting_for(ada)
    assert appeal not in queries.listed_for(ada)


def test_it_is_to_be_decided_by_the_close_of_business():
    appeal = make_appeal()
    assert instant_words(decide_by(appeal.determination, FILED), "America/New_York").endswith("5:00 pm EDT")


def test_given_back_it_goes_to_somebody_else():
    appeal, ada = make_appeal(state="under_review"), appeal_officer()
    services.step_back(appeal=appeal, actor=ada, at=DECIDED)
    appeal.refresh_from_db()
    with pytest.raises(NotAllowed, match="You stepped back"):
        services.step_back(appeal=appeal, actor=ada, at=DECIDED)
    with pytest.raises(NotAllowed, match="stepped back"):
        take_up(appeal, actor=ada)


def test_only_the_one_who_took_it_up_decides():
    appeal = make_appeal(state="under_review")
    other = make_agency_person(Role.APPEAL_OFFICER, name="Ben Ito")
    with pytest.raises(NotAllowed, match="Another appeal officer"):
        dismiss(appeal, actor=other)


def test_dismissed_keeps_the_decision():
    appeal = letters.send_letter(appeal=make_appeal(state="dismissed"), at=DECIDED)
    appeal.determination.refresh_from_db()
    assert (appeal.state, appeal.result, appeal.determination.state) == ("dismissed", None, "issued")
    assert appeal.letter.content_type == "application/pdf"
    assert "decided on your appeal" in Notification.objects.filter(person=owner_of(appeal.provider)).first().subject
    with pytest.raises(IllegalMove):
        dismiss(appeal)


def test_granted_replaces_a_refusal_by_an_approval_of_its_own():
    appeal = make_appeal(state="under_review")
    appeal = grant(appeal, reasons={"learning_model": "The day changes."}, conditions="Report yearly.")
    before, result = appeal.determination, appeal.result
    before.refresh_from_db()
    assert (before.state, before.tier, result.kind, result.tier) == ("superseded", "", "appeal", "early_stage")
    assert (result.issued_by, result.recommended_by) == (appeal_officer(), None)
    assert result.reasons[0]["reason"] == "On appeal: The day changes."
    assert result.reasons[1] == before.reasons[1]
    assert result.designation.starts_at == result.public_at == appeal.public_at
    assert result.designation.conditions == "Report yearly."
    assert Determination.objects.count() == 2


def test_granted_against_an_approval_ends_that_approval_when_the_new_one_begins():
    determination = make_determination(state="issued")
    appeal = take_up(file(determination))
    appeal = grant(appeal, conditions="Report in winter.")
    first, second = Designation.objects.order_by("starts_at")
    assert (first.state, first.ends_at, second.determination) == ("superseded", second.starts_at, appeal.result)
    determination.refresh_from_db()
    assert determination.state == "superseded"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"tier": "effective"}, "At most"),
        ({"tier": ""}, "or dismiss"),
        ({"reason": " "}, "Give the reasons"),
        ({"scope": []}, "at least one"),
        ({"scope": [("science", "9-12", "core")]}, "applied for"),
    ],
)
def test_what_cannot_be_granted(options, words):
    appeal = make_appeal(state="under_review")
    with pytest.raises(ValidationError, match=words):
        grant(appeal, **options)
    appeal.refresh_from_db()
    assert appeal.state == "under_review"
    assert Determination.objects.count() == 1


def test_an_appeal_that_changes_nothing_is_dismissed_instead():
    appeal = take_up(file(make_determination(state="issued")))
    with pytest.raises(ValidationError, match="stay as they are"):
        grant(appeal)


@pytest.mark.parametrize(("act", "words"), [("suspend", "suspended"), ("revoke", "revoked")])
def test_an_approval_that_was_stopped_is_not_brought_back_by_an_appeal(act, words):
    appeal = take_up(file(make_determination(state="issued")))
    designation = Designation.objects.get()
    getattr(enforcement, act)(designation=designation, reason="An incident.", actor=determiner(), at=DECIDED - HOUR)
    with pytest.raises(Refused, match=words):
        grant(appeal, conditions="Report in winter.")


def test_a_decision_on_an_appeal_is_final():
    appeal = make_appeal(state="granted")
    with pytest.raises(Refused, match="only once"):
        file(appeal.result, at=DECIDED + HOUR)
    with pytest.raises(Refused, match="was filed"):
        file(appeal.determination, at=DECIDED + HOUR)
