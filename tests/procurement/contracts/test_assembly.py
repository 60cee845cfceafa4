import pytest

from marketplace.documents.canonical import sha256_of
from procurement.clauses.shipped import shipped_template
from procurement.contracts.assembly import CannotAssemble, ModelTerms, Origin, Party, TemplateTerms, assemble
from procurement.contracts.layout import lay_out, pdf_data
from tests.procurement.bodies import POLICY_BOUNDS, make_body, terms_by_key, with_position

TERMS = terms_by_key()


def template():
    headings = tuple(
        (heading["title"], tuple(entry["key"] for entry in heading["clauses"]))
        for heading in shipped_template()["headings"]
    )
    return TemplateTerms("pilot", 1, headings)


def assembled(body, clauses=TERMS):
    return assemble(
        body,
        origin=Origin("CON-AAAA-22", "NEG-AAAA-22", 1, "0" * 64, 1),
        parties=[
            Party("buyer", "Millbrook Valley School District", "Millbrook, PA", "NCES 4200001"),
            Party("provider", "Lanternfield Learning", "Easton, PA", ""),
        ],
        model=ModelTerms("Harbor Readers", "Lanternfield Learning", 2, "1" * 64, "Promising", "DES-1"),
        template=template(),
        clauses=clauses,
        bounds=POLICY_BOUNDS,
    )


def test_clauses_are_numbered_in_the_templates_order_and_filled():
    body = assembled(with_position(make_body(), "breach", position="parameter", parameters={"breach_hours": 48}))
    assert [clause["number"] for clause in body["clauses"]] == list(range(1, 60))
    breach = next(clause for clause in body["clauses"] if clause["key"] == "breach")
    assert "within 48 hours" in breach["text"]
    assert breach["standing"] == "48 hours"
    assert not any("{" in clause["text"] for clause in body["clauses"])


def test_federal_terms_come_with_federal_money_only():
    assert "federal_terms" not in {clause["key"] for clause in assembled(make_body())["clauses"]}
    assert "federal_terms" in {clause["key"] for clause in assembled(make_body(federal=True))["clauses"]}


def test_what_both_agreed_is_carried_unchanged():
    agreed = make_body()
    body = assembled(agreed)
    for part in ("scope", "sites", "calendar", "measures", "decision_rule", "milestones", "price_lines", "total_cents"):
        assert body[part] == agreed[part]


def test_a_position_that_the_bounds_refuse_is_not_assembled():
    with pytest.raises(CannotAssemble, match="96 hours"):
        assembled(with_position(make_body(), "breach", position="parameter", parameters={"breach_hours": 96}))
    with pytest.raises(CannotAssemble, match="locked"):
        assembled(with_position(make_body(), "law_and_venue", position="custom", text="Elsewhere."))


def test_another_version_than_the_agreed_one_is_not_assembled():
    with pytest.raises(CannotAssemble, match="agreed in version 7"):
        assembled(with_position(make_body(), "breach", version=7))


def test_the_same_inputs_give_the_same_hash_and_one_changed_word_another():
    first = sha256_of(assembled(make_body()))
    assert first == sha256_of(assembled(make_body()))
    assert first != sha256_of(assembled(with_position(make_body(), "scope", position="custom", text="Other.")))


def test_page_and_file_hold_every_clause_once():
    body = assembled(make_body())
    numbers = [block.number for section in lay_out(body).sections for block in section.clauses]
    assert numbers == [clause["number"] for clause in body["clauses"]]
    data = pdf_data(body, title="T", reference="CON-AAAA-22", sender="S", sha256="0" * 64)
    blocks = [clause for section in data["sections"] for clause in section.get("clauses", [])]
    assert ["\n\n".join(block["paragraphs"]) for block in blocks] == [clause["text"] for clause in body["clauses"]]
