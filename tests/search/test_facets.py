"""What a model is filed under in the facets: from what is on record, never guessed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marketplace.evidence.assessment import assess
from marketplace.evidence.importing.applying import import_findings
from marketplace.evidence.importing.carried import CARRIED
from marketplace.products.models import DataElement, LearningModel
from procurement.waivablerules.models import WaivableRule
from procurement.waivablerules.services import load_catalogue, publish_rule, say_needed_rules
from search import ages, receivers
from search.engine import FACETS
from search.facets import DECLARED, recorded
from search.filing import OnRecord
from search.indexing import store
from search.models import CatalogEntry
from tests.factories import AT
from tests.factories.designations import make_approval
from tests.factories.products import author_of, freeze, make_version
from tests.factories.search import make_entry, make_facts
from tests.search.asking import ask, counts, names

TODAY = AT.date()


@pytest.mark.parametrize(
    ("day", "band"),
    [
        (date(2028, 2, 29), "one_year"),
        (date(2027, 3, 1), "one_year"),
        (date(2027, 2, 28), "three_years"),
        (date(2025, 2, 28), "older"),
        (date(2028, 3, 4), "one_year"),
    ],
)
def test_the_band_of_a_day_is_counted_from_today_even_on_a_leap_day(day, band):
    bounds = ages.bounds(date(2028, 2, 29))
    assert [name for name, bound in bounds.items() if ages.is_within(day.isoformat(), bound)] == [band]


def test_every_facet_has_a_key_and_a_title_of_its_own():
    assert len(FACETS) == len(set(FACETS)) == len({facet.title for facet in DECLARED})
    assert not set(FACETS) & {"q", "sort", "view", "page", "export"}


@pytest.mark.django_db
class TestFiling:
    def test_a_listing_from_research_says_what_its_studies_say_and_of_the_rest_that_it_is_not_on_record(self):
        import_findings(path=CARRIED, at=AT)
        model = LearningModel.objects.get(name="Accelerated Math")
        filed = set(CatalogEntry.objects.get(model=model).filed)
        assert {"studied_by:reviewed", "outcome:general math", "subject:mathematics", "price:none"} <= filed
        assert [one for one in filed if one.startswith("strength:")] == ["strength:without_reservations"]
        silent = ("students", "language", "works_with", "devices", "readiness", "families", "excused", "data",
                  "report", "elements")  # fmt: skip
        assert {f"{key}:not_on_record" for key in silent} <= filed
        assert not [one for one in filed if one.startswith("price_unit:")]

    def test_what_a_provider_states_is_filed_once_it_is_approved(self):
        filed = set(CatalogEntry.objects.get(model=make_approval().model).filed)
        assert {
            *("students:below_grade", "students:english_learners", "language:spanish", "devices:shared"),
            *("works_with:oneroster", "readiness:protected_time", "families:nothing", "data:assessment"),
            *("elements:learner_profiles", "elements:time_and_space", "price_unit:per_student"),
            *("excused:nothing", "report:not_on_record"),
        } <= filed

    def test_of_older_words_for_data_the_category_is_recognized_and_the_rest_is_other(self):
        version = make_version(state="working")
        DataElement.objects.update(category="ASSESSMENT ")
        DataElement.objects.create(
            version=version, category="Shoe size", element="Size", purpose="To fit.", necessity="optional"
        )
        assert record(version)["data"] == ("assessment", "other")

    def test_whose_the_rules_are_follows_the_catalogue_of_rules(self, monkeypatch):
        load_catalogue(actor=None, at=AT)
        version = make_version(state="working")
        actor = author_of(version.model.provider)
        needs = {"seat_time": "Hours cannot count."}
        freeze(say_needed_rules(version=version, edition=version.edition, needs=needs, actor=actor, at=AT))
        assert record(version, rules={"seat_time": "state"})["excused"] == ("state",)
        looked_at = []
        monkeypatch.setattr(receivers, "_index_later", looked_at.append)
        rule = WaivableRule.objects.get(code="seat_time")
        rule.authority = "federal"
        rule.save()
        publish_rule(rule=rule, actor=None, at=AT + timedelta(days=1))
        assert looked_at == [version.model_id]


def record(version, **rules):
    return recorded(OnRecord(version, assess(model=version.model), is_stated=True, **{"rules": {}, **rules}))


def make_filed(name, **filed):
    return make_entry(name, filed={key: tuple(values) for key, values in filed.items()})


@pytest.mark.django_db
@pytest.mark.usefixtures("each_engine")
class TestOnEveryEngine:
    def test_values_filter_and_count_and_silence_is_a_value(self):
        make_filed("A", students=["english_learners", "below_grade"], works_with=["lti"])
        make_filed("B", students=["english_learners"])
        make_filed("C")
        results = ask(chosen={"students": ("english_learners",)}, sort="name")
        assert names(results) == ["A", "B"]
        assert counts(results, "students") == {"english_learners": 2, "below_grade": 1, "not_on_record": 1}
        assert counts(results, "works_with") == {"lti": 1, "not_on_record": 1}
        assert names(ask(chosen={"students": ("not_on_record", "below_grade")}, sort="name")) == ["A", "C"]

    def test_one_facet_is_never_taken_for_another_that_has_the_same_value(self):
        make_filed("A", readiness=["nothing"], families=["signature"])
        make_filed("B", readiness=["network"], families=["nothing"])
        assert names(ask(chosen={"families": ("nothing",)})) == ["B"]
        assert counts(ask(), "readiness") == {"nothing": 1, "network": 1}

    def test_the_age_of_a_report_follows_the_clock_without_any_write(self):
        make_filed("A", report=[TODAY.isoformat()])
        make_filed("B", report=[(TODAY - timedelta(days=700)).isoformat()])
        make_filed("C")
        assert counts(ask(), "report") == {"one_year": 1, "three_years": 1, "not_on_record": 1}
        later = AT + timedelta(days=600)
        results = ask(at=later, chosen={"report": ("older",)})
        assert names(results) == ["B"]
        assert counts(results, "report") == {"three_years": 1, "older": 1, "not_on_record": 1}
        assert {one.drop for one in ask(chosen={"report": ("older",)}).relaxations} == {"report"}

    def test_what_it_is_filed_under_is_found_by_its_words(self):
        make_filed("A", language=["spanish", "english"], students=["english_learners"])
        make_filed("B", language=["english"], readiness=["network"])
        assert names(ask("spanish")) == ["A"]
        assert names(ask("english learners")) == ["A"]
        assert ask("network").total == 0


@pytest.mark.django_db
def test_a_value_that_is_gone_is_no_longer_offered():
    facts = make_facts("A", filed={"works_with": ("lti",)})
    store([facts])
    assert "lti" in counts(ask(), "works_with")
    store([replace(facts, filed={})])
    assert counts(ask(), "works_with") == {"not_on_record": 1}
