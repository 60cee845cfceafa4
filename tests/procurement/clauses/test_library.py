"""The shipped library covers every topic of Pilotage rules 3.3, in texts that can be filled and judged."""

import pytest

from procurement.clauses.positions import PLACE, Kind, Position, Stand, rule_on, words_of
from procurement.clauses.shipped import shipped_clauses, shipped_template
from tests.procurement.bodies import POLICY_BOUNDS

CLAUSES = {clause.key: clause for clause in shipped_clauses()}

TOPICS = {
    "parties": "vote",
    "definitions": "Student data",
    "term": "renews",
    "scope": "delivers|supplies",
    "precedence": "clicking",
    "fees": "sales tax",
    "non_appropriation": "fiscal year",
    "changes": "sign",
    "termination": "approval",
    "transition": "hands over",
    "law_and_venue": "courts",
    "disputes": "court",
    "assignment": "passes",
    "force_majeure": "outside",
    "notices": "portal",
    "records": "auditors",
    "public_records": "trade secret",
    "insurance": "cyber",
    "liability": "limited",
    "indemnity": "defends",
    "warranties": "promises",
    "ownership_of_work": "Students own",
    "publicity": "photograph",
    "background_checks": "clearance",
    "nondiscrimination": "race",
    "debarment_and_conflicts": "barred",
    "accessibility": "2.1",
    "federal_terms": "Federal money",
    "signature": "sha256",
    "school_official": "legitimate educational interest",
    "permitted_use": "times, places and clicks",
    "data_ownership": "belongs",
    "no_sale": "advertising",
    "ai_training": "artificial",
    "sub_processors": "no weaker",
    "residency": "United States",
    "security": "framework",
    "breach": "confirmed breach",
    "access": "parent",
    "destruction": "certifies",
    "deidentified": "without names",
    "privacy_audit": "check",
    "surviving_duties": "last",
    "impact_goals": "goals",
    "measures": "instrument",
    "district_duties": "rosters",
    "dosage": "minutes",
    "fidelity": "checklist",
    "reporting": "report",
    "evaluation_access": "evaluator",
    "publication": "published",
    "remedies": "plan",
    "contingent_pay": "contingent",
    "sites_and_students": "Families",
    "start_and_stop": "pause",
    "decision_rule": "expand",
    "no_obligation": "buy",
    "price_protection": "percent",
    "other_districts": "districts",
    "support": "teacher",
}
LOCKED = {
    "school_official", "permitted_use", "no_sale", "public_records", "non_appropriation", "law_and_venue",
    "accessibility", "federal_terms",
}  # fmt: skip
BOUNDED = {
    "breach",
    "destruction",
    "liability",
    "insurance",
    "residency",
    "privacy_audit",
    "price_protection",
    "sub_processors",
}


def test_every_topic_of_the_field_has_a_clause_that_says_its_thing():
    assert set(TOPICS) == set(CLAUSES)
    for key, words in TOPICS.items():
        assert any(word in CLAUSES[key].text for word in words.split("|")), key


def test_what_must_be_locked_is_and_what_may_be_bounded_is():
    assert {key for key in LOCKED if CLAUSES[key].kind is not Kind.LOCKED} == set()
    assert {key for key in BOUNDED if CLAUSES[key].kind is not Kind.BOUNDED} == set()
    assert {clause.kind for clause in CLAUSES.values()} == set(Kind)


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.key)
def test_each_clause_can_be_filled_and_its_standard_is_within_bounds(clause):
    names = {parameter.key for parameter in clause.parameters}
    for text in (clause.text, *(each.text for each in clause.alternatives)):
        assert set(PLACE.findall(text)) <= names
    assert names <= set(PLACE.findall(clause.text))
    defaults = {parameter.key: parameter.default for parameter in clause.parameters}
    assert rule_on(clause, Position(parameters=defaults), POLICY_BOUNDS).is_allowed
    assert "{" not in words_of(clause, Position())
    for each in clause.alternatives:
        assert "{" not in words_of(clause, Position(Stand.ALTERNATIVE, each.number))
    assert clause.kind is not Kind.LOCKED or not (clause.parameters or clause.alternatives)


def test_the_template_places_every_clause_once():
    placed = [entry["key"] for heading in shipped_template()["headings"] for entry in heading["clauses"]]
    assert sorted(placed) == sorted(CLAUSES)
    conditions = {
        entry["key"]: entry["when"] for heading in shipped_template()["headings"] for entry in heading["clauses"]
    }
    assert {key for key, when in conditions.items() if when == "federal"} == {"federal_terms"}
