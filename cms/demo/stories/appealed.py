"""Models that were appealed or approved by exception: each like another one (the first word), but for these facts."""

VARIANTS = (
    (
        *("lab", "tides", "northwind", "carla.jimenez", "Tide Tables"),
        {
            "summary": "Grade 9 to 11 classes run a tide station for a year, and plan their week around what the "
            "water does.",
            "day_description": "Two students read the station before school. The class settles what the reading "
            "means for the day’s plan, and each team works on its own question until noon.",
            "subjects": ["science"],
            "grade_bands": ["9-12"],
            "services": ["core", "supplement"],
            "students_served": "Whole classes in grades 9 to 11.",
        },
    ),
    (
        *("fraction", "ledger", "copperleaf", "leah.ostrowski", "Number Ledger"),
        {
            "summary": "Grade 4 and 5 classes keep the accounts of a class shop, from the first purchase to the "
            "yearly balance.",
            "students_served": "Classes in grades 4 and 5.",
            "services": ["supplement"],
        },
    ),
    (
        *("lab", "fieldstats", "northwind", "carla.jimenez", "Field Statistics"),
        {
            "summary": "Grade 7 to 9 classes ask the town a question a term, and learn to doubt the answers they get.",
            "students_served": "Whole classes in grades 7 to 9.",
            "subjects": ["mathematics"],
            "grade_bands": ["6-9"],
            "services": ["supplement"],
        },
    ),
    (
        *("workshop", "measure", "kestrel", "theo.lambert", "Measure Twice"),
        {
            "summary": "Grade 7 to 9 students learn ratio and scale by building what they have drawn.",
            "subjects": ["mathematics"],
            "grade_bands": ["6-9"],
            "services": ["supplement"],
            "students_served": "Grades 7 to 9.",
        },
    ),
    (
        *("fraction", "balance", "copperleaf", "leah.ostrowski", "Balance Works"),
        {
            "summary": "Grade 4 and 5 classes settle what the class does by weighing both sides in numbers.",
            "students_served": "Classes in grades 4 and 5.",
            "services": ["supplement"],
        },
    ),
)
