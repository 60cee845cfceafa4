"""What the fictional providers can show: measures of the registry, studies with their findings, logic models."""

from dataclasses import dataclass
from decimal import Decimal

STATE_READING, STATE_MATH = "Meridian Reading Test", "Meridian Mathematics Test"
STATE_SCIENCE = "Meridian Science Test"
WORD_CHECK, NUMBER_TALK, LAB_CHECK = "Larkhaven Word Check", "Stillwater Number Interview", "Harrow Lab Practical"
STATE_WRITING, DRAFT_CHECK = "Meridian Writing Test", "Larkhaven Draft Check"


def _measure(
    name: str, owner: str, kind: str, domain: str, low: int, high: int, *, is_normed: bool = False, **made_for: object
) -> dict:
    return {
        **made_for,
        "name": name,
        "owner": owner,
        "kind": kind,
        "domain": domain,
        "is_normed": is_normed,
        "higher_is_better": True,
        "scale_minimum": Decimal(low),
        "scale_maximum": Decimal(high),
    }


STATE_OFFERS = (
    "Large print, braille, read aloud except in reading passages, extra time, Spanish directions. Scores stay "
    "comparable."
)
MEASURES = (
    _measure(
        STATE_READING,
        "state",
        "summative",
        "alphabetics",
        100,
        900,
        is_normed=True,
        subject="reading",
        grade_bands=["3-6", "6-9"],
        accommodations=STATE_OFFERS,
    ),
    _measure(
        STATE_MATH,
        "state",
        "summative",
        "general math",
        100,
        900,
        is_normed=True,
        subject="mathematics",
        grade_bands=["3-6", "6-9"],
        accommodations=STATE_OFFERS,
    ),
    _measure(
        STATE_SCIENCE,
        "state",
        "summative",
        "science",
        100,
        900,
        subject="science",
        grade_bands=["3-6", "6-9"],
        accommodations=STATE_OFFERS,
    ),
    _measure(STATE_WRITING, "state", "summative", "writing", 0, 60),
    _measure(
        WORD_CHECK,
        "commercial",
        "formative",
        "alphabetics",
        0,
        120,
        is_normed=True,
        subject="reading",
        grade_bands=["PK-K", "K-3"],
        accommodations="Large print and extra time. The large-print form has not been equated.",
    ),
    _measure(NUMBER_TALK, "commercial", "formative", "general math", 0, 80),
    _measure(LAB_CHECK, "local", "formative", "science", 0, 50),
    _measure(DRAFT_CHECK, "commercial", "formative", "writing", 0, 36),
)
PROPOSED = {
    "author": "leah.ostrowski",
    "values": _measure("Number Trails Card Count", "provider", "formative", "general math", 0, 60),
}


@dataclass(frozen=True, slots=True)
class FindingStory:
    """An outcome as the study reports it: students, means and spreads of both groups, the starting scores."""

    measure: str
    n: tuple[int, int | None]
    means: tuple[str, str | None]
    sds: tuple[str, str | None]
    starts: tuple[str | None, ...] | None = None
    assigned: tuple[int, int] | None = None
    clusters: tuple[int, int] | None = None
    is_adjusted: bool = True
    english_learners: tuple[str, str] | None = None
    claims: tuple[str, str] | None = None

    def values(self) -> dict:
        """The fields that the portal asks for; what a study without a comparison group lacks is left out."""
        typed = {
            **dict(zip(("mean_i", "mean_c"), self.means, strict=True)),
            **dict(zip(("sd_i", "sd_c"), self.sds, strict=True)),
            **dict(zip(("pre_mean_i", "pre_sd_i", "pre_mean_c", "pre_sd_c"), self.starts or (None,) * 4, strict=True)),
        }
        given = {"statistic": "continuous", "is_adjusted": self.is_adjusted, "n_i": self.n[0], "n_c": self.n[1]}
        given |= {name: Decimal(value) for name, value in typed.items() if value is not None}
        if self.claims:
            given |= dict(zip(("claimed_g", "claimed_p"), map(Decimal, self.claims), strict=True))
        if self.assigned:
            given |= {"assigned_i": self.assigned[0], "assigned_c": self.assigned[1]}
        if self.clusters:
            given |= {"clusters_i": self.clusters[0], "clusters_c": self.clusters[1]}
            given |= {"clusters_assigned_i": self.clusters[0], "clusters_assigned_c": self.clusters[1]}
        return given


@dataclass(frozen=True, slots=True)
class StudyStory:
    """A study: its facts, its authors (name, employer, made the model), its findings."""

    model: str
    facts: dict
    authors: tuple[tuple[str, str, bool], ...]
    findings: tuple[FindingStory, ...]


STUDIES = (
    StudyStory(
        "harbor",
        {
            "label": "Delgado and Pruitt, 2023",
            "year": 2023,
            "design": "rct",
            "school_count": 3,
            "districts": ["Alder Point Public Schools"],
            "locales": ["city"],
            "citation": "Delgado, R., & Pruitt, S. (2023). Aides and early readers in three schools. Larkhaven "
            "University.",
        },
        (("Rosa Delgado", "Larkhaven University", False), ("Simon Pruitt", "Larkhaven University", False)),
        (
            FindingStory(
                STATE_READING,
                (106, 106),
                ("431.0", "417.4"),
                ("43.5", "44.1"),
                ("402.1", "41.0", "401.2", "41.9"),
                (110, 110),
                english_learners=("0.21", "0.20"),
                claims=("0.31", "0.026"),
            ),
        ),
    ),
    StudyStory(
        "harbor",
        {
            "label": "Okoro, 2024",
            "year": 2024,
            "design": "rct",
            "school_count": 5,
            "districts": ["Wren County Schools"],
            "locales": ["rural"],
            "citation": "Okoro, A. (2024). Small groups in rural first grades. Stillwater Research Group.",
        },
        (("Adaeze Okoro", "Stillwater Research Group", False),),
        (
            FindingStory(
                WORD_CHECK, (153, 153), ("61.3", "57.9"), ("18.6", "19.0"), ("38.4", "15.2", "38.1", "15.5"), (160, 159)
            ),
        ),
    ),
    StudyStory(
        "harbor",
        {
            "label": "Hale and Brandt, 2025",
            "year": 2025,
            "design": "qed",
            "school_count": 4,
            "districts": ["Copper Falls Unified"],
            "locales": ["town"],
            "citation": "Hale, J., & Brandt, L. (2025). A matched look at daily reading groups. Harrow Bay College.",
        },
        (("Joyce Hale", "Harrow Bay College", False), ("Lena Brandt", "Harrow Bay College", False)),
        (
            FindingStory(
                STATE_READING, (132, 132), ("428.2", "422.9"), ("44.0", "43.6"), ("409.9", "42.0", "409.0", "42.4")
            ),
        ),
    ),
    StudyStory(
        "harbor",
        {
            "label": "Lanternfield staff, 2022",
            "year": 2022,
            "design": "qed",
            "school_count": 2,
            "districts": ["Alder Point Public Schools"],
            "locales": ["city"],
            "citation": "Lanternfield Learning (2022). First-year report.",
            "funders": ["Lanternfield Learning"],
        },
        (("Marcus Oyelaran", "Lanternfield Learning", True),),
        (
            FindingStory(
                WORD_CHECK,
                (74, 74),
                ("63.0", "55.1"),
                ("17.8", "18.0"),
                ("37.8", "15.0", "37.4", "15.1"),
                claims=("1.42", "0.005"),
            ),
        ),
    ),
    StudyStory(
        "trails",
        {
            "label": "Copperleaf tutors, 2024",
            "year": 2024,
            "design": "pre_post",
            "school_count": 1,
            "districts": ["Ashgrove Charter School"],
            "locales": ["suburb"],
            "citation": "Copperleaf Math Works (2024). What 41 students could explain in fall and in spring.",
        },
        (("Arturo Benavides", "Copperleaf Math Works", True),),
        (
            FindingStory(
                NUMBER_TALK,
                (41, None),
                ("46.0", None),
                ("11.2", None),
                ("37.5", "11.0", None, None),
                is_adjusted=False,
                claims=("0.77", "0.001"),
            ),
        ),
    ),
    StudyStory(
        "studio",
        {
            "label": "Marchetti and Oduya, 2025",
            "year": 2025,
            "design": "qed",
            "school_count": 1,
            "districts": ["Alder Point Public Schools"],
            "locales": ["city"],
            "citation": "Marchetti, P., & Oduya, F. (2025). Two years of studios in one middle school. Harrow Bay "
            "College.",
        },
        (("Paolo Marchetti", "Harrow Bay College", False), ("Femi Oduya", "Harrow Bay College", False)),
        (
            FindingStory(
                STATE_SCIENCE, (208, 214), ("452.8", "441.0"), ("47.0", "46.2"), ("430.5", "45.0", "429.0", "45.8")
            ),
            FindingStory(LAB_CHECK, (208, 214), ("31.2", "29.0"), ("8.1", "8.4"), ("22.1", "7.9", "22.0", "8.0")),
        ),
    ),
    StudyStory(
        "lab",
        {
            "label": "Northwind teachers, 2025",
            "year": 2025,
            "design": "pre_post",
            "school_count": 2,
            "districts": ["Wren County Schools"],
            "locales": ["rural"],
            "citation": "Northwind Studio Schools (2025). Notebooks of 96 students.",
        },
        (("Carla Jiménez", "Northwind Studio Schools", True),),
        (
            FindingStory(
                LAB_CHECK,
                (96, None),
                ("30.4", None),
                ("8.8", None),
                ("24.9", "8.6", None, None),
                is_adjusted=False,
            ),
        ),
    ),
    StudyStory(
        "fraction",
        {
            "label": "Tan, 2025",
            "year": 2025,
            "design": "rct",
            "assigned_by": "classroom",
            "school_count": 6,
            "districts": ["Copper Falls Unified", "Wren County Schools"],
            "locales": ["town", "rural"],
            "citation": "Tan, M. (2025). Kitchens, carpentry and number lines. Stillwater Research Group.",
        },
        (("Mei Tan", "Stillwater Research Group", False),),
        (
            FindingStory(
                STATE_MATH,
                (231, 226),
                ("468.0", "455.2"),
                ("48.0", "47.5"),
                ("441.0", "46.0", "440.2", "46.4"),
                (240, 238),
                (11, 11),
                claims=("0.27", "0.005"),
            ),
        ),
    ),
)

CITATIONS = (
    "Alvarez, T. (2019). Talk that moves learning. Larkhaven University Press.",
    "Bauer, K., & Ngo, P. (2020). What tutors notice. Journal of Small Groups, 4, 11–29.",
    "Castellan, D. (2021). Mastery without rushing. Harrow Bay College Working Paper 17.",
    "Dufresne, M. (2018). Feedback within a day. Stillwater Research Group.",
    "Eze, C., & Lund, O. (2022). Learning from local places. Journal of Small Groups, 6, 88–104.",
    "Fairchild, H. (2023). Profiles that students can read. Larkhaven University Press.",
)
LOGIC_MODELS = {
    key: (
        f"{activity} This lets adults see each student’s next step every week, so that time is spent on it, so that "
        f"students hold more by spring."
    )
    for key, activity in {
        "harbor": "Four readers and an aide meet daily and work on the pattern that each missed.",
        "trails": "Three students and a tutor explain number ideas three times a week.",
        "studio": "Students make one real thing a term and show it against named competencies.",
        "storylab": "Writers shape a neighbor’s story over two weeks and read each other’s drafts.",
        "workshop": "Students bring tasks of a workplace into class and back.",
        "lab": "Teams measure one stretch of river for a year and argue from their own data.",
        "fraction": "Students place, pour and cut fractions before they write them.",
        "algebra": "Teams balance a beam before they write an equation.",
        "fieldmath": "Classes measure the town and question the numbers.",
        "trademath": "Students solve the problems of four trades.",
        "writers": "Four writers and an aide write and read aloud daily.",
        "shoptalk": "Students write the texts that a workshop needs.",
        "evening": "Families use the cards with a tutor twice a week.",
        "orchard": "Classes keep the books of an orchard.",
        "tides": "Classes read a tide station daily and plan their week by it.",
        "ledger": "Classes keep the accounts of a shop and settle them weekly.",
        "fieldstats": "Classes ask the town and question the answers.",
        "balance": "Classes weigh both sides of an equation and of a decision.",
        "measure": "Students draw to scale, build, and measure again.",
    }.items()
}
PLAN = (
    "In the first year two schools start in fall and two in spring, drawn by lot. An evaluator from Stillwater "
    "Research "
    "Group compares them in winter on a validated formative measure and in spring on the state test."
)
