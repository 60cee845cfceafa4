"""The public copy as data: what is claimed is nowhere in it, everything else is."""

from dataclasses import replace

import pytest

from procurement.applicationforms.kinds import Column
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.disclosures.grounds import GROUNDS, PRICE, PRIVACY, never_of_document, never_of_section
from procurement.disclosures.redacting import answer_words, public_data
from procurement.disclosures.statements import Claimed, name_fault, statement_of

FORM = read_form(shipped_form())


def frozen(**claim):
    answers = {section.key: {question.key: None for question in section.questions} for section in FORM.sections}
    answers["model"]["integration"] = "A secret table"
    answers["model"]["progress"] = "In the open"
    answers["price"]["price_small"] = 1_200_050
    empty = {"section": "", "question": "", "document": "", "place": "There", "ground": "trade_secret", "reason": "x"}
    return {
        "application": "APP-1", "round": "ITQ-1", "tier_asked": "promising", "submitted_at": "2027-03-02T00:00:00Z",
        "provider": {"name": "Lanternfield", "ein": "12-3456789", "owners": ["Lena Ortiz"], "interests": []},
        "model": {"reference": "M", "version": 1, "sha256": "0"}, "answers": answers, "commitments": [],
        "documents": [{"document": "DOC-1", "title": "A secret paper", "version": 2, "sha256": "ab"}],
        "confidentiality": {"claims": [empty | claim] if claim else [], "statement": None},
    }  # fmt: skip


def test_a_claimed_answer_is_nowhere_in_the_copy_and_is_listed():
    data = public_data(frozen(section="model", question="integration"), FORM)
    assert "A secret table" not in str(data)
    assert data["sections"][0]["answers"][0]["answer"] == "[Left out: trade secret]"
    assert data["sections"][0]["answers"][1]["answer"] == "In the open"
    assert [entry["place"] for entry in data["left_out"]] == ["There"]


def test_a_claimed_document_is_nowhere_in_the_copy():
    data = public_data(frozen(document="DOC-1"), FORM)
    assert "A secret paper" not in str(data)
    assert "ab" not in [paper["sha256"] for paper in data["documents"]]


def test_without_claims_everything_stands_but_the_tax_number_and_the_owners():
    data = public_data(frozen(), FORM)
    assert "A secret table" in str(data)
    assert data["left_out"] == []
    assert "12-3456789" not in str(data)
    assert "Lena Ortiz" not in str(data)


def test_an_application_sent_before_there_were_claims_has_a_copy_too():
    old = {key: value for key, value in frozen().items() if key not in ("confidentiality", "documents")}
    assert public_data(old, FORM)["documents"] == []


def test_frozen_cents_are_said_in_dollars():
    assert answer_words(FORM.section("price").questions[0], 1_200_050) == "$12,000.50"
    columns = (Column("item", "Item", "text"), Column("cost", "Cost", "money"))
    table = replace(FORM.section("price").questions[0], kind="table", columns=columns)
    assert answer_words(table, [{"item": "Books", "cost": 125_050}]) == "Item: Books; Cost: $1,250.50"


def test_prices_and_privacy_terms_can_never_be_claimed():
    never = {
        section.key: never_of_section(
            kinds=[question.kind for question in section.questions], panel=section.panel, criteria=section.criteria
        )
        for section in FORM.sections
    }
    assert {key: words for key, words in never.items() if words} == {"data": PRIVACY, "price": PRICE}
    assert never_of_document("price_list") == PRICE
    assert never_of_document("privacy_policy") == PRIVACY
    assert never_of_document("security") == ""


def test_the_statement_says_what_the_law_asks_for():
    text = statement_of(
        application="APP-1",
        provider="Lanternfield",
        agency="Meridian",
        claims=[Claimed("Model, “How”", "trade_secret", "Rivals would copy it."), Claimed("Data", "security", "Risk.")],
    ).as_text()
    for needed in (
        "I am a representative of Lanternfield and have the authority",
        "Model, “How”: Trade secret (65 P.S. § 67.102 and § 67.708(b)(11)).",
        "independent economic value",
        "Rivals would copy it.",
        "section 707(b)",
        "five business days",
        "18 Pa.C.S. § 4904",
    ):
        assert needed in text


@pytest.mark.parametrize("typed", ["Lena Ortiz", " lena  ORTIZ "])
def test_the_own_name_signs_whatever_its_case(typed):
    assert name_fault(typed, "Lena Ortiz") == ""


def test_another_name_does_not_sign():
    assert name_fault("L. Ortiz", "Lena Ortiz") == "Type your name as your profile has it: Lena Ortiz."


def test_each_ground_has_its_source():
    assert all(ground.source.startswith("65 P.S.") and ground.words for ground in GROUNDS)
