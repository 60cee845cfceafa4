"""The pages of a review: what each person is shown, and what nobody is shown early."""

import pytest

from procurement.reviews import services
from procurement.reviews.models import Assignment, Score
from tests.factories import AT
from tests.factories.organizations import make_provider, make_reviewer
from tests.factories.products import author_of
from tests.factories.reviews import (
    ask,
    declare,
    lead,
    make_assignment,
    make_subject,
    record_scores,
    score,
    score_all,
    send,
)
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
ANSWER = "In three schools."


def sign_in(client, person):
    client.force_login(person)
    return client


def test_before_the_declaration_not_a_word_is_shown(client):
    assignment = make_assignment()
    sign_in(client, assignment.reviewer)
    page = client.get(f"/desk/reviews/{assignment.pk}/").content.decode()
    assert ANSWER not in page
    assert assignment.subject.title not in page
    for part in ("read/", "score/learning_model/"):
        answer = client.get(f"/desk/reviews/{assignment.pk}/{part}")
        assert answer.status_code == 403
        assert "Declare first" in answer.content.decode()
        assert ANSWER not in answer.content.decode()


def test_a_reviewer_declares_scores_and_sends_without_script(client):
    assignment = make_assignment()
    sign_in(client, assignment.reviewer)
    base = f"/desk/reviews/{assignment.pk}/"
    no = {"has_interest": "no", "has_family_interest": "no", "has_recent_work": "no", "keeps_confidential": "on"}
    client.post(base, no)
    assert ANSWER in client.get(f"{base}read/").content.decode()
    for criterion in assignment.subject.rubric:
        client.post(f"{base}score/{criterion.key}/", {"value": "3", "reason": "Seen in two lessons."})
    client.post(f"{base}send/")
    assert Assignment.objects.get().state == "submitted"


def test_a_missing_reason_is_asked_for_and_the_choice_kept(client):
    assignment = declare(make_assignment())
    sign_in(client, assignment.reviewer)
    page = client.post(f"/desk/reviews/{assignment.pk}/score/learning_model/", {"value": "2", "reason": ""})
    assert 'value="2" required id="id_value_2" checked' in page.content.decode() or "checked" in page.content.decode()
    assert "This needs an answer" in page.content.decode()


def test_what_is_begun_is_kept_for_its_reviewer_alone_and_goes_into_the_score(client):
    assignment = declare(make_assignment())
    other = declare(ask(assignment.subject))
    base = f"/desk/reviews/{assignment.pk}/"
    page = f"{base}score/learning_model/"
    sign_in(client, assignment.reviewer)
    answer = client.post(page, {"reason": "I have yet to see UNMISTAKABLE.", "later": "yes"}, follow=True)
    assert "Begun, not scored" in answer.content.decode()
    assert "UNMISTAKABLE" in client.get(page).content.decode()
    assert not Score.objects.exists()
    for person, address in (
        (other.reviewer, f"/desk/reviews/{other.pk}/score/learning_model/"),
        (officer(), f"/agency/reviews/{assignment.subject.reference}/"),
        (lead(), f"/agency/reviews/{assignment.subject.reference}/"),
    ):
        assert "UNMISTAKABLE" not in sign_in(client, person).get(address).content.decode()
    assert sign_in(client, other.reviewer).get(page).status_code == 404
    sign_in(client, assignment.reviewer).post(page, {"value": "3", "reason": "Seen in two lessons."})
    assignment.refresh_from_db()
    assert assignment.drafts == {}
    assert Score.objects.get().reason == "Seen in two lessons."


def test_a_begun_choice_is_kept_and_an_emptied_one_let_go(client):
    assignment = declare(make_assignment())
    page = f"/desk/reviews/{assignment.pk}/score/learning_model/"
    sign_in(client, assignment.reviewer).post(page, {"value": "2", "reason": "", "later": "yes"})
    assert "checked" in client.get(page).content.decode()
    client.post(page, {"reason": " ", "later": "yes"})
    assignment.refresh_from_db()
    assert assignment.drafts == {}


def test_what_is_begun_is_gone_once_the_scores_are_sent_or_the_review_is_left():
    sent, left = declare(make_assignment()), declare(make_assignment())
    for part in (sent, left):
        services.keep_draft(
            assignment=part, criterion="learning_model", value=None, reason="Yet.", actor=part.reviewer, at=AT
        )
    score(sent)
    services.keep_draft(assignment=sent, criterion="design", value=1, reason="", actor=sent.reviewer, at=AT)
    send(sent)
    services.recuse(assignment=left, reason="My sister works there.", actor=left.reviewer, at=AT)
    for part in (sent, left):
        part.refresh_from_db()
        assert part.drafts == {}


def test_nobody_sees_a_score_before_all_are_in(client):
    subject = make_subject()
    sent = declare(ask(subject))
    score(sent, value=1)
    Assignment.objects.filter(pk=sent.pk).first().scores.filter(criterion="design").update(reason="UNMISTAKABLE")
    send(sent)
    other = declare(ask(subject))
    for person, pages in (
        (other.reviewer, [f"/desk/reviews/{other.pk}/", f"/desk/reviews/{other.pk}/score/design/", "/desk/reviews/"]),
        (officer(), [f"/agency/reviews/{subject.reference}/", "/agency/reviews/", "/agency/reviews/?export=csv"]),
        (lead(), [f"/agency/reviews/{subject.reference}/", f"/agency/reviews/{subject.reference}/consensus/"]),
    ):
        sign_in(client, person)
        for page in pages:
            assert "UNMISTAKABLE" not in client.get(page).content.decode(), page
    assert client.get(f"/agency/reviews/{subject.reference}/consensus/").status_code == 403
    assert sign_in(client, other.reviewer).get(f"/desk/reviews/{sent.pk}/").status_code == 404


def test_all_in_the_lead_sees_them_and_the_panel_their_spread(client):
    subject = make_subject()
    score_all(subject, design=4)
    page = sign_in(client, lead()).get(f"/agency/reviews/{subject.reference}/consensus/").content.decode()
    assert "4, 4, 4" in page
    assert "On all 7 criteria the scores are within one point of each other." in page
    one = Assignment.objects.filter(panel__subject=subject).first()
    assert "4, 4, 4" in sign_in(client, one.reviewer).get(f"/desk/reviews/{one.pk}/").content.decode()


def test_the_assignment_page_names_conflicts_and_asks_the_free(client):
    subject = make_subject()
    free, tied = make_reviewer(name="Free Reader"), make_reviewer(name="Tied Reader", employer=subject.provider.name)
    sign_in(client, officer())
    page = client.get(f"/agency/reviews/{subject.reference}/").content.decode()
    assert "They work for" in page
    refused = client.post(f"/agency/reviews/{subject.reference}/ask/", {"person": tied.pk})
    assert refused.status_code == 422
    client.post(f"/agency/reviews/{subject.reference}/ask/", {"person": free.pk})
    assert Assignment.objects.get().reviewer == free


def test_a_provider_never_reaches_a_review(client):
    subject = make_subject()
    sign_in(client, author_of(subject.provider))
    assert client.get(f"/agency/reviews/{subject.reference}/").status_code == 404
    assert sign_in(client, author_of(make_provider())).get("/agency/reviews/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_pool(client, django_assert_max_num_queries):
    subject = make_subject()
    sign_in(client, officer())
    for _ in range(5):
        make_reviewer()
    with django_assert_max_num_queries(15):
        client.get(f"/agency/reviews/{subject.reference}/")


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client):
    page = "/desk/reviews/1/"
    answer = client.post(f"{page}send/", headers={"referer": f"http://testserver{page}"})
    assert answer.url == f"/accounts/login/?next={page}"
    elsewhere = client.post(f"{page}send/", headers={"referer": "https://elsewhere.example/trap/"})
    assert elsewhere.url == "/accounts/login/?next=/desk/"


@pytest.mark.parametrize("stood", [False, True])
def test_a_common_score_saved_meanwhile_is_not_saved_over_unseen(client, stood):
    subject = make_subject()
    score_all(subject)
    if stood:
        record_scores(subject)
    address = f"/agency/reviews/{subject.reference}/consensus/design/"
    sign_in(client, lead())
    seen = client.get(address).context["form"]["seen"].value()
    record_scores(subject, design=2)
    typed = {"value": "3", "reason": "As we said.", "departure_reason": ""}
    page = client.post(address, typed | {"seen": seen})
    assert "The panel’s score: now “2”" in page.content.decode()
    assert "As we said." in page.content.decode()
    kept = subject.panel.consensus.scores.get(criterion="design")
    assert kept.value == 2
    again = client.post(address, typed | {"seen": page.context["form"]["seen"].value()})
    kept.refresh_from_db()
    assert (again.status_code, kept.value) == (302, 3)
