import re

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.documents.models import StoredFile
from marketplace.organizations import public_pages
from marketplace.organizations.models import District, Membership, Organization, Role
from tests.factories.organizations import (
    make_agency,
    make_agency_person,
    make_district,
    make_district_row,
    make_member,
    make_provider,
    make_reviewer,
    owner_of,
)
from tests.factories.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db

FACTS = {
    "capabilities": ["offers"],
    "name": "Copperleaf Math Works",
    "ein": "91-2345678",
    "about": "Fractions first.",
    "address_line": "3 Quay Road",
    "city": "Erie",
    "region": "PA",
    "postal_code": "16501",
    "owners": "Nora Quist\n\nHarrow Bay Holdings",
    "interests": "",
    "email_domains": "copperleaf.example",
}


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_registering_keeps_what_was_typed_and_names_each_wrong_field(client):
    client.force_login(make_person())
    response = client.post("/desk/organizations/new/", {**FACTS, "ein": "12", "region": "Pennsyl"})
    assert response.status_code == 422
    assert "Nine digits are accepted" in words(response)
    assert "Its two letters are accepted" in words(response)
    assert 'value="Copperleaf Math Works"' in response.content.decode()
    assert not Organization.objects.exists()


def test_registering_makes_the_person_owner_and_tells_the_agency(client):
    officer, person = make_agency_person(), make_person()
    client.force_login(person)
    response = client.post("/desk/organizations/new/", FACTS)
    organization = Organization.objects.get(ein="91-2345678")
    assert response.url == f"/desk/organizations/of/{organization.slug}/"
    assert organization.owners == ["Nora Quist", "Harrow Bay Holdings"]
    assert client.get(response.url).status_code == 200
    assert [message.to for message in mail.outbox if "asks to be confirmed" in message.subject] == [[officer.email]]


def test_a_district_is_found_and_claimed_once(client):
    row = make_district_row(name="Hollow Creek School District", county="Fells County")
    client.force_login(make_person())
    assert "Hollow Creek" in words(client.get("/desk/organizations/claim/?q=hollow+fells"))
    assert "Nothing found" in words(client.get("/desk/organizations/claim/?q=zzz"))
    response = client.post(f"/desk/organizations/claim/{row.slug}/", {"email_domains": "", "offers": "on"})
    assert response.status_code == 302
    assert "Is here already" in words(client.get("/desk/organizations/claim/?q=hollow"))
    client.force_login(make_person(name="Sam Squatter"))
    again = client.post(f"/desk/organizations/claim/{row.slug}/")
    assert "Ask one of its owners" in words(again)
    assert Organization.objects.filter(district=row).count() == 1


def test_the_agency_confirms_and_refuses_with_a_reason(client):
    officer = make_agency_person()
    first, second = make_provider(confirmed=False), make_provider(confirmed=False)
    client.force_login(officer)
    assert "2 wait to be confirmed" in words(client.get("/agency/organizations/"))
    client.post(f"/agency/organizations/{first.slug}/confirm/")
    empty = client.post(f"/agency/organizations/{second.slug}/refuse/", {"reason": ""})
    assert empty.status_code == 422
    client.post(f"/agency/organizations/{second.slug}/refuse/", {"reason": "No such firm."})
    assert list(Organization.objects.filter(offers=True).order_by("pk").values_list("state", flat=True)) == [
        "confirmed",
        "refused",
    ]
    client.force_login(owner_of(second))
    page = client.get(f"/desk/organizations/of/{second.slug}/")
    assert "No such firm." in words(page)
    client.post(f"/desk/organizations/of/{second.slug}/ask-again/")
    second.refresh_from_db()
    assert second.state == "unconfirmed"


def test_a_second_press_of_confirm_is_told_and_changes_nothing(client):
    provider = make_provider()
    client.force_login(make_agency_person(name="Second Officer"))
    response = client.post(f"/agency/organizations/{provider.slug}/confirm/")
    assert response.status_code == 409
    assert "already. It may have been sent twice" in words(response)


def test_strangers_colleagues_and_staff(client):
    provider = make_provider()
    signatory = make_member(provider, Role.SIGNATORY)
    address, edit = (f"/desk/organizations/of/{provider.slug}/{page}" for page in ("", "edit/"))
    assert client.get(address).status_code == 302
    client.force_login(make_person(name="Eve Other"))
    assert client.get(address).status_code == 404
    client.force_login(signatory)
    assert client.get(address).status_code == 200
    refused = client.get(edit)
    assert (refused.status_code, "role of owner" in words(refused)) == (403, True)
    client.force_login(make_agency_person(Role.AUDITOR, name="Al Dit"))
    assert client.get(address).status_code == 200
    client.force_login(make_reviewer())
    assert client.get(address).status_code == 404
    assert client.get("/agency/organizations/").status_code == 404


def test_an_invitation_is_mailed_opened_and_accepted(client):
    district = make_district()
    client.force_login(owner_of(district))
    colleague = make_person(name="Teresa Vance")
    client.post(
        f"/desk/organizations/of/{district.slug}/people/invite/", {"email": colleague.email, "role": "approver"}
    )
    [message] = [message for message in mail.outbox if message.to == [colleague.email]]
    assert message.subject == f"{district} invites you as approver"
    path = re.search(r"https?://[^/]+(/invitations/\S+)", message.body).group(1)
    other = client.get(path)
    assert (other.status_code, "for another person" in words(other)) == (403, True)
    client.force_login(colleague)
    assert "Accept" in words(client.get(path))
    assert "Accept" in words(client.post(path, {}))
    client.post(path, {"accept": ""})
    assert Membership.objects.filter(person=colleague, organization=district, role="approver").exists()
    assert "was accepted" in words(client.get(path))


def invited(client, address):
    """Invite an address as a district's approver and take the link out of its mail."""
    district = make_district()
    client.force_login(owner_of(district))
    client.post(f"/desk/organizations/of/{district.slug}/people/invite/", {"email": address, "role": "approver"})
    client.logout()
    return district, link_in_mail(address, "/invitations/")


def link_in_mail(address, start):
    text = [message.body for message in mail.outbox if message.to == [address]][-1]
    return re.search(rf"https?://[^/]+({start}\S+)", text).group(1)


def sent(client, page, **answers):
    """Send the page's last form as a browser would, with what it holds already."""
    form = page.content.decode().rpartition("<form")[2].partition("</form>")[0]
    held = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
    return client.post(re.search(r'action="([^"]*)"', form).group(1), dict(held) | answers, follow=True)


def link_to(page, start):
    return (
        re.search(rf'href="({start}[^"]*)"', page.content.decode().partition("<main")[2]).group(1).replace("&amp;", "&")
    )


def test_an_invitation_leads_who_has_no_account_to_one_and_back(client):
    district, path = invited(client, "teresa@people.example")
    page = client.get(path)
    assert (f"{district} invites you" in words(page), "Accept" in words(page)) == (True, False)
    assert client.post(path, {"accept": ""}).status_code == 200
    sign_up = client.get(link_to(page, "/accounts/signup/"))
    assert sign_up.context["form"]["email"].value() == "teresa@people.example"
    sent(client, sign_up, name="Teresa Vance", password1=PASSWORD, password2=PASSWORD)
    confirm = client.get(link_in_mail("teresa@people.example", "/accounts/confirm-email/"))
    sign_in = sent(client, confirm)
    assert sign_in.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    landed = sent(client, sign_in, password=PASSWORD, login="teresa@people.example")
    assert (landed.redirect_chain[-1][0], "Accept" in words(landed)) == (path, True)
    client.post(path, {"accept": ""})
    assert Membership.objects.filter(organization=district, role="approver", person__name="Teresa Vance").exists()


def test_an_invitation_leads_who_is_signed_out_or_another_to_sign_in_and_back(client):
    colleague = make_person(name="Teresa Vance")
    district, path = invited(client, colleague.email)
    client.force_login(make_person(name="Eve Other", email="eve@people.example"))
    page = client.get(path)
    assert (page.status_code, client.post(path, {"accept": ""}).status_code) == (403, 403)
    assert "You are signed in as eve@people.example" in words(page)
    assert str(district) not in words(page)
    signed_out = sent(client, page)
    assert signed_out.redirect_chain == [(path, 302)]
    sign_in = client.get(link_to(signed_out, "/accounts/login/"))
    landed = sent(client, sign_in, login=colleague.email, password=PASSWORD)
    assert (landed.redirect_chain[-1][0], "Accept" in words(landed)) == (path, True)


def test_the_last_owner_stays(client):
    district = make_district()
    owner = owner_of(district)
    client.force_login(owner)
    row = Membership.objects.get(organization=district, person=owner, role="owner")
    response = client.post(f"/desk/organizations/of/{district.slug}/people/remove/", {"membership": row.pk})
    assert (response.status_code, "last owner" in words(response)) == (409, True)
    other = Membership.objects.exclude(organization=district).first()
    assert other is not None
    strange = client.post(f"/desk/organizations/of/{district.slug}/people/remove/", {"membership": other.pk})
    assert strange.status_code == 404


def test_nonsense_is_told_or_not_there_and_never_breaks(client):
    district = make_district()
    client.force_login(owner_of(district))
    people = f"/desk/organizations/of/{district.slug}/people/"
    row = Membership.objects.filter(organization=district).first()
    for role in ("determiner", "", "\0", "x" * 400):
        page = client.post(f"{people}give/", {"membership": row.pk, "role": role}, follow=True)
        assert "Choose one of these roles" in words(page)
    for number in ("", "x", "9" * 30, "-1", "٣"):
        assert client.post(f"{people}remove/", {"membership": number}).status_code == 404
        assert client.post(f"{people}withdraw/", {"invitation": number}).status_code == 404
    assert client.get("/desk/organizations/claim/?q=%00").status_code == 200
    assert client.get("/districts/?q=%00&region=%00&page=-3&sort=nothing").status_code == 200
    assert client.get("/invitations/%00/").status_code == 404
    assert client.get("/desk/?organization=%00").status_code == 200
    assert client.post("/desk/organizations/switch/", {"organization": "\0"}).status_code == 302


def test_asking_again_with_an_ein_that_another_has_by_now_is_refused_with_the_reason(client):
    first = make_provider(ein="77-1234567", confirmed=False)
    client.force_login(make_agency_person())
    client.post(f"/agency/organizations/{first.slug}/refuse/", {"reason": "Unknown."})
    make_provider(ein="77-1234567")
    client.force_login(owner_of(first))
    response = client.post(f"/desk/organizations/of/{first.slug}/ask-again/")
    assert (response.status_code, "by now" in words(response)) == (409, True)


def test_switching_only_suggests_own_organizations(client):
    person = make_person()
    first, second = make_provider(owner=person), make_district(owner=person)
    foreign = make_provider()
    client.force_login(person)
    for organization, expected in ((second, second), (foreign, second), (first, first)):
        client.post("/desk/organizations/switch/", {"organization": organization.pk, "next": "https://evil.example/"})
        assert str(expected) in words(client.get("/desk/"))
        assert client.session["acting_organization"] == expected.pk
    response = client.post("/desk/organizations/switch/", {"organization": first.pk, "next": "//evil.example/"})
    assert response.url == "/desk/"
    assert get_messages(response.wsgi_request)


def test_the_public_pages_show_public_facts_only(client):
    district, provider = make_district(), make_provider(about="Small groups.", interests=["Secret Holdings"])
    hidden = make_provider(confirmed=False)
    page = words(client.get(f"/providers/{provider.slug}/"))
    assert "Small groups." in page
    for secret in (provider.ein, "Secret Holdings", "12 Canal Street", "Lena Ortiz"):
        assert secret not in page
    assert client.get(f"/providers/{hidden.slug}/").status_code == 404
    assert hidden.name not in words(client.get("/providers/"))
    page = words(client.get(f"/districts/{district.district.slug}/"))
    assert "It uses Pilotage." in page
    assert "2,284" in page
    assert "Learning English Not stated" in page


def test_a_page_says_shares_and_what_is_empty(client):
    row = make_district_row(name="Hollow Creek", enrollment=2000, english_learner_count=300)
    page = words(client.get(f"/districts/{row.slug}/"))
    assert "Learning English 300, 15% of students" in page
    assert "No pilot has begun here" in page
    assert "Nothing of it is public yet" in words(client.get(f"/providers/{make_provider().slug}/"))
    here = make_district()
    page = words(client.get("/districts/?here=yes"))
    assert here.district.name in page
    assert "Hollow Creek" not in page


def test_other_slices_add_parts_to_public_pages(client, monkeypatch):
    monkeypatch.setattr(public_pages, "_provider_sources", [])
    provider = make_provider()

    @public_pages.provider_section
    def standing(organization, at):
        template = "marketplace/organizations/_standing.html"
        return public_pages.PublicSection("What they have here", template) if organization == provider else None

    assert "What they have here Confirmed by the department" in words(client.get(f"/providers/{provider.slug}/"))
    assert "What they have here" not in words(client.get(f"/providers/{make_provider().slug}/"))


def test_the_directory_is_searched_filtered_and_exported(client):
    make_district_row(name="Hollow Creek", enrollment=None)
    make_district_row(name="=Port Ellis", region="OH", classification="charter")
    assert "Hollow Creek" in words(client.get("/districts/?q=hollow"))
    page = words(client.get("/districts/?region=oh&classification=charter"))
    assert "Port Ellis" in page
    assert "Hollow Creek" not in page
    exported = client.get("/districts/?export=csv").content.decode("utf-8-sig")
    assert "'=Port Ellis" in exported
    assert "<a" not in exported


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_ask_the_same_questions_however_long_they_are(client, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_provider()
    make_district_row()
    client.force_login(make_agency_person())
    for address in ("/districts/", "/providers/", "/agency/organizations/", "/agency/districts/"):
        client.get(address)
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def test_the_agency_classifies_what_an_import_left_open(client):
    row = make_district_row(classification="unclassified")
    client.force_login(make_agency_person())
    assert row.name in words(client.get("/agency/districts/"))
    assert "needs an answer" in words(client.post(f"/agency/districts/{row.slug}/", {"classification": ""}))
    client.post(f"/agency/districts/{row.slug}/", {"classification": "career"})
    assert District.objects.get(pk=row.pk).classification == "career"
    client.force_login(make_agency_person(Role.AUDITOR, name="Al Dit"))
    assert client.get(f"/agency/districts/{row.slug}/").status_code == 200
    assert client.post(f"/agency/districts/{row.slug}/", {"classification": "charter"}).status_code == 403


def test_a_profile_feeds_the_conflict_checks(client):
    person = make_person()
    client.force_login(person)
    client.post("/desk/profile/", {"name": "Dana  Whitlock", "employer": "Millbrook", "interests": "Acme\nAcme\n"})
    person.refresh_from_db()
    assert (person.name, person.employer, person.interests) == ("Dana Whitlock", "Millbrook", ["Acme"])
    assert "needs an answer" in words(client.post("/desk/profile/", {"name": ""}))


def test_agency_staff_without_a_second_factor_get_nowhere(client):
    make_agency()
    person = make_agency_person(name="New Officer", second_factor=False)
    client.force_login(person)
    for address in ("/desk/", "/agency/organizations/", "/districts/", "/admin/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/accounts/2fa/totp/activate/")
    client.force_login(make_person(name="Not Staff"))
    assert client.get("/desk/").status_code == 200


def test_papers_show_the_department_who_somebody_is(client):
    provider = make_provider(confirmed=False)
    client.force_login(owner_of(provider))
    address = f"/desk/organizations/of/{provider.slug}/papers/"
    wrong = client.post(address, {"file": SimpleUploadedFile("letter.pdf", b"MZ\x00\x00 not a pdf")})
    assert "Upload PDF, PNG or JPEG." in words(wrong)
    assert "needs an answer" in words(client.post(address, {}))
    client.post(address, {"file": SimpleUploadedFile("../Tax letter.PDF", b"%PDF-1.7 letter")})
    assert "Tax letter.pdf" in words(client.get(f"/desk/organizations/of/{provider.slug}/"))
    link = f"/files/{StoredFile.objects.get().token}/"
    client.force_login(make_agency_person())
    assert "Tax letter.pdf" in words(client.get(f"/agency/organizations/{provider.slug}/"))
    assert client.get(link).status_code == 200
    client.force_login(owner_of(make_provider()))
    assert client.get(link).status_code == 404


def test_refusals_keep_the_reason_typed_by_the_officer(client):
    provider = make_provider()
    client.force_login(make_agency_person(name="Late Officer"))
    response = client.post(f"/agency/organizations/{provider.slug}/refuse/", {"reason": "Too late, my reason."})
    assert response.status_code == 422
    assert "Too late, my reason." in response.content.decode()
