"""What reviewers do not see: taken out of every text, page, list and mail that they get."""

import pytest
from django.core.exceptions import ValidationError

from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Mail
from procurement.reviews import services
from procurement.reviews.blinding import Blinding
from procurement.reviews.conflicts import Declared
from procurement.reviews.models import Assignment, ConflictDeclaration
from procurement.rounds import hidden_services
from procurement.rounds.models import Round
from tests.factories.applications import make_application
from tests.factories.organizations import make_provider, make_reviewer
from tests.factories.products import make_model
from tests.factories.reviews import ASKED, ask, score, send
from tests.factories.rounds import make_round, officer

NAMES = ("Zephyr Learning, Inc.", "Yolanda Quist", "zephyr.example")


def test_names_go_from_every_text_in_any_case_and_without_the_legal_form():
    blinding = Blinding(frozenset({"provider"}), NAMES, ("Harbor",))
    text = blinding.text("ZEPHYR LEARNING and Zephyr Learning, Inc. of Yolanda Quist; a zephyr in the Harbor.")
    assert text == "[provider] and [provider] of [provider]; a zephyr in the Harbor."


def test_hidden_answers_are_left_out_and_tables_are_searched_too():
    blinding = Blinding(frozenset({"model", "history.who"}), NAMES, ("Harbor",))
    answers = [
        {"key": "who", "question": "Who?", "answer": "We"},
        {"key": "what", "question": "What?", "answer": "Harbor"},
    ]
    section = {
        "key": "history",
        "title": "History",
        "answers": answers,
        "rows": [["Harbor", "x"]],
        "facts": [["In", "Harbor"]],
    }
    (shown,) = blinding.sections([section], {})
    assert [one["answer"] for one in shown["answers"]] == ["Hidden in this round", "[model]"]
    assert (shown["rows"], shown["facts"]) == ([["[model]", "x"]], [["In", "[model]"]])


def test_a_file_is_had_under_another_name_once_it_may_be_and_never_where_its_answer_is_hidden():
    blinding = Blinding(frozenset({"provider", "history.secret"}), NAMES)
    answers = [
        {"key": key, "question": "Which?", "answer": "Zephyr Learning.pdf", "file": token}
        for key, token in (("one", "a"), ("two", "b"), ("secret", "a"))
    ]
    (shown,) = blinding.sections([{"key": "history", "title": "", "answers": answers}], {"a": ("c", "File 1.pdf")})
    assert [(one["answer"], one.get("file")) for one in shown["answers"]] == [
        ("File 1.pdf", "c"),
        ("Hidden until the department has found no name in it", None),
        ("Hidden in this round", None),
    ]


@pytest.fixture
def blind_subject(db):
    asked = make_round()
    hidden_services.set_hidden(asked=asked, hidden=["provider", "model"], actor=officer(), at=ASKED)
    provider = make_provider(name=NAMES[0], owners=[NAMES[1]], email_domains=[NAMES[2]])
    model = make_model(provider=provider, name="Harbor Zebra")
    return make_application(state="under_review", asked=Round.objects.get(pk=asked.pk), model=model).subject


def leaks(text):
    return [name for name in ("zephyr learning", "yolanda", "harbor zebra") if name in text.lower()]


def test_no_page_list_or_mail_of_a_reviewer_has_the_names(client, blind_subject):
    assignment = ask(blind_subject, reviewer=make_reviewer(name="Blind Reader"))
    client.force_login(assignment.reviewer)
    base = f"/desk/reviews/{assignment.pk}/"
    declaring = client.get(base).content.decode()
    assert "reviewers do not see whose it is" in declaring
    client.post(base, {"keeps_confidential": "on", "others": "Nobody Ltd"})
    assert ConflictDeclaration.objects.get().named == ["Nobody Ltd"]
    assignment = Assignment.objects.get()
    score(assignment)
    pages = [base, f"{base}read/", f"{base}score/design/", "/desk/reviews/", "/desk/", "/desk/lately/"]
    for page in pages:
        assert leaks(client.get(page).content.decode()) == [], page
    send(assignment)
    assert leaks(client.get(base).content.decode()) == []
    assert [
        mail for mail in Mail.objects.filter(address=assignment.reviewer.email) if leaks(f"{mail.subject}{mail.lines}")
    ] == []
    client.force_login(officer())
    assert leaks(client.get(f"/agency/reviews/{blind_subject.reference}/read/").content.decode())


def test_a_tie_that_is_named_among_others_recuses_without_saying_whose_it_is(client, blind_subject):
    assignment = ask(blind_subject, reviewer=make_reviewer(name="Tied Reader"))
    left = services.declare(
        assignment=assignment, declared=Declared(), keeps_confidential=True, named=["Other", "zephyr learning"],
        actor=assignment.reviewer, at=ASKED,
    )  # fmt: skip
    assert left.state == "recused"
    client.force_login(assignment.reviewer)
    assert leaks(client.get(f"/desk/reviews/{assignment.pk}/").content.decode()) == []


def test_what_was_hidden_when_a_review_opened_stays_so(blind_subject):
    asked = blind_subject.round
    hidden_services.set_hidden(asked=asked, hidden=[], actor=officer(), at=ASKED)
    blind_subject.refresh_from_db()
    assert blind_subject.hidden == ["model", "provider"]
    with pytest.raises(ValidationError, match="form asks"):
        hidden_services.set_hidden(asked=asked, hidden=["nothing.such"], actor=officer(), at=ASKED)


def test_the_department_says_which_words_that_look_like_a_name_are_none(client, blind_subject):
    section = {"key": "x", "title": "Others", "answers": [], "rows": [["Zephir Learning", "Harbor Zebras"]]}
    type(blind_subject).objects.filter(pk=blind_subject.pk).update(
        content={"sections": [section]}, other_spellings=["harbor zebras", "zephir learning"]
    )
    page, desk = f"/agency/reviews/{blind_subject.reference}/files/", "Confirm the names hidden in"
    client.force_login(officer())
    assert desk in client.get("/desk/").content.decode()
    assert "“zephir learning”, hidden as [provider] once" in client.get(page).content.decode()
    assert client.post(f"{page}names/", {"not_names": "zephyr learning"}).status_code == 422
    assert client.post(f"{page}names/", {"not_names": "harbor zebras"}).status_code == 302
    assert desk not in client.get("/desk/").content.decode()
    shown = type(blind_subject).objects.get(pk=blind_subject.pk).seen.sections
    assert shown[0]["rows"] == [["[provider]", "Harbor Zebras"]]
    event = AuditEvent.objects.get(name="review_subject.names_confirmed")
    assert event.payload == {"shown_again": 1}
    client.force_login(make_reviewer(name="Other Reader"))
    assert client.post(f"{page}names/", {}).status_code in (403, 404)
