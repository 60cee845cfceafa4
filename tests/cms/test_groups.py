"""Rights in the page editor follow roles in the agency, and nobody enters without a second factor."""

import html

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission

from cms.apps import catch_up_groups
from cms.groups import CLAUSE_KEEPERS, FORM_KEEPERS, PAGE_EDITORS, POLICY_KEEPERS, ensure_groups
from cms.models import GuidancePage
from cms.services import load_content
from marketplace.organizations.models import Membership, Organization, Role
from marketplace.people.models import User
from procurement.clauses.models import Clause
from procurement.clauses.services import load_library
from procurement.lettertemplates.models import LetterTemplate
from procurement.lettertemplates.services import load_letters
from procurement.waivablerules.models import WaivableRule
from procurement.waivablerules.services import load_catalogue
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return Organization.objects.create(
        name="Department", slug="department", regulates=True, state="confirmed", created_at=AT
    )


@pytest.fixture
def person():
    return User.objects.create_user("priya@department.example", "harbor stone lantern", name="Priya Raman")


def names(person):
    return set(person.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.OWNER, {PAGE_EDITORS, CLAUSE_KEEPERS, POLICY_KEEPERS, FORM_KEEPERS}),
        (Role.PROGRAM_OFFICER, {PAGE_EDITORS, POLICY_KEEPERS, FORM_KEEPERS}),
        (Role.CONTRACTS_OFFICER, {CLAUSE_KEEPERS}),
        (Role.REVIEWER, set()),
        (Role.DETERMINER, set()),
    ],
)
def test_a_role_gives_its_groups_and_takes_them_away(agency, person, role, groups):
    membership = Membership.objects.create(person=person, organization=agency, role=role, since=AT)
    assert names(person) == groups
    membership.delete()
    assert names(person) == set()


def test_a_role_elsewhere_gives_nothing(person):
    district = Organization.objects.create(
        name="Hollow Creek", slug="hollow-creek", buys=True, state="confirmed", created_at=AT
    )
    Membership.objects.create(person=person, organization=district, role=Role.OWNER, since=AT)
    assert names(person) == set()


def test_the_groups_are_made_once(agency):
    load_content(at=AT, demonstration=True)
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    ensure_groups()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before


def test_a_deployment_gets_what_a_release_brings_and_keeps_what_was_added(agency, person):
    Membership.objects.create(person=person, organization=agency, role=Role.PROGRAM_OFFICER, since=AT)
    forms, added = Group.objects.get(name=FORM_KEEPERS), Permission.objects.get(codename="view_session")
    Group.objects.get(name=PAGE_EDITORS).permissions.clear()
    forms.permissions.add(added)
    Group.objects.get(name=POLICY_KEEPERS).delete()
    for _ in range(2):
        catch_up_groups(using="default")
    person = User.objects.get(pk=person.pk)
    assert person.has_perm("search.change_synonymgroup")
    assert person.has_perm("procurement.change_policy")
    assert added in forms.permissions.all()


def sign_in(client, person):
    """Signed in, with a second factor set up."""
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)


def test_an_editor_without_a_second_factor_is_sent_to_set_one_up(agency, person, client):
    Membership.objects.create(person=person, organization=agency, role=Role.PROGRAM_OFFICER, since=AT)
    client.force_login(person)
    assert client.get("/admin/").headers["Location"].startswith("/accounts/2fa/")


def test_an_editor_with_one_edits_pages_and_no_clauses(agency, person, client):
    load_content(at=AT, demonstration=True)
    Membership.objects.create(person=person, organization=agency, role=Role.PROGRAM_OFFICER, since=AT)
    sign_in(client, person)
    about = GuidancePage.objects.get(slug="about")
    response = client.get(f"/admin/pages/{about.pk}/edit/")
    assert response.status_code == 200
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert not person.has_perm("procurement.change_clause")


def test_a_stranger_meets_the_portals_own_sign_in(client):
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/accounts/login/?next=/admin/"
    assert client.get("/admin/password_reset/").headers["Location"] == "/accounts/password/reset/"


def test_a_district_has_no_way_into_the_editor(person, client):
    sign_in(client, person)
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/login/?next=/admin/", follow=True).status_code == 404
    assert not person.has_perm("wagtailadmin.access_admin")


def test_a_colleague_who_does_not_edit_reads_why_instead_of_going_round(agency, person, client):
    Membership.objects.create(person=person, organization=agency, role=Role.DETERMINER, since=AT)
    sign_in(client, person)
    for address in ("/admin/", "/admin/pages/", "/admin/login/?next=/admin/"):
        answer = client.get(address, follow=True)
        assert (answer.status_code, "needs the role of" in answer.content.decode()) == (403, True), address


def test_what_publishing_a_clause_refuses_is_said_in_the_editor(agency, person, client):
    load_library(actor=None, at=AT)
    Membership.objects.create(person=person, organization=agency, role=Role.CONTRACTS_OFFICER, since=AT)
    sign_in(client, person)
    clause = Clause.objects.get(key="publicity")
    address = f"/admin/snippets/procurement/clause/edit/{clause.pk}/"
    empty = {f"{part}-{count}_FORMS": "0" for part in ("parameters", "alternatives") for count in ("TOTAL", "INITIAL")}
    given = {"key": clause.key, "title": clause.title, "topic": clause.topic, "kind": clause.kind, **empty}
    refused = client.post(address, given | {"text": "Within {days} days.", "action-publish": "yes"})
    assert refused.status_code == 409
    assert "The text uses days; add a number of that name." in refused.content.decode()
    assert clause.versions.count() == 1
    standing = Clause.objects.get(pk=clause.pk)
    assert standing.text == clause.text
    assert standing.get_latest_revision_as_object().text == "Within {days} days.", "what was typed is kept as a draft"
    assert client.post(address, given | {"text": "In writing only.", "action-publish": "yes"}).status_code == 302
    assert clause.versions.first().text == "In writing only."


def test_page_editors_publish_letters_and_rules_and_are_told_what_is_refused(agency, person, client):
    load_letters(actor=None, at=AT)
    load_catalogue(actor=None, at=AT)
    Membership.objects.create(person=person, organization=agency, role=Role.PROGRAM_OFFICER, since=AT)
    sign_in(client, person)
    letter = LetterTemplate.objects.get(kind="declined")
    address = f"/admin/snippets/procurement/lettertemplate/edit/{letter.pk}/"
    given = {"kind": "declined", "closing": "Yours,"}
    refused = client.post(address, given | {"opening": "Dear {provder},", "action-publish": "yes"})
    assert "This letter has no {provder}." in html.unescape(refused.content.decode())
    assert client.post(address, given | {"opening": "Dear {provider},", "action-publish": "yes"}).status_code == 302
    assert letter.versions.first().opening == "Dear {provider},"
    rule = WaivableRule.objects.get(code="seat_time")
    address = f"/admin/snippets/procurement/waivablerule/edit/{rule.pk}/"
    given = {name: getattr(rule, name) for name in ("code", "title", "authority", "grant", "lowest_tier", "source")}
    assert client.post(address, given | {"words": "Hours do not count.", "action-publish": "yes"}).status_code == 302
    assert rule.versions.first().words == "Hours do not count."
    assert client.get("/admin/snippets/procurement/waivablerule/add/").status_code == 200
    assert not person.has_perm("procurement.delete_waivablerule")
