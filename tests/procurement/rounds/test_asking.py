"""Questions about a round: two clocks, an asker whom nobody names, answers for everyone at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import items_for
from marketplace.lifecycles.errors import Refused
from marketplace.notifications.models import Mail
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.rounds import queries
from procurement.rounds import question_services as services
from procurement.rounds.models import Round
from tests.factories import AT
from tests.factories.applications import start
from tests.factories.organizations import make_provider
from tests.factories.people import make_person
from tests.factories.products import author_of
from tests.factories.questions import answer, ask, make_question, reject
from tests.factories.rounds import make_round, officer
from tests.procurement.pages import client_of

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def officer_count():
    return people_with(the_agency(), Role.PROGRAM_OFFICER).count()


def test_the_clocks_are_pinned_in_business_days_before_closing():
    record = Round.objects.get(pk=make_round().pk)
    assert record.closes_at.isoformat() == "2027-03-31T14:12:00+00:00"
    assert record.questions_until.isoformat() == "2027-03-17T14:12:00+00:00"
    assert record.answers_until.isoformat() == "2027-03-24T14:12:00+00:00"
    assert make_round(state="draft").questions_until is None


def test_a_round_about_which_nobody_could_ask_is_not_published():
    with pytest.raises(Refused, match="Nobody could ask"):
        make_round(closes_at=AT - timedelta(days=8))


def test_a_question_is_taken_until_just_before_its_clock():
    record, provider = make_round(), make_provider()
    assert ask(record, provider, at=record.questions_until - INSTANT).state == "asked"
    with pytest.raises(Refused, match="were taken until 17 March 2027"):
        ask(record, provider, text="And one more?", at=record.questions_until)
    assert record.questions.count() == 1


def test_an_answer_is_given_until_just_before_its_clock_and_a_rejection_at_any_time():
    first = make_question()
    first.round.refresh_from_db()
    until = first.round.answers_until
    second = ask(first.round, first.provider, text="Another?")
    with pytest.raises(Refused, match="Answers were due by 24 March 2027"):
        answer(first, at=until)
    assert answer(first, at=until - INSTANT).state == "answered"
    assert reject(second, at=until + timedelta(days=3)).state == "rejected"


def test_strangers_drafts_and_people_of_no_provider_do_not_ask():
    draft, record, provider = make_round(state="draft"), make_round(), make_provider()
    with pytest.raises(NotVisible):
        ask(draft, provider)
    with pytest.raises(NotAllowed, match="an organization that offers"):
        ask(record, provider, actor=make_person())
    other = make_provider(name="Other Learning")
    with pytest.raises(NotAllowed, match="organization of your own"):
        ask(record, provider, actor=author_of(other))


def test_the_same_question_twice_is_asked_once():
    record, provider = make_round(), make_provider()
    assert ask(record, provider) == ask(record, provider, text="  May a model apply that serves grade 2 only?\n")
    assert Mail.objects.filter(subject__contains="a question came in").count() == officer_count()


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_question_says_what_is_accepted(text):
    with pytest.raises(ValidationError, match=r"Write your question|at most 2,000"):
        ask(make_round(), make_provider(), text=text)


def test_a_question_that_names_its_asker_is_sent_back():
    provider = make_provider()
    author = author_of(provider)
    for name in (provider.name.upper(), str(author), author.email):
        with pytest.raises(ValidationError, match="ask without your names"):
            ask(make_round(), provider, text=f"We at {name} wonder whether we may apply.")


def test_askers_are_numbers_that_link_their_questions():
    record, first, second = make_round(), make_provider(), make_provider(name="Other Learning")
    numbers = [str(ask(record, who, text=f"Question {n}?").asker) for n, who in enumerate((first, second, first))]
    assert numbers == ["Asker 1", "Asker 2", "Asker 1"]


def pages_of_the_agency(question):
    client = client_of(officer())
    for address in (
        f"/agency/rounds/{question.round.reference}/",
        f"/agency/rounds/{question.round.reference}/questions/",
        f"/agency/rounds/{question.round.reference}/questions/?export=csv",
        f"/agency/questions/{question.reference}/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        yield page.content.decode()


def test_nobody_reads_who_asked_not_even_the_agency(client):
    question = answer(make_question())
    provider, author = question.provider, question.asked_by
    named = (provider.name, author.name, author.email)
    shown = [client.get(f"/rounds/{question.round.reference}/").content.decode(), *pages_of_the_agency(question)]
    mails = Mail.objects.filter(subject__startswith=question.round.reference)
    shown += [f"{mail.subject} {mail.lines} {mail.url}" for mail in mails]
    shown += [f"{event.payload}{event.subject_label}" for event in AuditEvent.objects.filter(name__contains="question")]
    assert [name for name in named for text in shown if name in text] == []
    assert "Asker 1" in "".join(shown)


def test_answers_reach_everyone_at_once_and_rejections_their_asker_only(client):
    record, asker, other = make_round(), make_provider(), make_provider(name="Other Learning")
    start(asked=record, provider=other)
    question = ask(record, asker)
    page = f"/rounds/{record.reference}/"
    assert question.text not in client.get(page).content.decode()
    answer(question, published_text="May grade 2 apply alone?", answer="Certainly.")
    shown = client.get(page).content.decode()
    assert "May grade 2 apply alone?" in shown
    assert "Certainly." in shown
    assert question.text not in shown
    told = dict(Mail.objects.filter(subject__contains="answered").values_list("address", "subject"))
    assert told[author_of(asker).email].endswith("your question is answered")
    assert told[author_of(other).email].endswith("a question was answered")

    second = reject(ask(record, asker, text="Who else applies?"), reason="We tell nobody.")
    assert "Who else applies?" not in client.get(page).content.decode()
    told = Mail.objects.filter(subject__contains="not answered")
    assert author_of(other).email not in told.values_list("address", flat=True)
    assert "We tell nobody." in client_of(author_of(asker)).get(f"/desk/questions/{second.reference}/").content.decode()
    assert client_of(author_of(other)).get(f"/desk/questions/{second.reference}/").status_code == 404


def test_both_sides_have_it_on_their_desks_until_it_is_closed():
    question = make_question()
    desks = [items_for(person, AT) for person in (officer(), question.asked_by)]
    titles = [[item.title for item in desk if "uestion" in item.title] for desk in desks]
    assert titles == [
        ["Answer 1 question about Reading, kindergarten to grade 3"],
        ["Answer to a question about Reading, kindergarten to grade 3"],
    ]
    answer(question)
    assert not any(
        "uestion" in item.title for person in (officer(), question.asked_by) for item in items_for(person, AT)
    )


def test_only_program_officers_answer_and_providers_see_their_own():
    question = make_question()
    with pytest.raises(NotAllowed):
        services.answer_question(
            question=question, published_text="Q?", answer="A.", actor=officer(Role.AUDITOR, name="Ada"), at=AT
        )
    with pytest.raises(NotVisible):
        services.reject_question(question=question, reason="No.", actor=question.asked_by, at=AT)
    assert list(queries.own_questions(question.asked_by)) == [question]
    assert not queries.own_questions(author_of(make_provider(name="Other Learning"))).exists()


def test_a_provider_asks_and_an_officer_answers_on_pages():
    record, provider = make_round(at=timezone.now()), make_provider()
    asks, officers = client_of(author_of(provider)), client_of(officer())
    address = f"/rounds/{record.reference}/ask/"
    kept = asks.post(address, {"text": f"{provider.name} asks"}).content.decode()
    assert "ask without your names" in kept
    assert f"{provider.name} asks" in kept
    sent = asks.post(address, {"text": "May grade 2 apply?"}, follow=True).content.decode()
    assert "Your question is sent" in sent
    assert "Waits for an answer" in sent
    question = record.questions.get()
    page = f"/agency/questions/{question.reference}/"
    refused = officers.post(f"{page}answer/", {"published_text": "May grade 2 apply?", "answer": ""})
    assert refused.status_code == 422
    assert "Publish the answer" in refused.content.decode()
    officers.post(f"{page}answer/", {"published_text": "May grade 2 apply?", "answer": "It may."})
    assert "It may." in asks.get(f"/rounds/{record.reference}/").content.decode()
    again = officers.post(f"{page}reject/", {"reason": "No."}).content.decode()
    assert "cannot become “Not answered”" in again


def test_who_offers_for_two_providers_says_for_which():
    record, person = make_round(at=timezone.now()), author_of(make_provider())
    second = make_provider(name="Other Learning", owner=person)
    client, address = client_of(person), f"/rounds/{record.reference}/ask/"
    assert "For which organization do you ask?" in client.get(address).content.decode()
    client.post(address, {"text": "For whom?", "organization": second.pk})
    assert record.questions.get().provider == second


def test_when_the_time_for_questions_is_over_the_page_says_so():
    record, provider = make_round(at=timezone.now() - timedelta(days=28)), make_provider()
    page = client_of(author_of(provider)).get(f"/rounds/{record.reference}/ask/").content.decode()
    assert "no longer taken" in page
    assert "Send the question" not in page
