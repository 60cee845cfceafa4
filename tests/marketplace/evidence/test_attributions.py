"""Evaluators of the register named in studies: told, asked, and judged by what they declared as it stood."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.desk.registry import items_for
from marketplace.evaluators import services as register
from marketplace.evidence import queries, services
from marketplace.evidence.eligibilities import eligibilities
from marketplace.evidence.independence import Author, DeclaredTie, ProviderIdentity, Registered, independence
from marketplace.evidence.models import Attribution
from marketplace.evidence.reading import independence_of
from marketplace.evidence.rules import EvidenceRules
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Notification
from tests.factories import AT
from tests.factories.evaluators import declare, keeper_of, make_evaluator, make_firm_entry, name_in_study
from tests.factories.evidence import make_finding, make_study
from tests.factories.organizations import make_agency_person, owner_of
from tests.factories.people import make_person
from tests.factories.products import author_of, make_model

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=40)


def judged(study, **options):
    return independence_of(study, study.model, queries.authors_of(study), **options)


def test_an_evaluator_without_ties_makes_the_study_independent():
    row = name_in_study(make_evaluator())
    assert (row.author.name, row.author.employer) == ("Adaeze Okoro", "Fells University")
    assert judged(row.author.study).is_independent
    firm = name_in_study(make_firm_entry(), part="conductor")
    assert judged(firm.author.study).is_independent


@pytest.mark.parametrize("kind", ["worked_for", "interest", "employer", "owner"])
def test_a_declared_tie_to_the_provider_makes_it_not_independent(kind):
    study = make_study(authors=False)
    entry = make_evaluator()
    declare(entry, f"{study.model.provider.name}, Inc.", kind=kind)
    name_in_study(entry, study=study)
    found = judged(study)
    assert found.verdict == "not_independent"
    assert "declared in the register" in found.reasons[0]


def test_a_firm_of_an_owner_of_the_provider_is_tied_and_so_is_the_provider_itself():
    study = make_study(authors=False)
    name_in_study(make_firm_entry(owners=["Lena Ortiz"]), study=study)
    assert judged(study).verdict == "not_independent"
    itself = make_study(authors=False)
    provider = itself.model.provider
    provider.evaluates = True
    provider.save()
    entry = register.register_firm(
        organization=provider, expertise="Ours.", contact="a@b.example", owners=["Nobody"], actor=owner_of(provider),
        at=AT,
    )  # fmt: skip
    name_in_study(entry, study=itself)
    assert "is the provider" in " ".join(judged(itself).reasons)


def test_who_acts_for_the_provider_here_is_tied_whatever_they_declare():
    study = make_study(authors=False)
    person = author_of(study.model.provider)
    entry = register.register_self(
        expertise="Ours.", contact="a@b.example", employers=["Fells University"], actor=person, at=AT
    )
    name_in_study(entry, study=study)
    assert "acts for the provider" in " ".join(judged(study).reasons)


def test_a_tie_that_ended_long_before_the_study_no_longer_counts():
    study = make_study(authors=False, year=2024)
    entry = make_evaluator()
    declare(entry, study.model.provider.name, since_year=2015, until_year=2021)
    name_in_study(entry, study=study)
    assert judged(study, lookback_years=2).is_independent
    assert judged(study, lookback_years=3).verdict == "not_independent"
    years = [EvidenceRules(tie_lookback_years=2), EvidenceRules(tie_lookback_years=3)]
    make_finding(study=study)
    assert len(eligibilities(models=[study.model], at=LATER, rules=years)[study.model.pk]) == 2


def test_declarations_count_as_they_stood_when_named_and_as_they_stand():
    study = make_study(authors=False)
    entry = make_evaluator()
    tie = declare(entry, study.model.provider.name)
    name_in_study(entry, study=study)
    register.take_back_tie(tie=tie, reason="Let us see.", actor=entry.person, at=LATER)
    assert judged(study).verdict == "not_independent"
    other = make_study(authors=False)
    named = name_in_study(make_evaluator(name="Jo Hale"), study=other)
    late = declare(named.evaluator, other.model.provider.name, at=LATER)
    assert judged(other, at=AT).is_independent
    assert judged(other).verdict == "not_independent"
    register.take_back_tie(tie=late, reason="A mistake.", actor=named.evaluator.person, at=LATER)
    assert judged(other).is_independent


def test_a_provider_hears_of_a_tie_that_changes_its_study_and_of_no_other():
    mine, others = make_study(authors=False), make_study(authors=False, model=make_model())
    entry = make_evaluator()
    for study in (mine, others):
        name_in_study(entry, study=study)
    author = author_of(mine.model.provider)

    def news():
        rows = Notification.objects.filter(subject__contains="counts as independent").order_by("pk")
        return [row.subject.partition(": ")[2] for row in rows.filter(person=author)]

    declare(entry, "Fells Foundation", at=LATER)
    assert news() == []
    tie = declare(entry, mine.model.provider.name, at=LATER)
    assert news() == ["the study no longer counts as independent"]
    register.take_back_tie(tie=tie, reason="A mistake.", actor=entry.person, at=LATER + timedelta(days=1))
    assert news()[1:] == ["the study counts as independent again"]
    told = Notification.objects.filter(subject__contains="counts as independent")
    assert not told.exclude(person__memberships__organization=mine.model.provider).exists()
    assert not any(mine.model.provider.name in line or "review" in line for row in told for line in row.lines)


def test_the_evaluator_is_told_and_asked_and_the_answer_reaches_the_provider():
    entry = make_firm_entry()
    row = name_in_study(entry)
    keeper = keeper_of(entry)
    assert "names" in Notification.objects.get(person=keeper, url=f"/desk/named/{row.pk}/").subject
    assert any(item.url == f"/desk/named/{row.pk}/" for item in items_for(keeper, AT))
    services.dispute_attribution(attribution=row, reason="We only cleaned data.", actor=keeper, at=AT)
    assert not any(item.url == f"/desk/named/{row.pk}/" for item in items_for(keeper, AT))
    author = author_of(row.author.study.model.provider)
    assert "not theirs" in Notification.objects.filter(person=author).latest("pk").subject
    found = judged(row.author.study)
    assert (found.verdict, "not theirs" in found.reasons[0]) == ("unknown", True)
    services.confirm_attribution(attribution=row, actor=keeper, at=AT)
    assert judged(row.author.study).is_independent


def test_a_dispute_needs_a_reason_and_nobody_else_answers():
    row = name_in_study()
    with pytest.raises(ValidationError, match="what is wrong"):
        services.dispute_attribution(attribution=row, reason=" ", actor=row.evaluator.person, at=AT)
    for stranger in (make_person(), author_of(row.author.study.model.provider)):
        with pytest.raises(NotVisible):
            services.confirm_attribution(attribution=row, actor=stranger, at=AT)


def test_a_suspended_evaluator_cannot_be_named_and_nobody_is_named_twice():
    entry, study = make_evaluator(), make_study(authors=False)
    name_in_study(entry, study=study)
    with pytest.raises(ValidationError, match="already declared"):
        name_in_study(entry, study=study)
    register.suspend(evaluator=entry, reason="No answer.", actor=make_agency_person(), at=AT)
    with pytest.raises(Refused, match="suspended"):
        name_in_study(entry)
    assert judged(study).is_independent
    with pytest.raises((NotAllowed, NotVisible)):
        services.name_evaluator(study=study, evaluator=make_evaluator(), part="author", actor=make_person(), at=AT)


def test_removing_the_author_takes_the_link_away():
    row = name_in_study()
    study = row.author.study
    services.remove_author(study=study, name=row.author.name, actor=author_of(study.model.provider), at=AT)
    assert not Attribution.objects.exists()


def test_what_is_frozen_has_the_entry_and_the_ties_that_counted():
    entry = make_evaluator()
    row = name_in_study(entry)
    make_finding(study=row.author.study)
    study = queries.facts_of(row.author.study.model)["studies"][0]
    named = study["authors"][0]["evaluator"]
    assert (named["slug"], named["state"]) == (entry.slug, "named")
    assert [tie["body"] for tie in named["ties"]] == ["Fells University"]
    assert study["independence"]["verdict"] == "independent"


def test_the_rule_alone():
    provider = ProviderIdentity(("Lanternfield Learning",), ("Ann Ruiz",))

    def of(**entry):
        author = Author("A. Okoro", "Fells University", registered=Registered(**entry))
        return independence(authors=[author], funders=[], provider=provider)

    assert of().is_independent
    assert of(ties=(DeclaredTie("owner", "Ann Ruiz"),)).reasons == (
        "A. Okoro declared in the register: owned by Ann Ruiz.",
    )
    assert of(ties=(DeclaredTie("worked_for", "Lanternfield Learning LLC", 2022),)).reasons[0].endswith("until 2022.")
    assert of(is_disputed=True).verdict == "unknown"
    assert of(is_disputed=True, is_provider=True).verdict == "not_independent"


def test_queries_do_not_grow_with_evaluators(django_assert_max_num_queries):
    model = make_model()
    for number in range(3):
        row = name_in_study(make_evaluator(name=f"Evaluator {number}"), study=make_study(model=model, authors=False))
        make_finding(study=row.author.study)
    with django_assert_max_num_queries(9):
        services.assess(model=type(model).objects.get(pk=model.pk))
