"""News from below reaches the catalogue by tasks; what is not public never does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone

from marketplace.access.scope import request_scope
from marketplace.evidence.assessment import assess
from marketplace.evidence.display import evidence_view
from marketplace.evidence.models import Measure
from marketplace.products.models import LearningModel
from marketplace.products.queries import latest_version
from marketplace.products.services import describe_unclaimed_model, rename_model, save_version
from procurement.designations import enforcement
from search import fts, indexing
from search.database import DatabaseEngine
from search.engine import Query
from search.gathering import facts_of
from search.models import CatalogEntry, CatalogWord, SynonymGroup
from search.postponing import postponed
from tests.factories import AT
from tests.factories.designations import IN_FORCE, determiner, make_approval
from tests.factories.evidence import make_finding, make_measure, make_study
from tests.factories.findings import make_real_model
from tests.factories.organizations import make_provider
from tests.factories.products import author_of, freeze, make_unclaimed_model, make_version

pytestmark = pytest.mark.django_db


def found(words="", *, at=IN_FORCE):
    numbers = DatabaseEngine().search(Query(at=at, words=words)).numbers
    return set(CatalogEntry.objects.filter(number__in=numbers).values_list("name", flat=True))


def entry_of(model):
    return CatalogEntry.objects.get(model=model)


def shown_of(model):
    """All that the catalogue says of a model."""
    values = CatalogEntry.objects.filter(model=model).values().get()
    return {name: value for name, value in values.items() if name != "edition"}


class TestWhatIsPublic:
    def test_a_listing_from_research_is_there_with_the_tier_its_findings_carry(self):
        entry = entry_of(make_unclaimed_model(name="Reading Ladders"))
        assert entry.is_illustrative
        assert (entry.computed_tier, entry.designated_tier) == ("early_stage", "")
        assert found("ladders") == {"Reading Ladders"}

    def test_what_a_provider_writes_of_a_claimed_listing_waits_for_its_decision(self):
        model = make_unclaimed_model(name="Reading Ladders")
        describe_unclaimed_model(model=model, description={"summary": "Studied in grade 4."}, at=AT)
        LearningModel.objects.filter(pk=model.pk).update(provider=make_provider())
        model.refresh_from_db()
        version = latest_version(model)
        changes = {"summary": "A private plan."}
        own = save_version(
            version=version, edition=version.edition, changes=changes, actor=author_of(model.provider), at=AT
        )
        freeze(own)
        indexing.index_model(model.pk)
        assert own.number == 3
        assert (entry_of(model).version_number, entry_of(model).summary) == (2, "Studied in grade 4.")
        assert found("private") == set()

    def test_a_new_name_and_own_studies_of_a_claimed_listing_wait_for_its_decision(self, client, monkeypatch):
        model = make_unclaimed_model(name="Reading Ladders")
        LearningModel.objects.filter(pk=model.pk).update(provider=make_provider())
        model.refresh_from_db()
        indexing.index_model(model.pk)
        before = shown_of(model)
        author = author_of(model.provider)
        for name in ("Zebra Crossing", "Zebra Steps"):
            rename_model(model=model, name=name, actor=author, at=AT)
        study = make_study(model=model, label="Our own study")
        make_finding(study=study)
        make_finding(study=study, measure=make_measure(name="Six-week check", owner="commercial", kind="formative"))
        assert assess(model=model).tier != before["computed_tier"]
        indexing.index_model(model.pk)
        assert shown_of(model) == before
        monkeypatch.setattr(timezone, "now", lambda: IN_FORCE)
        page = client.get(f"/models/{before['provider_slug']}/{before['slug']}/whole/").content.decode()
        assert "Reading Ladders" in page
        assert "Zebra" not in page
        assert "Our own study" not in page

    def test_a_new_name_and_own_studies_show_with_the_decision(self):
        designation = make_approval()
        model = designation.model
        LearningModel.objects.filter(pk=model.pk).update(is_illustrative=True)
        rename_model(model=model, name="Zebra Crossing", actor=author_of(model.provider), at=AT)
        make_finding(study=make_study(model=model))
        with request_scope(at=designation.starts_at):
            facts = facts_of(model.pk)
        assert facts.name == "Zebra Crossing"
        assert facts.computed_tier == assess(model=model).tier

    def test_a_providers_model_is_nobodys_business_before_it_is_approved(self):
        version = make_version()
        assert not CatalogEntry.objects.filter(model=version.model).exists()
        assert found(version.model.name) == set()

    def test_an_approval_brings_it_in_with_its_term(self):
        designation = make_approval()
        entry = entry_of(designation.model)
        assert (entry.designated_tier, entry.designated_until) == (designation.tier, designation.ends_at)
        assert found(at=designation.starts_at) == {designation.model.name}
        assert found(at=designation.starts_at - timedelta(seconds=1)) == set()
        assert found(at=designation.ends_at) == set()


class TestWhatChanges:
    def test_a_suspension_takes_it_out_from_its_instant_and_a_reinstatement_brings_it_back(self):
        designation = make_approval()
        later = IN_FORCE + timedelta(days=5)
        enforcement.suspend(designation=designation, reason="Checking.", actor=determiner(), at=IN_FORCE)
        assert found(at=IN_FORCE - timedelta(seconds=1)) == {designation.model.name}
        assert found(at=IN_FORCE) == set()
        enforcement.reinstate(designation=designation, reason="Fine.", actor=determiner(), at=later)
        assert found(at=later - timedelta(seconds=1)) == set()
        assert found(at=later) == {designation.model.name}

    def test_a_revocation_ends_it(self):
        designation = make_approval()
        enforcement.revoke(designation=designation, reason="No insurance.", actor=determiner(), at=IN_FORCE)
        assert found(at=IN_FORCE) == set()

    def test_a_new_finding_changes_the_effect_that_is_shown(self):
        designation = make_approval()
        before = entry_of(designation.model).effect_g
        make_finding(study=make_study(model=designation.model))
        assert Measure.objects.exists()
        assert entry_of(designation.model).effect_g != before

    def test_another_name_is_found_and_the_old_one_is_not(self):
        model = make_approval().model
        rename_model(model=model, name="Zebra Crossing", actor=author_of(model.provider), at=IN_FORCE)
        assert found("zebra") == {"Zebra Crossing"}


class TestRebuild:
    def test_it_puts_right_what_was_lost_and_keeps_the_numbers(self):
        model = make_unclaimed_model(name="Reading Ladders")
        number = entry_of(model).number
        fts.clear()
        CatalogEntry.objects.update(name="Wrong")
        call_command("rebuild_search", verbosity=0)
        assert (entry_of(model).number, entry_of(model).name) == (number, "Reading Ladders")
        assert found("ladders") == {"Reading Ladders"}

    def test_what_was_postponed_is_there_after_it(self):
        with postponed():
            model = make_unclaimed_model(name="Reading Ladders")
        assert not CatalogEntry.objects.filter(model=model).exists()
        call_command("rebuild_search", verbosity=0)
        assert found("ladders") == {"Reading Ladders"}

    def test_indexing_one_model_again_writes_nothing(self, django_assert_num_queries):
        model = make_unclaimed_model(name="Reading Ladders")
        edition = entry_of(model).edition
        indexing.index_model(model.pk)
        assert entry_of(model).edition == edition


def test_studies_are_counted_alike_on_the_card_and_on_the_page(tmp_path):
    model = make_real_model("Accelerated Math", tmp_path)
    view = evidence_view(assess(model=model))
    assert view.studies == "3 studies of mathematics that count, 1,274 students; 4 studies on record."
    assert facts_of(model.pk).evidence_line == f"g 0.10, {view.studies}"
    page = render_to_string("marketplace/evidence/_evidence.html", {"evidence": view})
    assert view.studies in page


class TestLapses:
    def lapses_of(self, designation):
        return list(
            entry_of(designation.model).lapses.order_by("starts_at").values_list("kind", "starts_at", "ends_at")
        )

    def test_a_suspension_lasts_until_it_is_lifted_and_a_term_ends_in_expiry(self):
        designation = make_approval(state="suspended")
        end = designation.ends_at
        assert self.lapses_of(designation) == [("suspended", IN_FORCE, end), ("expired", end, None)]
        later = IN_FORCE + timedelta(days=3)
        enforcement.reinstate(designation=designation, reason="Mended.", actor=determiner(), at=later)
        assert self.lapses_of(designation) == [("suspended", IN_FORCE, later), ("expired", end, None)]

    def test_a_revocation_has_no_end(self):
        designation = make_approval(state="revoked")
        assert self.lapses_of(designation) == [("revoked", IN_FORCE, None)]

    def test_a_later_approval_ends_what_would_have_lapsed(self):
        designation = make_approval(state="superseded")
        (lapse,) = self.lapses_of(designation)
        assert lapse[0] == "expired"
        assert lapse[1] > designation.ends_at


def test_the_words_are_counted_anew_by_a_rebuild():
    make_unclaimed_model(name="Reading Ladders")
    CatalogWord.objects.update(entries=7)
    CatalogWord.objects.create(word="ghost", entries=1, edition=1)
    call_command("rebuild_search", verbosity=0)
    assert dict(CatalogWord.objects.filter(word__in=["ladders", "ghost"]).values_list("word", "entries")) == {
        "ladders": 1,
        "ghost": 0,
    }


def test_a_rebuild_brings_the_synonyms_where_there_are_none_and_leaves_what_an_editor_has():
    call_command("rebuild_search", verbosity=0)
    assert SynonymGroup.objects.filter(words__contains="social emotional").exists()
    SynonymGroup.objects.exclude(words__contains="social emotional").delete()
    call_command("rebuild_search", verbosity=0)
    assert SynonymGroup.objects.count() == 1
