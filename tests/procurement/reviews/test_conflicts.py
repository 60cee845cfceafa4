"""Conflicts of interest: each kind detected, each near miss left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.reviews.conflicts import Declared, Provider, Reviewer, declared_conflicts, detect, in_third_person

NAME = "Lanternfield Learning, Inc."
PROVIDER = Provider(NAME, ("Harbor Holdings LLC", "Jo Marsh"), ("Brook Tests",), ("lanternfield.example",))
CLEAR = Reviewer("Amara Diallo", "Tamarack University", "tamarack.example", ("Open Shelf",), ("Department",))


def kinds(reviewer: Reviewer, provider: Provider = PROVIDER) -> list[str]:
    return [found.kind for found in detect(reviewer=reviewer, provider=provider, lookback_years=2)]


def test_a_stranger_has_none():
    assert kinds(CLEAR) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"name": "Jo  Marsh"}, "owner"),
        ({"employer": "Brook Tests"}, "employer_stake"),
        ({"employer": "lanternfield learning"}, "employer"),
        ({"employer": "Harbor Holdings"}, "employer"),
        ({"email_domain": "Lanternfield.Example"}, "email_domain"),
        ({"interests": ("Lanternfield Learning Inc",)}, "interest"),
        ({"interests": ("brook tests",)}, "shared_interest"),
        ({"organizations": (NAME,)}, "membership"),
        ({"past_organizations": (NAME,)}, "past_membership"),
        ({"studied": (NAME,)}, "study"),
    ],
)
def test_each_tie_is_found_and_said(change, kind):
    found = detect(reviewer=replace(CLEAR, **change), provider=PROVIDER, lookback_years=2)
    assert [conflict.kind for conflict in found] == [kind]
    assert found[0].words.endswith(".")


def test_a_shared_mail_service_is_no_tie():
    provider = replace(PROVIDER, email_domains=("gmail.com",))
    assert kinds(replace(CLEAR, email_domain="gmail.com"), provider) == []


@pytest.mark.parametrize("empty", ["", "  ", "Inc."])
def test_an_empty_name_matches_nothing(empty):
    provider = replace(PROVIDER, owners=("",), interests=("",), email_domains=("",))
    assert kinds(replace(CLEAR, employer=empty, interests=(empty,), email_domain=empty), provider) == []


def test_the_agency_is_told_in_the_third_person():
    told = in_third_person("You work for X. Your e-mail address is at x.example, a domain of Younger Schools.")
    assert told == "They work for X. Their e-mail address is at x.example, a domain of Younger Schools."


def test_each_yes_is_a_conflict():
    declared = Declared(has_interest=True, has_family_interest=True, has_recent_work=True)
    assert len(declared_conflicts(declared, provider_name="X", lookback_years=1)) == 3
    assert declared_conflicts(Declared(), provider_name="X", lookback_years=1) == ()
