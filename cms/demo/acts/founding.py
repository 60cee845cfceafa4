"""The department sets the portal up: itself and its people, the policy, the clause library, its pages."""

from cms.demo.acts.organizations import invite_people, make_person
from cms.demo.stories.people import AGENCY
from cms.demo.world import World
from cms.services import load_content
from marketplace.organizations import services as organizations
from marketplace.organizations.models import Organization
from procurement.applicationforms.services import load_form
from procurement.clauses.services import load_library
from procurement.lettertemplates.services import load_letters
from procurement.policy import services as policy
from procurement.policy.leaves import body_of, leaf_of, leaves
from procurement.policy.models import PolicyVersion
from procurement.policy.shipped import shipped_policy
from procurement.waivablerules.services import load_catalogue

LENIENT_QUESTIONS_DAYS = 8
TRIED = {
    "clocks.cure_business_days": 15,
    "review.reviewers_min": 4,
    "lanes.direct_max_cents": 1_000_000,
    "tiers.early_stage.weighted_total_min_percent": 65,
    "evidence.large_sample_min": 250,
    "tiers.early_stage.name": "Emerging",
    "version_changes.devices": True,
}


def is_done(world: World) -> bool:
    """Whether the draft of the next policy is here."""
    return PolicyVersion.objects.filter(state="draft").exists()


def play(world: World) -> None:
    """Found the department, then fill its shelves."""
    _found(world)
    _policies(world)
    load_library(actor=world.person("priya.raghunathan"), at=world.ago(470, "15:00"))
    load_form(actor=world.person("daniel.reyes"), at=world.ago(469, "15:00"))
    load_letters(actor=world.person("daniel.reyes"), at=world.ago(470, "15:20"))
    load_catalogue(actor=world.person("daniel.reyes"), at=world.ago(470, "15:30"))
    load_content(at=world.ago(468, "09:00"), demonstration=True, news_at=world.now)


def _found(world: World) -> Organization:
    make_person(world, AGENCY.people[0], AGENCY)
    agency = organizations.found_agency(
        name=AGENCY.name,
        owner=world.person(AGENCY.people[0].key),
        at=world.ago(AGENCY.joined_days_ago, "09:00"),
        region=AGENCY.region,
        is_fictional=True,
    )
    invite_people(world, agency, AGENCY)
    return agency


def _policies(world: World) -> None:
    """A first version with a shorter question window, the shipped one since, and a draft that changes some of it."""
    owner, officer = world.person("miriam.okafor"), world.person("daniel.reyes")
    first = _with({"clocks.questions_before_business_days": LENIENT_QUESTIONS_DAYS})
    _publish(world, first, owner, 477)
    _publish(world, shipped_policy(), officer, 460)
    draft = _with(TRIED)
    policy.save_draft(body=draft, actor=officer, at=world.ago(6, "11:30"))


def _with(values: dict[str, int]) -> dict:
    numbers = {leaf.path: leaf_of(shipped_policy(), leaf) for leaf in leaves()}
    for path, value in values.items():
        numbers[path]["value"] = value
    return shipped_policy() | body_of(numbers)


def _publish(world: World, body: dict, actor: object, days_ago: int) -> None:
    drafted = policy.draft_policy(body=body, actor=actor, at=world.ago(days_ago, "10:00"))
    policy.publish_policy(policy=drafted, actor=actor, at=world.ago(days_ago, "16:00"))
