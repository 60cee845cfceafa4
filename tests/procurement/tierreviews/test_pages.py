"""The pages of tier reviews: the department's, the provider's, and what everyone reads afterwards."""

import pytest

from procurement.designations.eligibility import Ceiling
from procurement.designations.models import Determination
from procurement.tierreviews.models import TierReview
from tests.database import rewriting
from tests.factories import AT
from tests.factories.organizations import make_provider, owner_of
from tests.factories.products import make_model
from tests.factories.tierreviews import decide, determiner, make_review, officer, provider_of
from tests.procurement.pilots.test_pages import demo_sign_in, get, post, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_sign_in")]
__all__ = ["demo_sign_in"]


def test_from_opened_to_notice():
    review = make_review(tier="promising")
    ref, provider = review.reference, provider_of(review)
    assert review.model.name in text(get(officer(), "tierreviews:agency_list"))
    assert "Put the dossier together" in text(get(officer(), "tierreviews:agency_detail", ref))
    assert get(provider, "tierreviews:agency_detail", ref).status_code == 404
    assert get(owner_of(make_provider()), "tierreviews:detail", ref).status_code == 404
    assert post(determiner(), "tierreviews:assemble", ref).status_code == 403
    assert post(officer(), "tierreviews:assemble", ref).status_code == 302
    assert "Lower the tier to" in text(get(officer(), "tierreviews:agency_detail", ref))
    assert "Lower the tier to" not in text(get(provider, "tierreviews:detail", ref))

    page = text(post(officer(), "tierreviews:recommend", ref, tier="effective", note="We like it."))
    assert "does not carry" in page
    assert "We like it." in page
    assert post(officer(), "tierreviews:recommend", ref, tier="early_stage", note="See below.").status_code == 302
    page = text(get(provider, "tierreviews:detail", ref))
    assert "Send the reply" in page
    assert "Lower the tier to" in page
    refused = text(post(determiner(), "tierreviews:decide", ref, tier="early_stage", reason=""))
    assert "may reply until" in refused
    assert post(provider, "tierreviews:reply", ref, text="A study is under way.").status_code == 302
    assert post(determiner(), "tierreviews:decide", ref, tier="early_stage", reason="").status_code == 302
    assert TierReview.objects.get(pk=review.pk).state == "decided"
    assert get(None, "tierreviews:public", ref).status_code == 404


def test_a_tier_above_the_limit_is_not_preselected(client, monkeypatch):
    review = make_review(state="recommended")
    client.force_login(determiner())
    page = client.get(f"/agency/tier-reviews/{review.reference}/")
    assert page.context["decide"]["tier"].value() == review.recommendation
    withdrawn = Ceiling(None, ("The evidence was withdrawn.",))
    monkeypatch.setattr("procurement.tierreviews.views.ceiling_by_evidence", lambda **_: withdrawn)
    page = client.get(f"/agency/tier-reviews/{review.reference}/")
    assert page.context["decide"]["tier"].value() == ""
    assert "The evidence was withdrawn." in page.content.decode()
    assert f"/{review.reference}/decide/" not in page.content.decode()
    assert "#anew" in page.content.decode()


def test_a_dossier_is_put_together_anew_from_the_page_and_the_old_one_stays():
    review = make_review(state="recommended", tier="promising")
    ref, provider, kept = review.reference, provider_of(review), review.dossier_sha256[:8]
    page = text(post(determiner(), "tierreviews:revise", ref, because=" "))
    assert "usa-error-message" in page
    assert not review.editions.exists()
    assert post(provider, "tierreviews:revise", ref, because="x").status_code == 404
    assert post(determiner(), "tierreviews:revise", ref, because="Look at the pilots.").status_code == 302
    for person, name in ((officer(), "agency_detail"), (provider, "detail")):
        page = text(get(person, f"tierreviews:{name}", ref))
        assert kept in page
        assert "Look at the pilots." in page
    assert "earlier notice no longer stands" in page
    assert str(officer()) not in page
    assert post(officer(), "tierreviews:recommend", ref, tier="early_stage", note="See below.").status_code == 302
    assert "Send the reply" in text(get(provider, "tierreviews:detail", ref))


def test_a_decided_review_is_public_with_its_decision():
    review = decide(make_review(state="recommended"), at=AT)
    with rewriting(Determination):
        Determination.objects.filter(pk=review.determination_id).update(issued_at="2026-01-05T12:00:00Z")
    page = text(get(None, "tierreviews:public", review.reference))
    assert review.dossier_sha256[:8] in page
    assert review.model.name in text(get(None, "tierreviews:register"))


def test_the_provider_asks_from_its_own_page():
    review = make_review()
    provider = provider_of(review)
    assert review.model.name in text(get(provider, "tierreviews:list"))
    unapproved = make_model(provider=review.provider)
    assert f"/ask/{unapproved.slug}/" not in text(get(provider, "tierreviews:list"))
    page = text(get(provider, "tierreviews:ask", review.model.slug))
    assert "open already" in page
    assert get(owner_of(make_provider()), "tierreviews:ask", review.model.slug).status_code == 404
