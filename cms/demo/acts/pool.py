"""Reviewers say what they know, how much they take on and when they are away; the department agrees what it pays."""

from datetime import timedelta

from cms.demo.stories.rounds import BY_KEY as ROUNDS
from cms.demo.world import World
from procurement.reviewers import services
from procurement.reviewers.models import ReviewerProfile
from procurement.reviews import pool_services
from procurement.rounds import hidden_services
from procurement.rounds.models import Round

SINCE = 400
HONORARIUM_CENTS = 250_00
PAID = ("kenneth.yoo", "sofia.marchetti", "bilal.hussain")
KNOWN = {
    "amara.diallo": (("reading", "writing"), ("PK-K", "K-3"), ("teaching", "equity"), 4),
    "kenneth.yoo": (("mathematics", "science"), ("6-9", "9-12"), ("leadership", "costs"), 6),
    "sofia.marchetti": (("reading", "mathematics"), ("3-6", "6-9"), ("studies", "assessment"), 5),
    "bilal.hussain": (("science", "career"), ("9-12",), ("privacy", "studies"), 3),
    "weiling.tan": (("english_language", "reading"), ("K-3", "3-6"), ("equity", "assessment"), 4),
}


def is_done(world: World) -> bool:
    """Whether the last of them has said it."""
    return ReviewerProfile.objects.filter(person=world.person("weiling.tan")).exists()


def play(world: World) -> None:
    """Each on their own page; one is away next week. The newest round has a standing panel and hides the provider."""
    officer, at = world.person("daniel.reyes"), world.ago(SINCE, "10:30")
    for key, (subjects, grades, methods, load_max) in KNOWN.items():
        services.save_expertise(
            subjects=subjects, grade_bands=grades, methods=methods, load_max=load_max, actor=world.person(key), at=at
        )
    for key in PAID:
        services.set_honorarium(reviewer=world.person(key), cents=HONORARIUM_CENTS, actor=officer, at=at)
    away = world.today + timedelta(days=7)
    services.add_absence(
        from_day=away, to_day=away + timedelta(days=11), actor=world.person("bilal.hussain"), at=world.ago(3, "18:40")
    )
    newest = Round.objects.filter(title__in=[story.title for story in ROUNDS.values()], state="published").first()
    category = newest.categories.first()
    pool_services.set_standing_panel(
        asked=newest,
        subject=category.subject,
        grade_band="",
        lead=world.person("hannah.lindqvist"),
        members=[world.person(key) for key in ("amara.diallo", "sofia.marchetti")],
        actor=officer,
        at=newest.published_at,
    )
    draft = Round.objects.filter(state="draft").first()
    if draft:
        hidden_services.set_hidden(asked=draft, hidden=["provider"], actor=world.person("elena.boyd"), at=world.ago(1))
