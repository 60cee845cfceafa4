"""Measures: validated by experts without a tie to the owner, with reasons; what is not validated carries no tier."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.queries import history_of
from marketplace.desk.registry import items_for
from marketplace.evidence.reading import measure_facts
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.notifications.models import Notification
from procurement.measures import services
from procurement.measures.models import MeasureDecision, MeasureVote
from procurement.measures.panel import lacks, tally_of
from procurement.reviews.conflicts import Declared
from tests.factories import AT
from tests.factories.evidence import make_measure
from tests.factories.measures import DECIDED, OWNER, ask, cast, decide, expert, make_decision, open_decision
from tests.factories.organizations import make_provider, owner_of
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db


def test_most_votes_decide_and_the_registry_has_it():
    measure = make_measure(validated=False)
    assert not measure_facts(measure).carries_tier
    decision = make_decision(measure=measure, state="decided")
    measure.refresh_from_db()
    assert (decision.is_validated, measure.validation, measure_facts(measure).carries_tier) == (True, "validated", True)
    assert [event.name for event in history_of(measure)][-1] == "measure.validate"


def test_a_measure_that_was_valid_can_lose_it_and_a_tie_is_not_enough():
    measure = make_measure()
    assert make_decision(measure=measure, votes=(True, False, True, False), state="decided").outcome == "Not validated"
    measure.refresh_from_db()
    assert not measure.carries_tier


def test_a_provider_s_own_measure_is_not_looked_at_and_carries_nothing():
    with pytest.raises(Refused, match="carries no tier"):
        open_decision(make_measure(owner="provider"))


def test_there_is_one_at_a_time_and_only_officers_open_it():
    decision = open_decision()
    with pytest.raises(Refused, match=decision.reference):
        open_decision(decision.measure)
    with pytest.raises(NotAllowed):
        open_decision(actor=expert())
    person = officer()
    person.employer = OWNER
    person.save()
    with pytest.raises(NotAllowed, match="You work for"):
        open_decision(actor=person)


def test_who_is_tied_to_the_owner_is_not_asked():
    decision = open_decision()
    for facts in ({"employer": "Fieldmark Assessments, Inc."}, {"interests": [OWNER]}):
        with pytest.raises(ValidationError, match="cannot judge this measure"):
            ask(decision, expert(**facts))
    with pytest.raises(ValidationError, match="department’s reviewers"):
        ask(decision, owner_of(make_provider()))
    vote = ask(decision)
    with pytest.raises(ValidationError, match="asked already"):
        ask(decision, vote.panelist)
    with pytest.raises(ValidationError, match="makes this person an expert"):
        ask(decision, expertise=" ")


def test_a_declared_tie_takes_the_expert_off_the_panel():
    vote = ask(open_decision())
    assert cast(vote, declared=Declared(has_family_interest=True)).state == "recused"
    assert Notification.objects.filter(person=officer(), subject__contains="stepped back").exists()
    with pytest.raises(IllegalMove):
        cast(vote)
    assert MeasureVote.objects.get().reason == ""


def test_a_tie_that_came_later_keeps_the_vote_out():
    vote = ask(open_decision())
    vote.panelist.employer = OWNER
    vote.panelist.save()
    with pytest.raises(NotAllowed, match="You work for"):
        cast(vote)


def test_each_votes_alone_with_reasons():
    vote = ask(open_decision())
    with pytest.raises(NotVisible):
        cast(vote, actor=expert())
    with pytest.raises(ValidationError, match="Give your reasons"):
        cast(vote, reason=" ")
    [item] = [item for item in items_for(vote.panelist, AT) if item.reference == vote.decision.reference]
    assert item.action == "Vote"
    cast(vote)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        MeasureVote.objects.update(reason="Otherwise.")


def test_nothing_is_decided_while_votes_are_out_or_too_few():
    decision = make_decision(votes=(True, True))
    with pytest.raises(Refused, match="Name 1 more"):
        decide(decision)
    vote = ask(decision)
    with pytest.raises(Refused, match="1 vote still out"):
        decide(decision)
    services.release_panelist(vote=vote, actor=officer(), at=DECIDED)
    cast(ask(decision))
    with pytest.raises(Refused, match="the panel stays as it is"):
        ask(decision)
    with pytest.raises(ValidationError, match="in its words"):
        decide(decision, reason=" ")
    with pytest.raises(NotVisible):
        decide(decision, actor=expert())
    decide(decision)
    with pytest.raises(IllegalMove):
        decide(decision)
    with pytest.raises(DatabaseError, match="opened and decided"), transaction.atomic():
        MeasureDecision.objects.update(reason="Otherwise.")


def test_votes_in_words():
    assert tally_of([True, False, True]).words == "2 of 3 experts found it valid."
    assert not tally_of([]).is_validated
    assert lacks(cast=3, asked=0, needed=3) == ""


def test_on_the_pages(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: DECIDED)
    measure = make_measure(validated=False)
    client.force_login(officer())
    page = f"/agency/measures/open/{measure.pk}/"
    open_decision(make_measure(validated=False))
    assert page in client.get(f"/measures/{measure.pk}/").content.decode()
    own = client.post(page, {"owner_name": OWNER, "question": "The manual."}).url
    one, other, third = expert(), expert(), expert()
    for person in (one, other, third):
        client.post(f"{own}panel/", {"panelist": person.pk, "expertise": "Test design."})
    answers = {"has_interest": "no", "has_family_interest": "no", "has_recent_work": "no", "is_valid": "yes"}
    for person in (one, other, third):
        vote = MeasureVote.objects.get(panelist=person)
        client.force_login(officer())
        assert "Secret reasons" not in client.get(own).content.decode()
        client.force_login(person)
        client.post(f"/desk/measure-votes/{vote.pk}/", answers | {"reason": "Secret reasons."})
    assert client.get(f"/desk/measure-votes/{MeasureVote.objects.get(panelist=one).pk}/").status_code == 404
    client.force_login(officer())
    assert "Secret reasons" in client.get(own).content.decode()
    assert client.post(f"{own}decide/", {"reason": "Reliable and normed."}).url == own
    client.logout()
    public = client.get(f"/measures/{measure.pk}/").content.decode()
    assert "Reliable and normed." in public
    assert str(one) not in public
