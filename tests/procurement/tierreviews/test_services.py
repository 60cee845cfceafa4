"""Tier reviews: opened by a trigger, stood on a frozen dossier, decided by other hands, never down without notice."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.desk.registry import items_for
from marketplace.desk.steps import DeadEnd
from marketplace.documents.canonical import sha256_of
from marketplace.evidence.models import Finding
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.notifications.models import Notification
from marketplace.organizations.models import Membership, Role
from marketplace.organizations.services import give_role
from procurement.designations.queries import designation_of
from procurement.tierreviews import services
from procurement.tierreviews.models import TierReview
from tests.factories import AT
from tests.factories.evidence import make_finding, make_measure, make_study
from tests.factories.organizations import make_agency, make_agency_person, make_provider, owner_of
from tests.factories.quotes import make_designation, make_policy
from tests.factories.tierreviews import (
    AFTER_REPLY,
    DAY,
    decide,
    determiner,
    make_review,
    officer,
    provider_of,
    recommend,
)

pytestmark = pytest.mark.django_db


def test_a_term_that_ends_within_the_policys_days_opens_one_review():
    make_policy()
    near = make_designation(starts_at=AT - 650 * DAY)
    make_designation()
    opened = services.open_due_reviews(at=AT)
    assert [review.designation for review in opened] == [near]
    assert opened[0].policy_version == make_policy()
    assert services.open_due_reviews(at=AT + DAY) == []


def test_the_command_opens_what_is_due_and_nothing_twice(monkeypatch):
    make_policy()
    make_designation(starts_at=AT - 650 * DAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    first, second = StringIO(), StringIO()
    call_command("check_clocks", stdout=first)
    call_command("check_clocks", stdout=second)
    assert "TRV-" in first.getvalue()
    assert second.getvalue() == ""


def test_the_provider_asks_with_a_reason():
    make_policy()
    designation = make_designation()
    author = owner_of(designation.determination.provider)
    with pytest.raises(ValidationError):
        services.request_review(model=designation.model, reason=" ", actor=author, at=AT)
    review = services.request_review(model=designation.model, reason="A new study.", actor=author, at=AT)
    assert (review.trigger, review.trigger_reason) == ("request", "A new study.")
    with pytest.raises(Refused, match="open already"):
        services.request_review(model=designation.model, reason="Again.", actor=author, at=AT)
    with pytest.raises(NotVisible):
        services.request_review(model=designation.model, reason="x", actor=owner_of(make_provider()), at=AT)


def test_nothing_to_review_without_an_approval():
    make_policy()
    designation = make_designation(starts_at=AT - 900 * DAY)
    author = owner_of(designation.determination.provider)
    with pytest.raises(Refused, match="no approval in force"):
        services.request_review(model=designation.model, reason="x", actor=author, at=AT)


def test_the_dossier_is_frozen_and_hashed_and_the_recommendation_comes_from_it():
    review = make_review(state="dossier", tier="promising")
    assert review.dossier_sha256 == sha256_of(review.dossier_text)
    assert review.dossier["evidence"]["now"]["tier"] == "early_stage"
    assert (review.computed["direction"], review.computed["tier"]) == ("down", "early_stage")
    again = TierReview.objects.get(pk=review.pk)
    again.dossier = {}
    with pytest.raises(TypeError, match="written once"):
        again.save()


def test_keeping_renews_the_term_at_once():
    review = make_review(state="decided")
    before = review.designation
    before.refresh_from_db()
    renewed = designation_of(review.model, at=review.determination.public_at)
    assert (before.state, renewed.tier, renewed != before) == ("superseded", "early_stage", True)
    assert review.determination.kind == "tier_review"
    assert review.determination.recommended_by == review.recommended_by != review.determination.issued_by


def test_going_down_gives_notice_and_waits_for_the_reply():
    review = make_review(state="recommended", tier="promising")
    assert review.notice_at == AT
    assert review.reply_until > AT + 20 * DAY
    assert Notification.objects.filter(person=provider_of(review), subject__contains="notice").exists()
    with pytest.raises(Refused, match="may reply until"):
        decide(review, at=AT + DAY)
    assert TierReview.objects.get(pk=review.pk).state == "recommended"
    assert decide(review, at=AFTER_REPLY).determination.tier == "early_stage"


def test_a_reply_ends_the_waiting():
    review = make_review(state="recommended", tier="promising")
    with pytest.raises(ValidationError):
        services.reply_to_notice(review=review, text=" ", actor=provider_of(review), at=AT + DAY)
    review = services.reply_to_notice(
        review=review, text="A study is under way.", actor=provider_of(review), at=AT + DAY
    )
    with pytest.raises(Refused, match="stands"):
        services.reply_to_notice(review=review, text="More.", actor=provider_of(review), at=AT + DAY)
    assert decide(review, at=AT + 2 * DAY).determination.tier == "early_stage"


def test_a_late_reply_is_refused_and_without_notice_there_is_none():
    down, kept = make_review(state="recommended", tier="promising"), make_review(state="recommended")
    with pytest.raises(Refused, match="time to reply ended"):
        services.reply_to_notice(review=down, text="Late.", actor=provider_of(down), at=AFTER_REPLY)
    with pytest.raises(Refused, match="no notice"):
        services.reply_to_notice(review=kept, text="Hello.", actor=provider_of(kept), at=AT)


def test_nobody_decides_what_they_recommended():
    review = make_review(state="dossier")
    both = make_agency_person(Role.PROGRAM_OFFICER, name="Ana Both")
    from marketplace.organizations import services as organizations
    from tests.factories.organizations import make_agency

    organizations.give_role(
        organization=make_agency(), person=both, role=Role.DETERMINER, actor=owner_of(make_agency()), at=AT
    )
    review = recommend(review, actor=both)
    with pytest.raises(NotAllowed, match="recommended this yourself"):
        decide(review, actor=both)


def test_nothing_is_recommended_where_nobody_else_could_decide():
    review = make_review(state="dossier")
    Membership.objects.filter(role=Role.DETERMINER).exclude(person=officer()).delete()
    give_role(organization=make_agency(), person=officer(), role=Role.DETERMINER, actor=owner_of(make_agency()), at=AT)
    with pytest.raises(DeadEnd, match="decide on the tier") as refusal:
        recommend(review)
    assert refusal.value.remedies[-1].url.endswith(f"/hands/grant/?on={review.reference}")
    review.refresh_from_db()
    assert review.state == "dossier"
    make_agency_person(Role.DETERMINER, name="Nell Ortega")
    assert recommend(review).state == "recommended"


@pytest.mark.parametrize("who", [officer, lambda: make_agency_person(Role.AUDITOR)])
def test_only_determiners_decide(who):
    review = make_review(state="recommended")
    with pytest.raises(NotAllowed):
        decide(review, actor=who())


def test_the_officer_recommends_with_a_reason_and_nothing_above_the_evidence():
    review = make_review(state="dossier")
    with pytest.raises(ValidationError) as refused:
        recommend(review, tier="effective")
    assert "does not carry" in refused.value.message_dict["tier"][0]
    with pytest.raises(ValidationError):
        recommend(review, note=" ")
    with pytest.raises(NotAllowed):
        recommend(review, actor=determiner())


def test_deciding_otherwise_needs_a_reason_and_down_needs_a_notice_before():
    review = make_review(state="recommended", tier="promising")
    with pytest.raises(ValidationError, match="evidence carries"):
        decide(review, tier="promising", reason="We like it.")
    assert TierReview.objects.get(pk=review.pk).determination is None


def test_deciding_twice_does_it_once():
    review = make_review(state="decided")
    with pytest.raises(IllegalMove):
        decide(review, tier="early_stage")


def test_a_model_has_one_open_review_by_the_database():
    review = make_review()
    assert make_review(designation=review.designation) == review
    with pytest.raises(IntegrityError), transaction.atomic():
        TierReview.objects.bulk_create(
            [
                TierReview(
                    reference="TRV-XXXX-XX",
                    model=review.model,
                    provider=review.provider,
                    designation=review.designation,
                    policy_version=review.policy_version,
                    trigger="request",
                    trigger_reason="x",
                    created_at=datetime.datetime.now(datetime.UTC),
                )
            ]
        )


def test_a_stranger_and_the_provider():
    review = make_review(state="recommended", tier="promising")
    with pytest.raises(NotVisible):
        services.reply_to_notice(review=review, text="x", actor=owner_of(make_provider()), at=AT + DAY)
    with pytest.raises(NotVisible):
        decide(review, actor=provider_of(review))


def test_stronger_evidence_takes_a_tier_up():
    review = make_review()
    study = make_study(model=review.model)
    make_finding(study=study)
    make_finding(study=study, measure=make_measure(name="Six-week check", owner="commercial", kind="formative"))
    review = services.assemble_dossier(review=review, actor=officer(), at=AT)
    assert (review.computed["direction"], review.computed["tier"]) == ("up", "effective")
    review = decide(recommend(review), at=AT)
    assert review.notice_at is None
    assert designation_of(review.model, at=review.determination.public_at).tier == "effective"


def test_the_provider_is_invited_to_renew_in_time_and_has_it_on_its_desk_until_the_dossier_is_together():
    make_policy()
    near = make_designation(starts_at=AT - 650 * DAY)
    [review] = services.open_due_reviews(at=AT)
    author = provider_of(review)
    told = Notification.objects.get(person=author, subject__startswith=review.reference)
    assert told.subject.endswith("can be renewed")
    assert told.deadline == near.ends_at
    [item] = [item for item in items_for(author, AT) if item.reference == review.reference]
    assert (item.due, item.action) == (near.ends_at, "Renew")
    services.assemble_dossier(review=review, actor=officer(), at=AT)
    assert not [item for item in items_for(author, AT) if item.reference == review.reference]


def carried_up(model):
    """A study of the model with which the evidence carries more."""
    study = make_study(model=model)
    make_finding(study=study)
    make_finding(study=study, measure=make_measure(name="Six-week check", owner="commercial", kind="formative"))
    return study


def fallen(*, anew=True):
    """A review recommended at “effective”, and a study withdrawn since; `anew`: its dossier put together anew."""
    review = make_review(tier="effective")
    study = carried_up(review.model)
    review = recommend(services.assemble_dossier(review=review, actor=officer(), at=AT))
    assert review.recommendation == "effective"
    Finding.objects.filter(study=study).delete()
    if not anew:
        return review
    return services.revise_review(review=review, because="A study was withdrawn.", actor=determiner(), at=AT + DAY)


def test_evidence_that_falls_before_the_decision_is_no_dead_end():
    review = fallen(anew=False)
    for tier in ("effective", "early_stage"):
        with pytest.raises(Refused, match="Put the dossier together anew"):
            decide(review, tier=tier, reason="We like it.")
    review = services.revise_review(review=review, because="A study was withdrawn.", actor=determiner(), at=AT + DAY)
    assert (review.state, review.recommendation, review.computed["tier"]) == ("dossier", "", "early_stage")
    assert Notification.objects.filter(person=officer(), subject__contains="new recommendation").exists()
    review = recommend(review, at=AT + 2 * DAY)
    assert review.notice_at == AT + 2 * DAY
    with pytest.raises(Refused, match="may reply until"):
        decide(review, at=AT + 3 * DAY)
    assert decide(review, at=AFTER_REPLY).determination.tier == "early_stage"


def test_what_stood_before_is_kept_as_it_was():
    review = fallen()
    edition = review.editions.get()
    assert (edition.number, edition.recommendation, edition.recommended_by) == (1, "effective", officer())
    assert edition.dossier_sha256 == sha256_of(edition.dossier_text) != review.dossier_sha256
    assert (edition.replaced_because, edition.replaced_by) == ("A study was withdrawn.", determiner())
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        edition.delete()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        TierReview.objects.filter(pk=review.pk).update(dossier_text="{}")


def test_a_notice_that_no_longer_stands_is_told_and_its_reply_kept():
    review = make_review(state="recommended", tier="promising")
    provider = provider_of(review)
    review = services.reply_to_notice(review=review, text="A study is under way.", actor=provider, at=AT + DAY)
    review = services.revise_review(review=review, because="It is finished.", actor=officer(), at=AT + 2 * DAY)
    assert (review.notice_at, review.reply_until, review.reply) == (None, None, "")
    assert review.editions.get().reply == "A study is under way."
    assert Notification.objects.filter(person=provider, subject__contains="no longer stands").exists()
    with pytest.raises(Refused, match="no notice"):
        services.reply_to_notice(review=review, text="More.", actor=provider, at=AT + 2 * DAY)


def test_a_dossier_that_nobody_recommended_on_is_replaced_only_by_another():
    review = make_review(state="dossier")
    with pytest.raises(Refused, match="Nothing on record has changed"):
        services.revise_review(review=review, because="Again.", actor=officer(), at=AT + DAY)
    carried_up(review.model)
    with pytest.raises(ValidationError):
        services.revise_review(review=review, because=" ", actor=officer(), at=AT + DAY)
    review = services.revise_review(review=review, because="A new study.", actor=officer(), at=AT + DAY)
    assert review.computed["direction"] == "up"


def test_who_recommended_before_does_not_decide_and_a_stale_page_decides_nothing():
    review = make_review(state="recommended")
    first, seen = review.recommended_by, review.dossier_sha256
    give_role(organization=make_agency(), person=first, role=Role.DETERMINER, actor=owner_of(make_agency()), at=AT)
    review = services.revise_review(review=review, because="It says too little.", actor=determiner(), at=AT + DAY)
    review = recommend(review, actor=make_agency_person(Role.PROGRAM_OFFICER, name="Ana Next"), at=AT + DAY)
    with pytest.raises(NotAllowed, match="recommended this yourself"):
        decide(review, actor=first)
    other = make_agency_person(Role.DETERMINER, name="Uma Fair")
    with pytest.raises(Stale, match="put together anew"):
        services.decide_review(review=review, tier="early_stage", reason="", actor=other, at=AT, seen=seen)
    with pytest.raises(NotAllowed):
        services.revise_review(review=review, because="x", actor=make_agency_person(Role.AUDITOR), at=AT)


def test_words_have_a_length():
    too_long = "x" * (services.WORDS_MAX + 1)
    review = make_review(state="dossier")
    with pytest.raises(ValidationError, match="Use at most 4,000 characters") as refusal:
        recommend(review, note=too_long)
    assert "note" in refusal.value.message_dict
    with pytest.raises(ValidationError, match="Use at most 4,000 characters"):
        services.revise_review(review=review, because=too_long, actor=officer(), at=AT)
    with pytest.raises(ValidationError, match="Use at most 4,000 characters"):
        decide(recommend(review), reason=too_long)
