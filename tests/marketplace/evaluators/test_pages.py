"""The register of evaluators as people use it."""

import pytest
from django.urls import reverse

from marketplace.evaluators.models import Evaluator
from tests.factories.evaluators import declare, keeper_of, make_evaluator, make_firm, make_firm_entry, name_in_study
from tests.factories.organizations import make_agency_person, owner_of
from tests.factories.people import make_person
from tests.factories.products import author_of

pytestmark = pytest.mark.django_db
SAID = {"expertise": "Randomized studies.", "contact": "studies@evaluator.example"}


def page(name, *args):
    return reverse(f"evaluators:{name}", args=args)


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_a_person_registers_declares_and_takes_back(client):
    person = make_person(name="Rosa Delgado")
    client.force_login(person)
    assert "Register yourself" in text_of(client, page("mine"))
    refused = client.post(page("register_self"), {**SAID, "employers": ""})
    assert "“self-employed” is an answer" in refused.content.decode() or "required" in refused.content.decode()
    answer = client.post(page("register_self"), {**SAID, "employers": "Fells University"})
    assert answer.url == page("own", "rosa-delgado")
    client.post(answer.url, {"kind": "interest", "body": "Copperleaf", "since_year": "2020"})
    assert "Copperleaf" in text_of(client, answer.url)
    tie = Evaluator.objects.get().ties.get(kind="interest")
    gone = page("take_back", "rosa-delgado", tie.pk)
    assert "Take it back" in text_of(client, gone)
    client.post(gone, {"reason": "A mistake."})
    client.logout()
    shown = text_of(client, reverse("catalog:evaluator", args=["rosa-delgado"]))
    assert "A mistake." in shown
    assert "Take back<" not in shown
    assert "Rosa Delgado" in text_of(client, page("list") + "?q=rosa")


def test_a_firm_is_registered_by_its_people_only(client):
    firm = make_firm()
    client.force_login(make_person())
    assert client.get(page("register_firm", firm.slug)).status_code == 404
    client.force_login(owner_of(firm))
    answer = client.post(page("register_firm", firm.slug), {**SAID, "owners": "Mei Tan"})
    assert "Employer" not in text_of(client, answer.url).split("What ties you to it?")[1].split("</fieldset>")[0]


def test_the_entry_is_changed(client):
    entry = make_evaluator()
    client.force_login(entry.person)
    text_of(client, page("edit", entry.slug))
    client.post(page("edit", entry.slug), {"expertise": "Writing.", "contact": entry.contact})
    entry.refresh_from_db()
    assert entry.expertise == "Writing."


def test_the_agency_suspends_and_lifts(client):
    entry = make_evaluator()
    client.force_login(make_agency_person())
    public = reverse("catalog:evaluator", args=[entry.slug])
    assert page("suspend", entry.slug) in text_of(client, public)
    text_of(client, page("suspend", entry.slug))
    client.post(page("suspend", entry.slug), {"reason": "No answer."})
    assert "No answer." in text_of(client, public)
    client.post(page("reinstate", entry.slug), {"reason": "It answered."})
    entry.refresh_from_db()
    assert entry.state == "registered"


def test_a_provider_names_and_the_evaluator_answers(client):
    row = name_in_study(make_firm_entry())
    study, keeper = row.author.study, keeper_of(row.evaluator)
    client.force_login(author_of(study.model.provider))
    named = reverse("evidence:name_evaluator", args=[study.pk])
    other = make_evaluator(name="Jo Hale")
    declare(other, study.model.provider.name)
    assert "Jo Hale" in text_of(client, named)
    answer = client.post(named, {"evaluator": other.pk, "part": "conductor"})
    assert "declared in the register" in text_of(client, answer.url)
    assert client.get(reverse("evidence:attribution", args=[row.pk])).status_code == 404
    client.force_login(keeper)
    asked = reverse("evidence:attribution", args=[row.pk])
    assert study.label in text_of(client, reverse("evidence:named", args=[row.evaluator.slug]))
    assert "Confirm it" in text_of(client, asked)
    client.post(asked, {"reason": "We only cleaned a file."})
    assert "We only cleaned a file." in text_of(client, asked)
    client.post(reverse("evidence:confirm", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "confirmed"
