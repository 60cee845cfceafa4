"""Entering evidence: what is kept, what is refused with what would be accepted, and how the tier follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import canonical_json
from marketplace.evidence import queries, services
from marketplace.evidence.models import Finding, Study
from marketplace.lifecycles.errors import Refused, Stale
from tests.factories import AT
from tests.factories.evidence import NUMBERS, STUDY, make_finding, make_measure, make_rationale, make_study
from tests.factories.organizations import make_member
from tests.factories.people import make_person
from tests.factories.products import author_of, make_model, make_unclaimed_model

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


def assessed(model):
    return services.assess(model=model)


def test_a_good_study_carries_effective_with_its_reasons():
    finding = make_finding()
    assessment = assessed(finding.study.model)
    assert assessment.tier == "effective"
    assert [reason.key for reason in assessment.reasons] == [
        *("rigorous", "independent", "large_sample", "sites", "settings", "no_loss"),
    ]
    assert assessment.missing == ()


def test_a_study_of_a_later_year_is_refused():
    model = make_model()
    kept = {"model": model, "actor": author_of(model.provider), "at": AT}
    with pytest.raises(ValidationError, match="Enter the year it came out, up to 2027"):
        services.add_study(values={**STUDY, "label": "Later", "year": 2028}, **kept)
    assert services.add_study(values={**STUDY, "label": "Now", "year": 2027}, **kept).year == 2027


def test_changing_one_finding_changes_the_tier():
    finding = make_finding()
    model, actor = finding.study.model, author_of(finding.study.model.provider)
    values = {**NUMBERS, "measure": finding.measure, "domain": finding.domain, "mean_i": Decimal("211.5")}
    services.save_finding(finding=finding, edition=finding.edition, values=values, actor=actor, at=LATER)
    assessment = assessed(model)
    assert assessment.tier == "early_stage"
    assert "No study so far shows a significant gain." in assessment.missing[0].missing


def test_whole_classes_can_take_the_significance_away():
    study = make_study(assigned_by="classroom")
    finding = make_finding(study=study, clusters_i=10, clusters_c=10)
    (item,) = assessed(study.model).findings
    assert item.judged.naive.p < 0.05 < item.judged.effect.p
    assert not item.judged.is_significant
    assert assessed(finding.study.model).tier == "early_stage"


def test_an_author_of_the_provider_s_takes_independence_away():
    finding = make_finding()
    study = finding.study
    services.add_author(
        study=study,
        name="S. Okafor",
        employer=f"{study.model.provider.name}, Inc.",
        actor=author_of(study.model.provider),
        at=AT,
    )
    (item,) = assessed(study.model).findings
    assert item.independence.verdict == "not_independent"
    assert assessed(study.model).tier == "early_stage"
    missing = {condition.key for condition in assessed(study.model).eligibility.of("effective").missing}
    assert missing == {"independent"}


def test_an_owner_as_author_takes_independence_away():
    study = make_study(authors=False)
    services.add_author(
        study=study, name="Lena Ortiz", employer="Fells University", actor=author_of(study.model.provider), at=AT
    )
    make_finding(study=study)
    assert assessed(study.model).findings[0].independence.reasons == ("Lena Ortiz owns a part of the provider.",)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"n_i": 118, "assigned_i": 96}, "n_i", "You entered 118, but only 96 were assigned. Enter 96 or fewer"),
        ({"sd_c": Decimal(0)}, "sd_c", "above 0 and below 300, the width of this test’s scale"),
        ({"sd_c": Decimal("0.0000")}, "sd_c", "You entered 0. Enter"),
        ({"sd_i": Decimal(400)}, "sd_i", "below 300"),
        ({"mean_i": Decimal(900)}, "mean_i", "run from 100 to 400"),
        ({"mean_c": None}, "mean_c", "Enter this number as the study reports it"),
        ({"n_c": 1}, "n_c", "Enter 2 or more"),
        ({"pre_sd_i": None}, "pre_sd_i", "all four starting numbers"),
        ({"r_squared": Decimal(1)}, "r_squared", "at least 0 and below 1"),
        ({"icc": Decimal("-0.1")}, "icc", "at least 0 and at most 1"),
        (
            {"statistic": "binary", "share_i": Decimal(1), "share_c": Decimal("0.5")},
            "share_i",
            "above 0% and below 100%",
        ),
        ({"statistic": "published"}, "statistic", "we compute the effect"),
    ],
)
def test_bad_numbers_name_the_field_and_what_would_be_accepted(changes, field, words):
    measure = make_measure(scale_minimum=Decimal(100), scale_maximum=Decimal(400))
    study = make_study()
    with pytest.raises(ValidationError) as refusal:
        make_finding(study=study, measure=measure, **changes)
    assert words in refusal.value.message_dict[field][0]
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({}, "clusters_i", "Enter how many were analyzed"),
        ({"clusters_i": 300, "clusters_c": 10}, "clusters_i", "only 200 students"),
        ({"clusters_i": 10, "clusters_c": 10, "clusters_assigned_c": 9}, "clusters_c", "only 9 were assigned"),
    ],
)
def test_whole_groups_must_be_counted(changes, field, words):
    study = make_study(assigned_by="school")
    with pytest.raises(ValidationError) as refusal:
        make_finding(study=study, **changes)
    assert words in refusal.value.message_dict[field][0]


def test_before_and_after_alone_is_growth_and_carries_nothing():
    study = make_study(design="pre_post")
    make_finding(study=study, n_c=None, mean_c=None, sd_c=None, assigned_c=None, pre_mean_c=None, pre_sd_c=None)
    (item,) = assessed(study.model).findings
    assert item.judged.effect is None
    assert not item.judged.is_significant
    assert assessed(study.model).tier == "early_stage"


def test_the_same_finding_twice_is_refused():
    finding = make_finding()
    with pytest.raises(ValidationError, match="already has a finding on"):
        make_finding(study=finding.study, measure=finding.measure)
    make_finding(study=finding.study, measure=finding.measure, sample="English learners")
    assert Finding.objects.count() == 2


def test_shares_give_the_cox_index():
    finding = make_finding(
        statistic="binary",
        mean_i=None,
        mean_c=None,
        sd_i=None,
        sd_c=None,
        share_i=Decimal("0.78"),
        share_c=Decimal("0.70"),
    )
    (item,) = assessed(finding.study.model).findings
    assert item.judged.effect.g == pytest.approx(0.25308, abs=1e-4)


def test_a_measure_where_less_is_better_turns_the_sign():
    measure = make_measure(name="Suspensions", domain="interpersonal", higher_is_better=False)
    finding = make_finding(measure=measure, mean_i=Decimal(211), mean_c=Decimal(215))
    assert assessed(finding.study.model).findings[0].judged.effect.g > 0


@pytest.mark.parametrize(("owner", "validated"), [("provider", True), ("state", False)])
def test_a_measure_that_does_not_count_carries_no_tier(owner, validated):
    finding = make_finding(measure=make_measure(owner=owner, validated=validated))
    assert finding.measure.carries_tier is False
    assert assessed(finding.study.model).tier == "early_stage"


def test_only_the_provider_s_authors_write():
    study = make_study()
    with pytest.raises(NotAllowed):
        services.remove_study(study=study, actor=make_member(study.model.provider, "signatory"), at=AT)
    with pytest.raises(NotVisible):
        services.remove_study(study=study, actor=make_person(), at=AT)
    assert Study.objects.filter(pk=study.pk).exists()


def test_two_studies_of_one_name_are_refused():
    study = make_study(label="Okoro, 2024")
    with pytest.raises(ValidationError, match="already a study named"):
        make_study(model=study.model, label="okoro, 2024")


def test_a_study_needs_a_design_of_the_list():
    with pytest.raises(ValidationError) as refusal:
        make_study(design="survey")
    assert list(refusal.value.message_dict) == ["design"]


def test_stale_saves_say_who_changed_what():
    study = make_study()
    actor = author_of(study.model.provider)
    seen = study.edition
    study.refresh_from_db()
    seen = study.edition
    services.save_study(study=study, edition=seen, values={**STUDY, "label": "Theirs"}, actor=actor, at=LATER)
    with pytest.raises(Stale, match="Lena Ortiz changed label while"):
        services.save_study(study=study, edition=seen, values={**STUDY, "label": "Mine"}, actor=actor, at=LATER)


def test_saving_the_same_leaves_no_trace():
    finding = make_finding()
    finding.refresh_from_db()
    values = {**NUMBERS, "measure": finding.measure, "domain": finding.domain}
    events = AuditEvent.objects.count()
    services.save_finding(
        finding=finding, edition=finding.edition, values=values, actor=author_of(finding.study.model.provider), at=LATER
    )
    assert AuditEvent.objects.count() == events


def test_a_reviewed_study_is_not_changed_by_hand():
    study = make_study()
    Study.objects.filter(pk=study.pk).update(source="wwc")
    study.refresh_from_db()
    with pytest.raises(Refused, match="cannot be changed by hand"):
        services.remove_study(study=study, actor=author_of(study.model.provider), at=AT)


def test_starting_measures_decide_by_the_worst():
    finding = make_finding()
    actor = author_of(finding.study.model.provider)
    services.add_baseline(
        finding=finding,
        name="Share of English learners",
        share_i=Decimal("0.40"),
        share_c=Decimal("0.20"),
        actor=actor,
        at=AT,
    )
    (item,) = assessed(finding.study.model).findings
    assert item.judged.equivalence.state == "fails"
    assert item.judged.equivalence.worst.name == "Share of English learners"
    assert item.judged.rating.level == "without_reservations", (
        "a randomized study with low attrition needs no equivalence"
    )
    services.remove_baseline(finding=finding, name="Share of English learners", actor=actor, at=AT)
    assert assessed(finding.study.model).findings[0].judged.equivalence.holds


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"share_i": Decimal("0.4")}, "share_c"),
        ({"mean_i": Decimal(1), "mean_c": Decimal(1), "sd_i": Decimal(0), "sd_c": Decimal(1)}, "sd_i"),
        ({"share_i": Decimal(0), "share_c": Decimal("0.2")}, "share_i"),
        ({}, "mean_i"),
    ],
)
def test_starting_measures_need_both_groups(values, field):
    finding = make_finding()
    with pytest.raises(ValidationError) as refusal:
        services.add_baseline(
            finding=finding, name="Age", actor=author_of(finding.study.model.provider), at=AT, **values
        )
    assert field in refusal.value.message_dict


def test_the_reasons_behind_a_model_make_early_stage_whole():
    model = make_model()
    assert not assessed(model).eligibility.of("early_stage").is_met
    make_rationale(model=model)
    assert assessed(model).eligibility.of("early_stage").is_met


def test_a_stale_rationale_is_refused():
    rationale = make_rationale()
    with pytest.raises(Stale):
        services.save_rationale(
            model=rationale.model,
            edition=0,
            values={"logic_model": "Mine"},
            actor=author_of(rationale.model.provider),
            at=AT,
        )


def test_a_proposed_measure_is_not_validated():
    measure = services.propose_measure(
        values={"name": "Harbor word list", "owner": "provider", "kind": "formative", "domain": "alphabetics"},
        actor=author_of(make_model().provider),
        at=AT,
    )
    assert (measure.validation, measure.category, measure.carries_tier) == ("unvalidated", "developer", False)
    with pytest.raises(ValidationError, match="already has"):
        make_measure(name="Harbor word list")


def test_a_stranger_proposes_no_measure():
    with pytest.raises(NotAllowed):
        services.propose_measure(values={"name": "X"}, actor=make_person(), at=AT)


def pilot(model, measure, number, **values):
    numbers = {**NUMBERS, "n_i": 60, "n_c": 60, "assigned_i": 62, "assigned_c": 62, **values}
    return services.add_pilot_finding(
        model=model,
        version=None,
        pilot_reference=f"PIL-{number}",
        label=f"Pilot {number}, 2027",
        year=2027,
        design="qed",
        measure=measure,
        values=numbers,
        at=AT,
        districts=[f"District {number}"],
        school_count=2,
        authors=[{"name": "District office", "employer": f"District {number}"}],
    )


def test_two_good_pilots_carry_promising():
    model = make_model()
    state, formative = make_measure(), make_measure(kind="formative", owner="commercial")
    for number in (1, 2):
        pilot(model, state, number, mean_i=Decimal(216))
        pilot(model, formative, number, mean_i=Decimal(216))
    assessment = assessed(model)
    assert assessment.tier == "promising"
    assert "2 pilots in 2 districts" in assessment.reasons[0].met_by[0]


def test_a_pilot_is_written_down_once():
    model, measure = make_model(), make_measure()
    assert pilot(model, measure, 1).pk == pilot(model, measure, 1).pk
    assert Study.objects.get().source == "pilot"
    assert Finding.objects.count() == 1


def test_evidence_entered_later_is_left_out_of_an_earlier_day():
    finding = make_finding(at=LATER)
    model = finding.study.model
    assert services.assess(model=model, at=AT).findings == ()
    assert services.assess(model=model, at=LATER).tier == "effective"


def test_the_facts_can_be_frozen():
    finding = make_finding()
    facts = queries.facts_of(finding.study.model)
    assert facts["studies"][0]["findings"][0]["mean_i"] == Decimal("215")
    assert canonical_json(facts) == canonical_json(queries.facts_of(finding.study.model))


def test_the_database_refuses_impossible_counts():
    finding = make_finding()
    for values in ({"n_i": 0}, {"n_i": 999}, {"share_i": Decimal(2), "share_c": Decimal(0)}, {"mean_i": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**values)


def test_queries_do_not_grow_with_evidence(django_assert_num_queries):
    few, many = make_finding().study.model, make_finding().study.model
    for _ in range(3):
        make_finding(study=make_study(model=many))
    make_unclaimed_model()
    with django_assert_num_queries(4) as counted:
        services.assess_many(models=[few])
    with django_assert_num_queries(len(counted)):
        services.assess_many(models=[few, many])
