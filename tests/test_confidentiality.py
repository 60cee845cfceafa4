"""What is undisclosed is searched for in every page of ours, exports, the log, the audit trail, inboxes and mail.

Five secrets are planted by the people they belong to (a score not sent, one not even saved, an answer of a draft, a
comment for one's own side, a note on a district's shortlist). Whoever is not entitled must never meet one; whoever is
must find it, or the search itself would be blind.
"""

import json

import pytest
from django.core import mail
from django.urls import reverse

from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Mail, Notification
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.queries import people_with
from procurement.applications.models import Application
from procurement.applications.services import save_section
from procurement.negotiations.models import Negotiation
from procurement.negotiations.services import add_comment
from procurement.reviews.models import Assignment
from procurement.reviews.services import keep_draft, save_score
from search.shortlists.models import ShortlistItem
from search.shortlists.services import save_note
from tests import portal

pytestmark = pytest.mark.one_database  # the lists that hide are compared with their rules on each database
SCORE, ANSWER, COMMENT = "quetzal-score-reason", "quetzal-draft-answer", "quetzal-own-side"
BEGUN, SHORTLISTED = "quetzal-begun-reason", "quetzal-shortlisted"


@pytest.fixture
def planted(demo_database, demo_now):
    """The secrets, each with the people who may read it and the record it hangs on."""
    part = Assignment.objects.filter(state="accepted").select_related("panel__subject", "reviewer").first()
    gate = part.subject.rubric[0].key
    part.reviewer.demo_second_factor = True
    save_score(
        assignment=part, criterion=gate, value=3, reason=f"It is a model: {SCORE}.", actor=part.reviewer, at=demo_now
    )
    next_one = part.subject.rubric[1].key
    words = f"I have yet to see it taught: {BEGUN}."
    keep_draft(assignment=part, criterion=next_one, value=None, reason=words, actor=part.reviewer, at=demo_now)
    draft = Application.objects.filter(state="draft", round__closes_at__gt=demo_now).first()
    row = draft.answers.exclude(answers={}).first()
    name = next(name for name, value in row.answers.items() if isinstance(value, str) and len(value) > 20)
    answers = {**row.answers, name: f"{ANSWER} {row.answers[name]}"[:200]}
    author = people_with(draft.provider, Role.AUTHOR, Role.OWNER).first()
    save_section(application=draft, key=row.key, answers=answers, edition=row.edition, actor=author, at=demo_now)
    talk = Negotiation.objects.filter(state="open").first()
    buyer = people_with(talk.request.buyer, Role.BUYER, Role.OWNER).first()
    add_comment(
        negotiation=talk,
        anchor="part:scope",
        text=f"We could pay more: {COMMENT}.",
        is_shared=False,
        actor=buyer,
        at=demo_now,
    )
    item = ShortlistItem.objects.filter(shortlist__state="working").first()
    keeper = people_with(item.shortlist.organization, Role.BUYER, Role.OWNER).first()
    save_note(item=item, text=f"Our first choice: {SHORTLISTED}.", actor=keeper, at=demo_now)
    return {
        SHORTLISTED: (item.shortlist, set(people_of(item.shortlist.organization))),
        SCORE: (part, {part.reviewer_id}),
        BEGUN: (part, {part.reviewer_id}),
        ANSWER: (draft, set(people_of(draft.provider))),
        COMMENT: (talk, set(people_of(talk.request.buyer))),
    }


def people_of(organization):
    return organization.memberships.values_list("person_id", flat=True)


def pages_of(cast, records):
    """Every page of ours once, and every page of the records that hold a secret."""
    for endpoint in portal.endpoints():
        if endpoint.declaration is None:
            continue
        own = [record for record in records if endpoint.declaration.model is type(record)]
        for record in own or portal.samples(endpoint, 1)[:1]:
            for address in portal.addresses(endpoint, record, cast):
                yield address
                if record is None:
                    yield address and f"{address}?export=csv"


CURIOUS = (Role.DETERMINER, Role.AUDITOR, Role.REVIEWER, Role.PROGRAM_OFFICER)


def readers(cast, planted):
    """Nobody, the agency's most curious roles, one person of each kind of organization, one entitled to each secret."""
    chosen = {}
    for person in cast.people:
        for organization, role in cast.roles[person]:
            if not organization.regulates:
                chosen.setdefault((organization.offers, organization.buys), person)
            elif role in CURIOUS:
                chosen.setdefault(role, person)
    entitled = [next(p for p in cast.people if p.pk in allowed) for _, allowed in planted.values()]
    return [None, *{person.pk: person for person in (*chosen.values(), *entitled)}.values()]


def test_no_page_and_no_line_of_the_log_shows_what_is_not_disclosed(planted, caplog):
    caplog.set_level("INFO")
    cast = portal.Cast()
    addresses = sorted(set(filter(None, pages_of(cast, [record for record, _ in planted.values()]))))
    part = planted[SCORE][0]
    for criterion in part.subject.rubric[:2]:
        addresses.append(reverse("reviews:score", kwargs={"pk": part.pk, "criterion": criterion.key}))
    found = set()
    for person in readers(cast, planted):
        for address in addresses:
            response = cast.get(person, address)
            if response.streaming or response.status_code != 200:
                continue
            for secret, (_, allowed) in planted.items():
                if secret.encode() in response.content:
                    assert person is not None, f"anyone reads {secret} at {address}"
                    assert person.pk in allowed, f"{person} reads {secret} at {address}"
                    found.add(secret)
    assert not [secret for secret in planted if secret in caplog.text]
    assert found == set(planted), "the search does not see what it should: it would miss a leak"


def test_no_trail_inbox_or_mail_carries_it(planted):
    kept = [
        *AuditEvent.objects.values_list("payload", flat=True),
        *Notification.objects.values_list("lines", flat=True),
        *Mail.objects.values_list("lines", flat=True),
        *Mail.objects.values_list("text", flat=True),
        *[message.body for message in mail.outbox],
    ]
    text = json.dumps(kept, default=str)
    for secret in planted:
        assert secret not in text
    assert Organization.objects.exists()
