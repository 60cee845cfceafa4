"""What everyone reads of decisions, and when; the approved list as page and as data."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.designations import services
from procurement.designations.eligibility import Ceiling
from procurement.designations.models import Determination
from tests.database import rewriting
from tests.factories import reviews
from tests.factories.appeals import make_appeal
from tests.factories.designations import ISSUED, determiner, make_approval, make_determination, review_again
from tests.factories.organizations import make_provider
from tests.factories.products import author_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def issued(client, *, hours_ago):
    """An approval issued by a determiner on the page, so many hours before now."""
    determination = make_determination()
    client.force_login(determiner())
    answer = client.post(f"/agency/decisions/{determination.reference}/issue/", {"tier": "early_stage", "reason": ""})
    assert answer.status_code == 302
    client.logout()
    shift = timedelta(hours=hours_ago)
    determination.refresh_from_db()
    designation = determination.designation
    with rewriting(Determination):
        Determination.objects.filter(pk=determination.pk).update(issued_at=determination.issued_at - shift)
    type(designation).objects.filter(pk=designation.pk).update(
        starts_at=designation.starts_at - shift, ends_at=designation.ends_at - shift
    )
    determination.refresh_from_db()
    return determination


def public_addresses(determination):
    base = f"/registers/determinations/{determination.reference}/"
    return [base, f"{base}letter/"]


def test_before_the_hours_are_over_only_the_provider_reads_it(client):
    determination = issued(client, hours_ago=71)
    for address in public_addresses(determination):
        assert client.get(address).status_code == 404
    for listed in ("/registers/determinations/", "/approved-list/", "/approved-list.csv", "/approved-list.json"):
        assert determination.model.name not in client.get(listed).content.decode()
    coming = (determination.designation.starts_at + timedelta(days=1)).date()
    for listed in ("/approved-list/", "/approved-list.csv", "/approved-list.json"):
        assert determination.model.name not in client.get(f"{listed}?on={coming}").content.decode()
    file = f"/files/{determination.letter.token}/"
    client.force_login(author_of(make_provider()))
    assert client.get(f"/desk/decisions/{determination.reference}/").status_code == 404
    assert client.get(file).status_code == 404
    client.force_login(people_with(determination.provider, Role.OWNER).first())
    page = client.get(f"/desk/decisions/{determination.reference}/").content.decode()
    assert "You read this first" in page
    assert client.get(file).status_code == 200


def test_afterwards_everyone_reads_it_with_its_reasons(client):
    determination = issued(client, hours_ago=73)
    page = client.get(public_addresses(determination)[0]).content.decode()
    assert "Strong design; evidence is young." in page
    assert "Evidence and evaluation plan" in page
    assert client.get(public_addresses(determination)[1])["Content-Type"] == "application/pdf"
    assert determination.model.name in client.get("/registers/determinations/").content.decode()


def test_the_approved_list_of_any_day_as_page_csv_and_json(client):
    designation = issued(client, hours_ago=24 * 30).designation
    on = (designation.starts_at + timedelta(days=1)).date()
    page = client.get(f"/approved-list/?on={on}").content.decode()
    assert designation.model.name in page
    assert f'href="/models/{designation.model.provider.slug}/{designation.model.slug}/"' in page
    assert designation.model.name not in client.get(f"/approved-list/?on={on - timedelta(days=3)}").content.decode()
    text = client.get(f"/approved-list.csv?on={on}").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["tier"], row["subject"], row["grade_band"]) == ("early_stage", "reading", "K-3")
    data = client.get(f"/approved-list.json?on={on}").json()
    assert data["on"] == str(on)
    assert data["models"][0]["scope"] == [{"subject": "reading", "grade_band": "K-3", "service": "supplement"}]
    for address in ("/approved-list.csv", "/approved-list.json"):
        unreadable = client.get(f"{address}?on=tomorrow")
        assert (unreadable.status_code, unreadable["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert unreadable.content.decode() == "on: Enter a day such as 2027-03-04 or 4 March 2027.\n"
        beyond = client.get(f"{address}?on=9999-12-31")
        assert beyond.status_code == 400
        assert "from 1900 to 2199" in beyond.content.decode()
    assert "from 1900 to 2199" in client.get("/approved-list/?on=9999-12-31").content.decode()
    wrong = client.get("/approved-list/?on=tomorrow")
    assert "Enter a day such as 2027-03-04" in wrong.content.decode()


def test_every_column_of_the_data_is_explained_beside_it(client):
    page = client.get("/approved-list/").content.decode()
    header, *_rows = csv.reader(io.StringIO(client.get("/approved-list.csv").content.decode("utf-8-sig")))
    assert header[:4] == ["model", "model_version", "provider", "tier"]
    for column in header:
        assert f"<code>{column}</code>" in page
    assert "early_stage (Early stage)" in page


def test_recommending_and_deciding_on_the_pages(client):
    subject = reviews.make_subject()
    reviews.score_all(subject)
    reviews.record_scores(subject)
    reviews.agree(subject)
    client.force_login(officer())
    page = f"/agency/reviews/{subject.reference}/recommend/"
    scope = ["|".join(row) for row in subject.scope]
    typed = {"tier": "promising", "scope": scope, "conditions": "", "note": "Sure."}
    refused = client.post(page, typed).content.decode()
    assert "At most early stage can be given" in refused
    assert "Sure." in refused
    made = client.post(page, typed | {"tier": "early_stage"})
    determination = Determination.objects.get()
    assert made.url == f"/agency/decisions/{determination.reference}/"
    assert client.get(f"{made.url}issue/").status_code == 403
    client.force_login(determiner())
    otherwise = client.post(f"{made.url}issue/", {"tier": "none", "reason": ""}).content.decode()
    assert "otherwise than recommended" in otherwise
    client.post(f"{made.url}issue/", {"tier": "none", "reason": "Two schools left."})
    determination.refresh_from_db()
    assert (determination.state, determination.tier) == ("issued", "")
    for again in ("issue", "revise"):
        client.force_login(determiner() if again == "issue" else officer())
        answer = client.get(f"{made.url}{again}/")
        assert answer.status_code == 409
        assert "is “Issued” already" in answer.content.decode()


def test_nothing_above_the_limit_is_preselected(client, monkeypatch):
    determination = make_determination()
    client.force_login(determiner())
    page = f"/agency/decisions/{determination.reference}/issue/"
    assert client.get(page).context["form"]["tier"].value() == "early_stage"
    monkeypatch.setattr(services, "ceiling_for", lambda **_: Ceiling(None, ("The evidence was withdrawn.",)))
    assert client.get(page).context["form"]["tier"].value() == ""


def test_suspending_on_the_page_is_public_at_once(client):
    determination = issued(client, hours_ago=80)
    client.force_login(determiner())
    page = f"/agency/approvals/{determination.designation.pk}/"
    assert "Give the reason" in client.post(page, {"act": "suspend", "reason": ""}).content.decode()
    client.post(page, {"act": "suspend", "reason": "Data was found on a public drive."})
    client.logout()
    assert "public drive" in client.get(public_addresses(determination)[0]).content.decode()
    assert determination.model.name not in client.get("/approved-list/").content.decode()
    assert timezone.now() < determination.designation.ends_at


def test_an_approval_is_suspended_while_a_later_decision_waits_to_be_public(client):
    determination = issued(client, hours_ago=80)
    designation = determination.designation
    later = review_again(designation, at=timezone.now() - timedelta(hours=1))
    client.force_login(determiner())
    page = f"/agency/approvals/{designation.pk}/"
    assert page in client.get(f"/agency/decisions/{determination.reference}/").content.decode()
    shown = client.get(page).content.decode()
    assert (later.reference in shown, "Revoke it for good" in shown) == (True, False)
    client.post(page, {"act": "suspend", "reason": "Data was found on a public drive."})
    client.logout()
    address = public_addresses(determination)[0]
    public = client.get(address).content.decode()
    assert ("public drive" in public, later.reference in public, "eplaced" in public) == (True, False, False)
    assert determination.model.name not in client.get("/approved-list/").content.decode()
    client.force_login(determiner())
    assert "Reinstate" in client.get(page).content.decode()
    again = client.post(page, {"act": "suspend", "reason": "Again."})
    assert "is suspended already" in again.content.decode()
    client.post(page, {"act": "reinstate", "reason": "It was another drive."})
    client.logout()
    assert determination.model.name in client.get("/approved-list/").content.decode()


def test_a_recommendation_revised_meanwhile_is_not_decided_on_unseen(client):
    determination = make_determination()
    client.force_login(determiner())
    address = f"/agency/decisions/{determination.reference}/issue/"
    seen = client.get(address).context["form"]["seen"].value()
    services.revise_recommendation(
        determination=determination, tier="early_stage", note="On one condition.", conditions="A report each spring.",
        scope=[tuple(row) for row in determination.scope], actor=officer(), at=timezone.now(),
    )  # fmt: skip
    page = client.post(address, {"tier": "early_stage", "reason": "As it was.", "seen": seen}).content.decode()
    assert "The conditions: now “A report each spring.”" in page
    assert "As it was." in page
    determination.refresh_from_db()
    assert determination.state == "recommended"


def test_the_agencys_list_says_what_was_decided_and_marks_what_is_only_recommended(client):
    determination = make_determination()
    client.force_login(officer())
    assert "Early stage, recommended" in client.get("/agency/decisions/?export=csv").content.decode()
    services.issue(determination=determination, tier="", reason="It is not sound yet.", actor=determiner(), at=ISSUED)
    page = client.get("/agency/decisions/").content.decode()
    assert ("No tier" in page, "recommended</span>" in page) == (True, False)


def test_an_appeal_granted_stands_in_the_agencys_list_with_its_tier(client):
    make_appeal(state="granted")
    client.force_login(officer())
    rows = list(csv.DictReader(io.StringIO(client.get("/agency/decisions/?export=csv").content.decode("utf-8-sig"))))
    assert {row["Decided on"]: row["Tier"] for row in rows} == {"Appeal": "Early stage", "Application": "No tier"}


@pytest.mark.parametrize("act", [None, "forget"])
def test_an_approval_is_not_touched_where_nobody_says_what_to_do(client, act):
    approval = make_approval()
    client.force_login(determiner())
    typed = {"reason": "An incident."} | ({"act": act} if act else {})
    answer = client.post(f"/agency/approvals/{approval.pk}/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose what to do with the approval: suspend or reinstate or revoke it." in page
    assert "An incident." in page
    approval.refresh_from_db()
    assert approval.state == "active"
