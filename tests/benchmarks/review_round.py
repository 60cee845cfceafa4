"""One round with 1,000 applications and 5,000 reviews: panels suggested for all of it, the agency's queue, the
assignment page, the consensus page and the Monday page, with the queries that each asks.

Bars are held against processor time, which other work on the machine does not stretch; the clock's stands beside it.
Before the pages the process is warmed up, as the one that serves the portal is.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import django
from django.conf import settings

APPLICATIONS, PANEL, POOL, PROVIDERS = 1_000, 5, 120, 400
TIMES = 15
BAR_MS, BAR_QUERIES, BAR_SUGGESTIONS_S = 300.0, 15, 5.0
SUBJECTS, GRADES = ("reading", "mathematics", "science", "writing"), ("K-3", "3-6", "6-9", "9-12")
METHODS = ("teaching", "studies", "assessment", "equity", "privacy")


def run() -> Iterator[str]:
    """Make its own database from a seed, measure, and give one line a bar."""
    from tests.benchmarks._database import empty_database

    with empty_database():
        chance = random.Random(23)
        first = one_under_review()
        fill(first, chance)
        yield suggestions_line(first)
        give_panels(first, chance)
        yield from page_lines(first)


def one_under_review() -> object:
    """The application that all others are like, made by services."""
    from tests.factories.applications import make_application

    return make_application(state="under_review")


def fill(first: object, chance: random.Random) -> None:
    """The other applications of the round, and the pool, written in bulk."""
    from allauth.account.models import EmailAddress

    from marketplace.organizations.models import Membership, Organization, Role
    from marketplace.organizations.queries import the_agency
    from marketplace.people.models import User
    from marketplace.products.models import LearningModel, ModelVersion
    from procurement.applications.models import Application
    from procurement.reviewers.models import ReviewerProfile
    from procurement.reviews.models import Panel, ReviewSubject
    from tests.factories import AT

    subject = first.subject
    providers = Organization.objects.bulk_create(
        Organization(
            name=f"Provider {n} Learning, Inc.", slug=f"provider-{n}", offers=True, state="confirmed", created_at=AT,
            owners=[f"Owner {n}"], email_domains=[f"provider{n}.test"], interests=[f"Firm {n % 50}"],
        )
        for n in range(PROVIDERS)
    )  # fmt: skip
    models = LearningModel.objects.bulk_create(
        LearningModel(
            name=f"Model {n}", slug=f"model-{n}", reference=f"MOD-{n}", provider=providers[n % PROVIDERS], created_at=AT
        )
        for n in range(1, APPLICATIONS)
    )
    version = first.model_version
    names = [field.name for field in ModelVersion._meta.concrete_fields if field.name not in ("id", "model")]
    values = {name: getattr(version, name) for name in names if name != "reference"}
    versions = ModelVersion.objects.bulk_create(ModelVersion(**values, model=model) for model in models)
    subjects = ReviewSubject.objects.bulk_create(
        ReviewSubject(
            reference=f"REV-{n:04}", created_at=AT + timedelta(minutes=n), round=first.round,
            source_reference=f"APP-{n:04}", title=model.name, provider=model.provider, model=model, model_version=made,
            policy_version=subject.policy_version, tier_asked="early_stage", content=subject.content,
            criteria=subject.criteria, scope=[[chance.choice(SUBJECTS), chance.choice(GRADES), "core"]],
        )
        for n, (model, made) in enumerate(zip(models, versions, strict=True), start=1)
    )  # fmt: skip
    Panel.objects.bulk_create(Panel(subject=each) for each in subjects)
    Application.objects.bulk_create(
        Application(
            reference=each.source_reference, created_at=AT, round=first.round, provider=each.provider, model=each.model,
            model_version=each.model_version, tier_asked="early_stage", state="under_review",
            started_by=first.started_by, submitted_at=each.created_at, submitted_by=first.submitted_by,
            canonical_text=first.canonical_text, sha256=first.sha256, subject=each,
        )
        for each in subjects
    )  # fmt: skip
    people = User.objects.bulk_create(
        User(
            email=f"r{n}@readers.test", name=f"Reviewer {n}", employer=f"Firm {n % 70}",
            interests=[f"Firm {chance.randrange(70)}"],
        )
        for n in range(POOL)
    )  # fmt: skip
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people
    )
    agency = the_agency()
    Membership.objects.bulk_create(
        Membership(person=one, organization=agency, role=Role.REVIEWER, since=AT) for one in people
    )
    ReviewerProfile.objects.bulk_create(
        ReviewerProfile(
            person=one, subjects=chance.sample(SUBJECTS, 2), grade_bands=chance.sample(GRADES, 2),
            methods=chance.sample(METHODS, 2), load_max=50,
        )
        for one in people
    )  # fmt: skip


def suggestions_line(first: object) -> str:
    """A panel for every application of the round, from the first query to the last suggestion."""
    from procurement.reviews.models import ReviewSubject
    from procurement.reviews.suggesting import proposals, waiting_for_panels
    from tests.factories.reviews import ASKED

    began, worked = time.perf_counter(), time.process_time()
    rows = proposals(waiting_for_panels(ReviewSubject.objects.all(), first.round), at=ASKED)
    took, clock = time.process_time() - worked, time.perf_counter() - began
    asked = sum(len(row.people) for row in rows)
    verdict = "ok" if took <= BAR_SUGGESTIONS_S else "OVER"
    return (
        f"suggestions for {len(rows):,} applications among {POOL} reviewers: {asked:,} places filled in {took:.2f} s, "
        f"{clock:.2f} s by the clock (bar {BAR_SUGGESTIONS_S:.0f} s, {verdict})"
    )


def give_panels(first: object, chance: random.Random) -> None:
    """Five reviews a panel: most panels are agreeing, others score, the last ones lack people."""
    from marketplace.people.models import User
    from procurement.applications.models import Application
    from procurement.reviews.models import Assignment, Consensus, Panel, Score
    from tests.factories.reviews import ASKED, SCORED, lead
    from tests.factories.rounds import officer

    panels = list(Panel.objects.select_related("subject").order_by("pk"))
    people = list(User.objects.filter(email__endswith="@readers.test").order_by("pk"))
    head, actor = lead(), officer()
    scored = int(len(panels) * 0.7)
    rows = []
    for place, panel in enumerate(panels):
        for person in chance.sample(people, PANEL):
            state = "submitted" if place < scored else chance.choice(("offered", "accepted", "accepted"))
            state = "declined" if place >= len(panels) - 50 else state
            rows.append(
                Assignment(
                    panel=panel, reviewer=person, assigned_by=actor, state=state, offered_at=ASKED,
                    due_at=ASKED + timedelta(days=28), submitted_at=SCORED if state == "submitted" else None,
                )
            )  # fmt: skip
    Panel.objects.filter(pk__in=[panel.pk for panel in panels[:-50]]).update(lead=head)
    for row in rows:
        row.wanted, row.state = row.state, "accepted"
    Assignment.objects.bulk_create(rows, batch_size=500)
    keys = [criterion.key for criterion in first.subject.rubric]
    Score.objects.bulk_create(
        (
            Score(
                assignment=row, criterion=key, value=chance.randrange(5), reason="Seen in two lessons.", saved_at=SCORED
            )
            for row in rows
            if row.wanted == "submitted"
            for key in keys
        ),
        batch_size=1_000,
    )
    for row in rows:
        row.state = row.wanted
    Assignment.objects.bulk_update(rows, ["state"], batch_size=500)
    Consensus.objects.bulk_create(
        Consensus(panel=panel, opened_at=SCORED, agreement_words="The 5 reviewers agree in part.", alpha="0.41")
        for panel in panels[:scored]
    )
    done = [panel.subject_id for panel in panels[:scored]]
    Application.objects.filter(subject__in=done).update(state="consensus")


def page_lines(first: object) -> Iterator[str]:
    """Each page as its person gets it, over and over."""
    from django.test import Client

    from marketplace.warming import warm_up
    from procurement.reviews.models import ReviewSubject
    from tests.factories.reviews import lead
    from tests.factories.rounds import officer

    warm_up()
    staff, head = Client(), Client()
    staff.force_login(officer())
    head.force_login(lead())
    rows = list(ReviewSubject.objects.order_by("pk").values_list("reference", flat=True))
    pages = (
        ("queue of applications", staff, "/agency/applications/"),
        ("queue of reviews", staff, "/agency/reviews/"),
        ("assignment page", staff, f"/agency/reviews/{rows[-1]}/"),
        ("consensus page", head, f"/agency/reviews/{rows[5]}/consensus/"),
        ("Monday page", staff, "/agency/casework/"),
    )
    for name, client, address in pages:
        yield page_line(name, lambda client=client, address=address: client.get(address))


def page_line(name: str, get: Callable[[], object]) -> str:
    """The bar for one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = get()
        queries = len(captured)
    if answer.status_code != 200:
        raise SystemExit(f"The {name} answers {answer.status_code}.")
    times, clocks = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        get()
        times.append((time.process_time() - worked) * 1_000)
        clocks.append((time.perf_counter() - began) * 1_000)
    p95 = statistics.quantiles(times, n=20)[18]
    verdict = "ok" if p95 <= BAR_MS and queries <= BAR_QUERIES else "OVER"
    return (
        f"{name}: p50 {statistics.median(times):.0f} p95 {p95:.0f} ms (bar {BAR_MS:.0f}), "
        f"{statistics.median(clocks):.0f} ms by the clock, "
        f"{queries} queries (bar {BAR_QUERIES}): {verdict}"
    )


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    for printed in run():
        print(printed, flush=True)
