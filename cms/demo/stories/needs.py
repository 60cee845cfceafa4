"""What the fictional models cost in all, what they need ready, and the rules from which schools must be excused."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CostStory:
    """One cost, in cents."""

    what: str
    timing: str
    cents: int
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeedStory:
    """A model's readiness answers, its costs and the rules it needs schools to be excused from."""

    facts: dict[str, str]
    costs: tuple[CostStory, ...]
    rules: dict[str, str] = field(default_factory=dict)


USUAL = NeedStory(
    facts={
        "connectivity": "Accounts for teachers only. No network is needed in the lesson.",
        "staff_time": "A coordinator for two hours a week in the first term, one hour after.",
        "leadership": "The principal keeps the time in the timetable and visits once a term.",
        "family_demands": "Nothing beyond reading the notice at the start.",
        "sustainability": "Teachers trained in the first year train the next ones with our materials. Without us the "
        "cards and guides stay with the school.",
    },
    costs=(
        CostStory("Training before the start", "one_time", 1_200_00, "per_school"),
        CostStory("Paper, cards and small materials", "yearly", 180_00, "per_classroom", "Beside the price."),
        CostStory("Substitutes for two training days", "one_time", 260_00, "per_teacher", "Paid to others."),
    ),
)
NEEDS = {
    "harbor": NeedStory(
        facts={
            "connectivity": "None in the lesson. Tablets send marks when they meet a network; rosters come as a file.",
            "staff_time": "A coordinator for two hours a week; each classroom teacher for ten minutes on Fridays.",
            "leadership": "The principal protects a reading half-hour and finds a quiet corner for each group.",
            "family_demands": "Nothing. A weekly note goes home; reading at home is welcome and not asked for.",
            "sustainability": "After a year two aides of the district may train others. Texts stay with the school; "
            "without us the pattern list can go on by hand.",
        },
        costs=(
            CostStory("Tablets, one a group of four", "one_time", 290_00, "per_classroom", "Bought elsewhere."),
            CostStory("Training of aides", "one_time", 1_800_00, "per_school"),
            CostStory("Texts, software and coaching", "yearly", 240_00, "per_student", "At most; see the price."),
            CostStory("An aide for every 16 students", "yearly", 21_500_00, "per_school", "The district’s own staff."),
        ),
        rules={"adopted_materials": "The texts follow each reader’s patterns and cannot follow the adopted reader."},
    ),
    "studio": NeedStory(
        facts={
            "connectivity": "Steady network in every room; sign-in through the district’s accounts.",
            "staff_time": "A common hour a day for all teachers of a grade; a lead teacher for half the day.",
            "leadership": "The superintendent agrees to another timetable for three years.",
            "family_demands": "Two evenings a year at which students show their work.",
            "sustainability": "The timetable and the competency list belong to the school. From year three its own "
            "lead teacher runs the training.",
        },
        costs=(
            CostStory("Planning summer for teachers", "one_time", 2_400_00, "per_teacher"),
            CostStory("Materials of the studios", "yearly", 3_500_00, "per_classroom"),
            CostStory("Coaching and planning tool", "yearly", 18_000_00, "per_school"),
        ),
        rules={
            "seat_time": "Students move on when they show a competency, so hours cannot count.",
            "timetable": "Two long blocks take the place of seven lessons.",
            "who_leads": "Experts from the town lead part of a studio.",
        },
    ),
}


def needs_of(key: str) -> NeedStory:
    """The story of a model; the usual one where it has none of its own."""
    return NEEDS.get(key, USUAL)
