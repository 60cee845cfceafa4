"""The fictional providers' learning models, as they describe them."""

from dataclasses import dataclass

from cms.demo.stories import lists
from cms.demo.stories.appealed import VARIANTS


@dataclass(frozen=True, slots=True)
class DataStory:
    """A data element that a model collects."""

    category: str
    element: str
    purpose: str
    is_essential: bool = True


@dataclass(frozen=True, slots=True)
class ModelStory:
    """A made-up learning model in its provider's words; `facts` are the fields of its version."""

    key: str
    provider: str
    author: str
    name: str
    facts: dict
    data: tuple[DataStory, ...]


NAME_AND_CLASS = (
    DataStory("Student name", "First and last name", "So that the adult in charge knows whose work it is."),
    DataStory("Schedule", "Class or group", "So that students are put in the right group."),
)

HARBOR_READERS = ModelStory(
    key="harbor",
    provider="lanternfield",
    author="marcus.oyelaran",
    name="Harbor Readers",
    facts={
        **lists.READERS,
        "summary": "Small groups of four read aloud with a trained aide for 30 minutes a day, while software "
        "lines up "
        "the next text for each reader.",
        "day_description": "The aide opens with two minutes of letter sounds that this group missed yesterday. Each "
        "child then reads a short text aloud while the others follow. The aide marks errors on a "
        "tablet. The last ten minutes are spent on one word pattern.",
        "integration": "The aide’s marks set the next text and the next pattern. The classroom teacher sees each "
        "child’s path on Friday, changes it where needed, and uses the same pattern in class on Monday.",
        "learner_profiles": "Each reader has a profile of patterns known, patterns under way and reading errors, "
        "updated every day and open to the family.",
        "personal_paths": "Texts and patterns follow the profile. Two children in one group may read different texts.",
        "competency_progression": "Children move to the next pattern when they read four of five words right on two "
        "days, not when the calendar says so.",
        "time_and_space": "30 minutes a day, 4 days a week, 24 weeks. A quiet corner for each group.",
        "students_served": "Readers in grades 1 to 3 who score below the 40th percentile in fall.",
        "subjects": ["reading"],
        "grade_bands": ["K-3"],
        "services": ["supplement", "tutoring"],
        "delivery": ["small_group"],
        "locales": ["rural", "city"],
        "staffing": "One aide for every 16 students; one coach for every 12 aides.",
        "training": "12 hours before the start, one hour a month after.",
        "devices": "One tablet a group. Works without a network; sends marks when there is one.",
        "space": "A quiet corner that seats five.",
        "price_unit": "per_student",
        "price_low_cents": 180_00,
        "price_high_cents": 240_00,
        "price_note": "Includes texts, tablets’ software, training and coaching.",
        "accessibility_note": "Tested by readers who use screen readers and switch control. Two known gaps: drag and "
        "drop in the pattern sorter, and contrast of the progress ring.",
    },
    data=(
        *NAME_AND_CLASS,
        DataStory("Assessment", "Reading errors by pattern", "To choose the next text and pattern."),
        DataStory("Parent contact", "Family mail address", "To send the weekly note home.", False),
    ),
)

NUMBER_TRAILS = ModelStory(
    key="trails",
    provider="copperleaf",
    author="leah.ostrowski",
    name="Number Trails",
    facts={
        **lists.TRAILS,
        "summary": "Tutors from the town meet three students at a time, three times a week, and work along a "
        "trail of "
        "number ideas from counting on to fractions.",
        "day_description": "Students pick up their trail card. The tutor asks one warm-up question, then the three "
        "work on the same idea with different numbers. In the last five minutes each student says "
        "aloud what they would try next.",
        "integration": "The trail follows the district’s order of topics. Tutors and the teacher meet every second "
        "Wednesday and move cards together.",
        "learner_profiles": "A card for each student: ideas held, ideas under way, and strategies the student likes.",
        "personal_paths": "Students in one group share the idea but not the numbers; a student may leave a side "
        "trail early.",
        "competency_progression": "An idea is held when a student explains it in words, with a drawing, and on "
        "a new problem.",
        "time_and_space": "35 minutes, three times a week, in the library or a side room, within the school day.",
        "students_served": "Students in grades 3 to 6 who are one or two years behind in number.",
        "subjects": ["mathematics"],
        "grade_bands": ["3-6"],
        "services": ["tutoring"],
        "delivery": ["small_group"],
        "locales": ["town", "suburb"],
        "staffing": "One tutor for every 24 students, paid and supervised by Copperleaf.",
        "training": "20 hours for tutors; a two-hour evening for teachers.",
        "devices": "None for students.",
        "space": "A table for four.",
        "price_unit": "per_student",
        "price_low_cents": 310_00,
        "price_high_cents": 380_00,
        "price_note": "Includes tutors, cards and reports.",
        "accessibility_note": "Cards in large print and braille. No software for students.",
    },
    data=(*NAME_AND_CLASS, DataStory("Assessment", "Ideas held, by date", "To move each student along the trail.")),
)

STUDIO_DAY = ModelStory(
    key="studio",
    provider="northwind",
    author="carla.jimenez",
    name="Studio Day",
    facts={
        **lists.STUDIO,
        "summary": "A middle school turns its day into two long studios and a morning workshop, and students "
        "move on by "
        "showing what they can do.",
        "day_description": "After a 40-minute workshop in reading or mathematics, students spend two hours in one "
        "studio: a watershed survey, a local history show, a bridge. Teachers teach short lessons "
        "when a group needs one.",
        "integration": "Each studio draws on named competencies in science, writing and mathematics. The "
        "planning tool, "
        "the teachers’ common hour and the students’ portfolios use the same list.",
        "learner_profiles": "A portfolio with work, teachers’ notes and the student’s own goals, reviewed every "
        "six weeks.",
        "personal_paths": "Students choose one of three studios a term, and a goal inside it.",
        "competency_progression": "Work is shown to two adults against the competency’s description, and again "
        "until it meets it.",
        "time_and_space": "A new timetable with two blocks; rooms shared by two classes.",
        "students_served": "Every student of a school, grades 6 to 8.",
        "subjects": ["science", "writing", "mathematics"],
        "grade_bands": ["6-9"],
        "services": ["whole_school", "core"],
        "delivery": ["school", "blended"],
        "locales": ["suburb", "city"],
        "staffing": "The school’s own staff; one studio coach for the first two years.",
        "training": "Eight days in the first summer, a day each term.",
        "devices": "A laptop for every two students.",
        "space": "Two joined rooms for each team.",
        "price_unit": "per_school",
        "price_low_cents": 38_000_00,
        "price_high_cents": 46_000_00,
        "price_note": "First year, coach included; half of it in the second.",
        "accessibility_note": "Portfolio tool tested with two screen readers in spring.",
    },
    data=(
        *NAME_AND_CLASS,
        DataStory("Student work", "Studio work and reviews", "To show what a student can do."),
        DataStory(
            "Student in-app performance", "Time in the planning tool", "To find lessons that are too long.", False
        ),
    ),
)

STORY_LAB = ModelStory(
    key="storylab",
    provider="millbrook",
    author="agnes.kowalczyk",
    name="Two Rivers Story Lab",
    facts={
        **lists.STORIES,
        "summary": "Grades 2 to 4: small groups write and read local history, from an interview to a printed page.",
        "day_description": "Groups of five meet a neighbor, write down one story, and shape it over two weeks. Every "
        "second day they read another group’s page and mark where they lost the thread.",
        "integration": "Writing, reading and the town’s archive are planned together by teacher, librarian and "
        "archivist.",
        "learner_profiles": "A folder for each writer with the three things they are working on.",
        "personal_paths": "Writers choose the person, the form and one goal.",
        "competency_progression": "A page is printed when it meets the six points of the class’s own list.",
        "time_and_space": "50 minutes, four days a week, eight weeks; the library after lunch.",
        "students_served": "Whole classes in grades 2 to 4.",
        "subjects": ["writing", "reading"],
        "grade_bands": ["K-3", "3-6"],
        "services": ["supplement"],
        "delivery": ["small_group", "whole_class"],
        "locales": ["rural"],
        "staffing": "The teacher, and a librarian two days a week.",
        "training": "One day, and a shared planning hour.",
        "devices": "None.",
        "space": "The library.",
        "price_unit": "per_student",
        "price_low_cents": 95_00,
        "price_high_cents": 95_00,
        "price_note": "Materials only.",
        "accessibility_note": "Paper; large print on request.",
    },
    data=(NAME_AND_CLASS[0], DataStory("Student work", "Drafts and printed pages", "To shape and print the stories.")),
)

WORKSHOP_YEAR = ModelStory(
    key="workshop",
    provider="kestrel",
    author="theo.lambert",
    name="Workshop Year",
    facts={
        **lists.WORKSHOP,
        "summary": "Students in grades 11 and 12 spend two days a week with a local employer and bring the work back "
        "into class.",
        "day_description": "On workshop days students meet their mentor at nine, work on a task that the "
        "business needs, "
        "and end with a page in the log. In class the log is the text for mathematics and writing.",
        "integration": "Mentors, teachers and a coordinator plan each task against the competencies of a trade.",
        "learner_profiles": "Strengths, interests and a plan after school, kept with the counselor.",
        "personal_paths": "Placement, tasks and the closing project follow the plan.",
        "competency_progression": "Mentor and teacher sign each competency after seeing it twice.",
        "time_and_space": "Two days a week at work, three at school, for one year.",
        "students_served": "Students in grades 11 and 12, in groups of 20.",
        "subjects": ["career", "mathematics"],
        "grade_bands": ["9-12"],
        "services": ["whole_school", "supplement"],
        "delivery": ["blended"],
        "locales": ["town"],
        "staffing": "One coordinator for every 40 students.",
        "training": "Three days; mentors one evening.",
        "devices": "A phone for the log.",
        "space": "Workplaces within 30 minutes.",
        "price_unit": "per_student",
        "price_low_cents": 540_00,
        "price_high_cents": 620_00,
        "price_note": "Insurance included.",
        "accessibility_note": "The log works by keyboard and by voice.",
    },
    data=(*NAME_AND_CLASS, DataStory("Assessment", "Signed competencies", "To show what the student can do.")),
)

CITY_LAB = ModelStory(
    key="lab",
    provider="northwind",
    author="carla.jimenez",
    name="River Science Lab",
    facts={
        **lists.LAB,
        "summary": "Grades 6 to 8 keep a long study of one stretch of river, with sensors they build themselves.",
        "day_description": "Teams check their sensor, argue about yesterday’s readings, and change one thing.",
        "integration": "Field days, the data table and the science class share one question a term.",
        "learner_profiles": "A notebook with questions asked, methods used and claims made.",
        "personal_paths": "Each team chooses its question; each student a role and a goal.",
        "competency_progression": "A claim counts when another team can repeat it.",
        "time_and_space": "Two double periods a week, one field day a month.",
        "students_served": "Whole classes in grades 6 to 8.",
        "subjects": ["science"],
        "grade_bands": ["6-9"],
        "services": ["core"],
        "delivery": ["whole_class"],
        "locales": ["city", "suburb"],
        "staffing": "The science teacher and one field guide a month.",
        "training": "Four days.",
        "devices": "One sensor kit for four students.",
        "space": "A science room; a river within a bus ride.",
        "price_unit": "per_classroom",
        "price_low_cents": 2_900_00,
        "price_high_cents": 3_400_00,
        "price_note": "Kits are kept.",
        "accessibility_note": "Field sites chosen with wheelchair access.",
    },
    data=(NAME_AND_CLASS[1], DataStory("Student work", "Team notebooks", "To see how claims grow.")),
)

FRACTION_STUDIO = ModelStory(
    key="fraction",
    provider="copperleaf",
    author="leah.ostrowski",
    name="Fraction Studio",
    facts={
        **lists.FRACTIONS,
        "summary": "A six-week studio on fractions for grades 5 and 6, taught with paper, kitchens and carpentry.",
        "day_description": "Pairs cut, pour and measure, then draw what they did on a number line.",
        "integration": "The studio takes the place of the textbook’s unit and feeds the same test.",
        "learner_profiles": "A number line for each student with what they placed and when.",
        "personal_paths": "Students choose kitchen or carpentry, and skip what they place right twice.",
        "competency_progression": "A student moves on after placing, comparing and adding in two settings.",
        "time_and_space": "50 minutes a day for six weeks.",
        "students_served": "Classes in grades 5 and 6.",
        "subjects": ["mathematics"],
        "grade_bands": ["3-6"],
        "services": ["core"],
        "delivery": ["whole_class"],
        "locales": ["suburb"],
        "staffing": "The classroom teacher.",
        "training": "Two days.",
        "devices": "None.",
        "space": "A kitchen corner.",
        "price_unit": "per_classroom",
        "price_low_cents": 900_00,
        "price_high_cents": 1_100_00,
        "price_note": "Materials for 30 students.",
        "accessibility_note": "Tactile number lines.",
    },
    data=(NAME_AND_CLASS[0], DataStory("Assessment", "Number lines by date", "To see what each student can place.")),
)


def _variant(base: ModelStory, key: str, provider: str, author: str, name: str, **facts: object) -> ModelStory:
    """A model described like another one, but for these facts."""
    return ModelStory(
        key=key, provider=provider, author=author, name=name, facts={**base.facts, **facts}, data=base.data
    )


ALGEBRA_BRIDGE = _variant(
    FRACTION_STUDIO,
    "algebra",
    "copperleaf",
    "leah.ostrowski",
    "Algebra Bridge",
    summary="Grade 8 and 9 classes build, weigh and graph before they write an equation.",
    day_description="Teams balance a real beam, write what they did in words, then in letters, and test the letters.",
    students_served="Classes in grades 8 and 9.",
    grade_bands=["6-9"],
    services=["core", "supplement"],
)
FIELD_MATH = _variant(
    CITY_LAB,
    "fieldmath",
    "northwind",
    "carla.jimenez",
    "Field Math",
    summary="Grade 6 to 8 classes measure the town: slopes, shadows, traffic, and what the numbers leave out.",
    students_served="Whole classes in grades 6 to 8.",
    subjects=["mathematics"],
    services=["core", "supplement"],
)
EVENING_TRAILS = _variant(
    NUMBER_TRAILS,
    "evening",
    "copperleaf",
    "leah.ostrowski",
    "Number Trails Evenings",
    summary="The Number Trails cards, used by families and tutors in the library on two evenings a week.",
    services=["supplement", "tutoring"],
    **lists.EVENINGS,
)
TRADE_MATH = _variant(
    WORKSHOP_YEAR,
    "trademath",
    "kestrel",
    "theo.lambert",
    "Trade Math",
    summary="Mathematics for grades 6 to 9 through the tasks of four local trades.",
    subjects=["mathematics"],
    grade_bands=["6-9"],
    services=["supplement", "core"],
    students_served="Grades 7 to 9.",
)
HARBOR_WRITERS = _variant(
    HARBOR_READERS,
    "writers",
    "lanternfield",
    "marcus.oyelaran",
    "Harbor Writers",
    summary="Groups of four write for ten minutes a day with an aide, and read each other’s lines aloud.",
    subjects=["writing"],
    students_served="Writers in grades 2 and 3.",
    services=["supplement"],
)
ORCHARD_NUMBERS = _variant(
    STORY_LAB,
    "orchard",
    "millbrook",
    "agnes.kowalczyk",
    "Orchard Numbers",
    summary="Grades 2 to 4 count, weigh and price the school orchard’s harvest, and keep its books for a year.",
    day_description="Teams weigh yesterday’s crates, settle on one way to record them, and check another team’s sums.",
    subjects=["mathematics", "writing"],
    students_served="Whole classes in grades 2 to 4.",
    services=["supplement", "core"],
)
SHOP_TALK = _variant(
    WORKSHOP_YEAR,
    "shoptalk",
    "kestrel",
    "theo.lambert",
    "Shop Talk",
    summary="Students in grades 9 to 12 write what a workshop needs: orders, manuals, letters to customers.",
    subjects=["writing", "career"],
    services=["supplement"],
    students_served="Grades 9 to 12.",
)

MODELS = (
    *(HARBOR_READERS, NUMBER_TRAILS, STUDIO_DAY, STORY_LAB, WORKSHOP_YEAR, CITY_LAB, FRACTION_STUDIO),
    *(ALGEBRA_BRIDGE, FIELD_MATH, EVENING_TRAILS, TRADE_MATH, HARBOR_WRITERS, ORCHARD_NUMBERS, SHOP_TALK),
)
_BASES = {model.key: model for model in MODELS}
MODELS += tuple(_variant(_BASES[like], *names, **facts) for like, *names, facts in VARIANTS)
BY_KEY = {model.key: model for model in MODELS}
