"""PURE: which parts of a model's description make a new version of it material, so that people look at it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from procurement.policy.reading import flag

NOT_MATERIAL = "Our own choice: nothing that was decided leans on it"


def part(label: str, why: str = "") -> Any:
    """Whether one part is material; ``why`` is what held before the policy said so, empty where it was not."""
    return flag(label, before={"value": bool(why), "source": why or NOT_MATERIAL})


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """Each part of a description: whether a change of it is looked at before a version counts. The source says why."""

    summary: bool = part("In one sentence")
    day_description: bool = part("What a day looks like")
    integration: bool = part(
        "How people, technology and content work together", why="Whether it is a learning model stands on it."
    )
    learner_profiles: bool = part("What is known about each learner")
    personal_paths: bool = part("How paths differ between students", why="The panel scored its design.")
    competency_progression: bool = part("How students move on", why="The panel scored its design.")
    time_and_space: bool = part("How time and space are used", why="Studies measured it at a certain dosage.")
    students_served: bool = part("Which students it serves", why="The evidence speaks for certain students.")
    student_groups: bool = part("Groups of students it is made for", why="The evidence speaks for certain students.")
    subjects: bool = part("Subjects", why="The approval covers certain subjects.")
    grade_bands: bool = part("Grades", why="The approval covers certain grades.")
    services: bool = part("Kind of service", why="The approval covers certain services.")
    delivery: bool = part("How students work", why="Studies measured it as it was taught then.")
    languages: bool = part("Languages")
    locales: bool = part("Where it has been used")
    staffing: bool = part("Staff", why="Results depend on who teaches.")
    training: bool = part("Training", why="Results depend on who was trained.")
    devices: bool = part("Devices")
    device_needs: bool = part("Devices it cannot do without")
    space: bool = part("Space")
    connectivity: bool = part("Connection and accounts")
    interoperability: bool = part("What it works with")
    staff_time: bool = part("Time of the district’s own staff")
    leadership: bool = part("Leadership")
    readiness_needs: bool = part("What must be in place, as a list")
    family_demands: bool = part("What families are asked to do", why="Families are asked for something else.")
    family_asks: bool = part("Asked of families, as a list", why="Families are asked for something else.")
    price_unit: bool = part("Price is for", why="Districts order by it.")
    price_low_cents: bool = part("Lowest price", why="Districts order by it.")
    price_high_cents: bool = part("Highest price", why="Districts order by it.")
    price_note: bool = part("What the price includes")
    sustainability: bool = part("How a district keeps it going")
    accessibility_note: bool = part("How students and staff with disabilities use it")
    accessibility_reported_on: bool = part("Last accessibility report")
    costs: bool = part("Costs, one-time and recurring", why="Districts plan by what it costs in all.")
    rule_needs: bool = part("Rules that schools must be excused from", why="Boards must excuse schools from it.")
    data_elements: bool = part("Data about students", why="Contracts and families’ notices list it.")
