"""Two colleagues in one section: whose words stand, who is there, and what is typed after the session has ended."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.access.lost_sessions import KEPT
from marketplace.lifecycles.errors import Stale
from marketplace.organizations.models import Role
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.applications import merging, pages, services
from procurement.applications.links import files_of
from procurement.applications.models import SectionAnswer, SectionVisit
from tests.factories.applications import owner_of, start
from tests.factories.organizations import make_member
from tests.factories.rounds import make_round

pytestmark = pytest.mark.django_db
PRICE = read_form(shipped_form()).section("price")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def application():
    now = timezone.now()
    return start(asked=make_round(at=now), at=now)


@pytest.fixture
def colleague(application):
    return make_member(application.provider, Role.AUTHOR, name="Ana Brook", at=timezone.now())


def address(application, part="price/"):
    return f"/desk/applications/{application.reference}/{part}"


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1).replace("&quot;", '"')


def opened(client, application):
    page = client.get(address(application)).content.decode()
    return {name: hidden(page, name) for name in ("edition", "seen")}


def answers():
    return SectionAnswer.objects.get().answers


def auto(application, actor, began=None, **typed):
    before = merging.marks(PRICE, began or {})
    return services.autosave_section(
        application=application, key="price", answers=typed, seen=before, actor=actor, at=timezone.now()
    )


def test_what_differs_is_told_apart_by_who_changed_it():
    seen = merging.marks(PRICE, {"price_small": "1", "price_large": "2", "later_years": "a\r\nb"})
    mine = {"price_small": "5", "price_large": "2", "later_years": "mine"}
    theirs = {"price_small": "1", "price_large": "7", "later_years": "theirs"}
    found = {each.question.key: each for each in merging.disputes(PRICE, seen=seen, mine=mine, theirs=theirs)}
    assert {key: each.preset for key, each in found.items()} == {
        "price_small": "mine",
        "price_large": "theirs",
        "later_years": "",
    }
    assert [key for key, each in found.items() if each.can_join] == ["later_years"]
    choices = {"price_small": "mine", "price_large": "theirs", "later_years": "both"}
    together = merging.merged(PRICE, mine=mine, theirs=theirs, choices=choices)
    assert together == {"price_small": "5", "price_large": "7", "later_years": "theirs\n\nmine", "terms": None}


def test_another_end_of_line_is_no_change():
    seen = merging.marks(PRICE, {"later_years": "a\nb"})
    assert merging.disputes(PRICE, seen=seen, mine={"later_years": "a\r\nb"}, theirs={"later_years": "a\nb"}) == ()


def test_autosaves_of_different_answers_are_both_kept(application, colleague):
    auto(application, owner_of(application), price_small="900")
    second = auto(application, colleague, price_large="4000", price_small="")
    assert (answers()["price_small"], answers()["price_large"]) == ("900", "4000")
    assert second.theirs == (PRICE.question("price_small").label,)
    assert second.disputed == ()
    third = services.autosave_section(
        application=application, key="price", answers={"price_large": "5000", "price_small": ""}, seen=second.seen,
        actor=colleague, at=timezone.now(),
    )  # fmt: skip
    assert (answers()["price_small"], answers()["price_large"]) == ("900", "5000")
    assert third.disputed == ()


def test_an_autosave_leaves_the_same_answer_as_the_first_had_it_and_says_so(application, colleague):
    auto(application, owner_of(application), price_small="900")
    second = auto(application, colleague, price_small="800", price_large="4000")
    assert second.disputed == (PRICE.question("price_small").label,)
    assert (answers()["price_small"], answers()["price_large"]) == ("900", "4000")
    again = services.autosave_section(
        application=application, key="price", answers={"price_small": "800", "price_large": "4000"}, seen=second.seen,
        actor=colleague, at=timezone.now(),
    )  # fmt: skip
    assert again.disputed == second.disputed
    assert answers()["price_small"] == "900"


def test_a_save_over_a_colleague_is_stale_and_unchanged_words_make_no_edition(application, colleague):
    kept = {"application": application, "key": "price", "at": timezone.now()}
    services.save_section(answers={"price_small": "900"}, edition=0, actor=colleague, **kept)
    with pytest.raises(Stale, match="Ana Brook"):
        services.save_section(answers={"price_small": "800"}, edition=0, actor=owner_of(application), **kept)
    same = services.save_section(answers={"price_small": "900"}, edition=0, actor=owner_of(application), **kept)
    assert same.edition == 1


def stale_page(client, application, colleague, **mine):
    client.force_login(owner_of(application))
    start_of_mine = opened(client, application)
    auto(application, colleague, price_small="900", later_years="Travel ends.")
    answer = client.post(address(application), start_of_mine | mine)
    assert answer.status_code == 409
    return start_of_mine | mine, answer.content.decode()


def test_the_second_sees_the_firsts_words_and_chooses_answer_by_answer(client, application, colleague):
    mine, page = stale_page(client, application, colleague, price_small="800", later_years="Licenses stay.")
    assert "Ana Brook saved this section while you had it open" in page
    for words in ("$900", "$800", "Travel ends.", "Licenses stay."):
        assert words in page
    assert answers()["price_small"] == "900"
    edition = hidden(page, "edition")
    open_choice = client.post(address(application), mine | {"edition": edition, "merge": "chosen"})
    assert "Choose whose words stand." in open_choice.content.decode()
    choices = {"choice-price_small": "theirs", "choice-later_years": "both", "edition": edition, "merge": "chosen"}
    assert client.post(address(application), mine | choices).status_code == 302
    assert answers()["price_small"] == "900"
    assert answers()["later_years"] == "Travel ends.\n\nLicenses stay."


@pytest.mark.parametrize(("button", "price"), [("mine", "800"), ("theirs", "900")])
def test_one_button_replaces_all(client, application, colleague, button, price):
    mine, page = stale_page(client, application, colleague, price_small="800")
    client.post(address(application), mine | {"edition": hidden(page, "edition"), "merge": button})
    assert answers()["price_small"] == price


def test_a_third_save_during_the_choice_is_shown_too(client, application, colleague):
    mine, page = stale_page(client, application, colleague, price_small="800")
    auto(application, colleague, began=answers(), **(answers() | {"price_small": "950"}))
    late = client.post(address(application), mine | {"edition": hidden(page, "edition"), "merge": "mine"})
    assert late.status_code == 409
    assert "$950" in late.content.decode()
    assert answers()["price_small"] == "950"


def test_who_else_is_there_is_shown_until_they_leave(client, application, colleague):
    client.force_login(colleague)
    client.get(address(application))
    client.force_login(owner_of(application))
    assert "Ana Brook has this section open" in client.get(address(application)).content.decode()
    assert "Ana Brook" in client.get(address(application, "")).content.decode()
    assert "Ana Brook" in client.get(address(application, "price/open/"), **HTMX).content.decode()
    client.force_login(colleague)
    client.post(address(application), {**opened(client, application), "leave": "1"})
    client.force_login(owner_of(application))
    assert "Ana Brook" not in client.get(address(application)).content.decode()


def test_a_visit_fades(application, colleague):
    now = timezone.now()
    services.note_visit(application=application, key="price", actor=colleague, at=now)
    owner = owner_of(application)
    for minutes, is_here in [(1, [True]), (10, [False]), (30, [])]:
        seen = pages.others_in(application, "price", person=owner, at=now + timedelta(minutes=minutes))
        assert [each.is_here for each in seen] == is_here
    services.note_visit(application=application, key="price", actor=colleague, at=now + timedelta(minutes=40))
    assert SectionVisit.objects.get().opened_at == now + timedelta(minutes=40)


def test_what_is_typed_after_the_session_ended_is_there_after_signing_in(client, application):
    client.force_login(owner_of(application))
    mine = opened(client, application) | {"price_small": "1234"}
    client.cookies.pop("sessionid")
    answer = client.post(address(application), mine)
    assert answer.headers["Location"] == f"/accounts/login/?next={address(application)}"
    assert not SectionAnswer.objects.exists()
    client.force_login(owner_of(application))
    page = client.get(address(application)).content.decode()
    assert "You were signed out before this was saved" in page
    assert 'value="1234"' in page
    client.post(address(application), mine)
    assert answers()["price_small"] == "1234"
    assert "signed out" not in client.get(address(application)).content.decode()


def test_an_autosave_after_the_session_ended_leads_back_to_the_page(client, application):
    client.force_login(owner_of(application))
    mine = opened(client, application) | {"price_small": "1234"}
    client.cookies.pop("sessionid")
    answer = client.post(address(application), mine, **HTMX)
    assert answer.status_code == 401
    assert f"/accounts/login/?next={address(application)}" in answer.content.decode()
    assert list(client.session[KEPT]) == [address(application)]
    assert client.get(address(application, "price/open/"), **HTMX).status_code == 401
    client.force_login(owner_of(application))
    client.post(address(application), {"forget": "1"})
    assert "1234" not in client.get(address(application)).content.decode()


def test_a_file_is_kept_with_the_section_and_read_by_its_people_only(client, application, colleague):
    client.force_login(owner_of(application))
    page = client.get(address(application, "accessibility/")).content.decode()
    given = {"edition": hidden(page, "edition"), "seen": hidden(page, "seen"), "standard": "wcag22aa"}
    bad = SimpleUploadedFile("report.pdf", b"<html>no</html>")
    refused = client.post(address(application, "accessibility/"), given | {"report": bad}).content.decode()
    assert "The report, if you have one" in refused
    assert not SectionAnswer.objects.exists()
    report = SimpleUploadedFile("report.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF")
    client.post(address(application, "accessibility/"), given | {"report": report})
    token, name = next(iter(files_of(application).items()))
    assert answers()["report"] == {"key": token, "label": name}
    assert name in client.get(address(application, "accessibility/")).content.decode()
    assert client.get(f"/files/{token}/").status_code == 200


def test_only_a_file_of_this_application_counts(application):
    kept = services.save_section(
        application=application, key="accessibility", answers={"report": {"key": "x", "label": "Theirs"}}, edition=0,
        actor=owner_of(application), at=timezone.now(),
    )  # fmt: skip
    assert kept.answers["report"] is None


def test_rows_of_a_table_are_read_and_judged(client, application):
    client.force_login(owner_of(application))
    given = {"edition": "0", "seen": "", "week-0-activity": "Reading", "week-0-minutes": "many", "week-0-adults": "One"}
    page = client.post(address(application, "staffing/"), given).content.decode()
    assert "Row 1, Minutes: You entered “many”" in page
    client.post(address(application, "staffing/"), given | {"edition": "1", "week-0-minutes": "40"})
    page = client.get(address(application, "check/")).content.decode()
    assert "What happens: Reading; Minutes: 40; Which adults: One" in page


def test_a_question_counts_only_where_its_condition_holds(client, application):
    client.force_login(owner_of(application))
    start_of_mine = {"edition": "0", "seen": "", "home_access": "nothing", "without_device": ""}
    page = client.get(address(application, "students/")).content.decode()
    assert "Only if you answered “A device, without internet” or “A device and internet” to" in page
    assert 'data-asked-when="home_access"' in page
    client.post(address(application, "students/"), start_of_mine)
    label = "How does a student take part who has none at home?"
    assert label not in client.get(address(application, "check/")).content.decode()
    client.post(address(application, "students/"), start_of_mine | {"edition": "1", "home_access": "device"})
    assert label in client.get(address(application, "check/")).content.decode()


def test_a_page_that_was_opened_on_words_that_are_gone_is_kept_as_the_first(client, application):
    client.force_login(owner_of(application))
    sent = {"edition": "9", "seen": "{}", "price_small": "100"}
    assert client.post(address(application), sent).status_code in (200, 302)
    assert answers()["price_small"] == "100"


def test_control_characters_of_a_paste_are_not_kept(client, application):
    client.force_login(owner_of(application))
    sent = opened(client, application) | {"later_years": "Falls\x00 away\x07\nafter \N{GRINNING FACE} one year"}
    client.post(address(application), sent)
    assert answers()["later_years"].splitlines() == ["Falls away", "after \N{GRINNING FACE} one year"]
