"""PURE: what models are compared on, in the order of the page."""

from search.catalog.compare_rows import Line, Topic

TOPICS = (
    Topic(
        "standing",
        "Standing and tier",
        (
            Line("tier", "Tier"),
            Line("approval", "Approval"),
            Line("until", "Approved to"),
            Line("covers", "Approved for"),
            Line("condition", "Condition of the approval"),
            Line("carries", "Tier that the evidence carries"),
            Line("provider", "Provider"),
        ),
    ),
    Topic(
        "audience",
        "For whom",
        (
            Line("subjects", "Subjects"),
            Line("grades", "Grades"),
            Line("students", "Which students it serves", is_long=True),
            Line("locales", "Studied or used in"),
        ),
    ),
    Topic(
        "working",
        "How it works",
        (
            Line("summary", "In one sentence", is_long=True),
            Line("services", "Kind of service"),
            Line("delivery", "How it is taught"),
            Line("time", "Time and space", is_long=True),
            Line("day", "What a day looks like", is_long=True),
            Line("integration", "People, technology and content together", is_long=True),
            Line("profiles", "What is known about each learner", is_long=True),
            Line("paths", "How paths differ between students", is_long=True),
            Line("progression", "How students move on", is_long=True),
        ),
    ),
    Topic(
        "evidence",
        "Evidence",
        (
            Line("effect", "Effect, g (95% interval)"),
            Line("outcome", "Effect is on"),
            Line("behind", "Students behind the effect"),
            Line("studies", "Studies on record"),
            Line("counted", "Studies that count"),
            Line("designs", "Designs of the studies"),
            Line("independent", "Independent of the provider"),
            Line("sites", "Studied at more than one site"),
            Line("outcomes", "Outcomes measured"),
            Line("worse", "Outcomes at which students did worse"),
        ),
    ),
    Topic(
        "prices",
        "Prices and costs",
        (
            Line("price", "List price"),
            Line("includes", "What the price includes"),
            Line("paid", "Districts paid, a student"),
            Line("once", "Costs once, at the start"),
            Line("yearly", "Costs every year"),
        ),
    ),
    Topic(
        "data",
        "Data and privacy",
        (
            Line("elements", "Kinds of student data collected"),
            Line("collected", "Student data collected"),
            Line("optional", "Of it, a district may refuse"),
            Line("accessible", "How people with disabilities use it", is_long=True),
            Line("reported", "Last accessibility report"),
        ),
    ),
    Topic(
        "readiness",
        "Readiness and rules",
        (
            Line("staffing", "Staff", is_long=True),
            Line("training", "Training", is_long=True),
            Line("devices", "Devices", is_long=True),
            Line("space", "Space", is_long=True),
            Line("connectivity", "Connection and accounts", is_long=True),
            Line("staff_time", "Time of the district’s own staff", is_long=True),
            Line("leadership", "Leadership", is_long=True),
            Line("family_demands", "What families are asked to do", is_long=True),
            Line("sustainability", "How a district keeps it going", is_long=True),
            Line("rules", "Rules that schools must be excused from"),
        ),
    ),
    Topic(
        "history",
        "History here",
        (
            Line("since", "First approved"),
            Line("suspensions", "Suspensions"),
            Line("version", "Version of its description"),
            Line("pilots", "Pilots"),
            Line("districts", "Districts that piloted it"),
            Line("verdicts", "What contracts’ rules said"),
        ),
    ),
)
