"""PURE: each question of a description in words: label and hint."""

WORDS: dict[str, tuple[str, str]] = {
    "summary": (
        "In one sentence",
        "Who does what, how often. For instance: small groups of four read aloud with a trained aide.",
    ),
    "day_description": ("What a day looks like", "Tell it as a visitor would see it, in order. No product features."),
    "integration": (
        "How people, technology and content work together",
        "Who leads, what software does and does not do, where the content comes from.",
    ),
    "learner_profiles": (
        "What is known about each learner",
        "What is recorded, by whom, and how a student can see it.",
    ),
    "personal_paths": (
        "How paths differ between students",
        "Who decides what comes next for a student, and on what grounds.",
    ),
    "competency_progression": (
        "How students move on",
        "What a student must show before the next step, and what happens when they cannot yet.",
    ),
    "time_and_space": ("How time and space are used", "Minutes a day, days a week, where, and what may vary."),
    "students_served": ("Which students it serves", "Say also for whom it is not meant."),
    "student_groups": ("Groups of students it is made for", "Only those for whom it was planned."),
    "subjects": ("Subjects", ""),
    "grade_bands": ("Grades", ""),
    "services": ("Kind of service", ""),
    "delivery": ("How students work", ""),
    "languages": ("Languages", "Those in which students can work with it."),
    "locales": ("Where it has been used", "Leave empty if it has not been used yet."),
    "staffing": ("Staff", "How many people of which kind, for how many students."),
    "training": ("Training", "Hours before the start, hours later, for whom."),
    "devices": ("Devices", "What each student or group needs. “None” is an answer."),
    "device_needs": ("Devices it cannot do without", ""),
    "space": ("Space", "Rooms, furniture, quiet."),
    "connectivity": (
        "Connection and accounts",
        "What network, sign-in or rostering must work before the start. “None” is an answer.",
    ),
    "interoperability": ("Works with", "Only what a district can use today, without paying extra."),
    "staff_time": ("Time of the district’s own staff", "Whose time, how many hours, before the start and each week."),
    "leadership": (
        "Leadership",
        "What a principal or superintendent must decide, protect or do for it to work: a timetable, a common hour.",
    ),
    "readiness_needs": ("What must be in place", "Choose what fits your words above. Districts filter by it."),
    "family_demands": (
        "What families are asked to do",
        "Time, devices, signatures, work at home. “Nothing” is an answer.",
    ),
    "family_asks": ("Asked of families", "Choose what fits your words above. Districts filter by it."),
    "sustainability": (
        "How a district keeps it going",
        "Who can train new staff, what it costs after the start, what stays if you are no longer there.",
    ),
    "price_unit": ("Price is for", ""),
    "price_low_cents": ("Lowest price", ""),
    "price_high_cents": ("Highest price", "The same as the lowest if there is one price."),
    "price_note": ("What the price includes", "For instance: texts and training included, devices not."),
    "accessibility_note": (
        "How students and staff with disabilities use it",
        "Screen readers, keyboard, captions, printed alternatives; and what does not work yet.",
    ),
    "accessibility_reported_on": ("Last accessibility report", "The day of the newest report, if there is one."),
}
