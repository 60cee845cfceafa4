"""What the fictional models state in lists, as districts filter by it; each agrees with what they say in words."""

READERS = {
    "student_groups": ["below_grade", "english_learners"],
    "languages": ["english", "spanish"],
    "device_needs": ["shared"],
    "interoperability": ["oneroster", "clever", "files"],
    "readiness_needs": ["protected_time", "coordinator", "more_staff", "room"],
    "family_asks": ["nothing"],
}
TRAILS = {
    "student_groups": ["below_grade"],
    "languages": ["english"],
    "device_needs": ["none"],
    "interoperability": ["nothing"],
    "readiness_needs": ["protected_time", "coordinator", "room", "partners"],
    "family_asks": ["signature"],
}
EVENINGS = {
    **TRAILS,
    "languages": ["english", "spanish", "vietnamese"],
    "readiness_needs": ["partners"],
    "family_asks": ["home_practice", "meetings", "transport"],
}
STUDIO = {
    "student_groups": ["all"],
    "languages": ["english", "spanish"],
    "device_needs": ["shared"],
    "interoperability": ["oneroster", "lti", "classlink", "single_sign_on"],
    "readiness_needs": ["network", "accounts", "timetable", "common_hour"],
    "family_asks": ["meetings"],
}
STORIES = {
    "student_groups": ["all", "newcomers"],
    "languages": ["english", "other"],
    "device_needs": ["none"],
    "interoperability": ["nothing"],
    "readiness_needs": ["common_hour", "partners"],
    "family_asks": ["nothing"],
}
WORKSHOP = {
    "student_groups": ["off_track", "often_absent", "disabilities"],
    "languages": ["english"],
    "device_needs": ["each", "home"],
    "interoperability": ["single_sign_on"],
    "readiness_needs": ["timetable", "coordinator", "partners"],
    "family_asks": ["signature", "transport"],
}
LAB = {
    "student_groups": ["all"],
    "languages": ["english", "sign_language"],
    "device_needs": ["special", "adult"],
    "interoperability": ["files", "caliper"],
    "readiness_needs": ["network", "timetable", "partners"],
    "family_asks": ["signature"],
}
FRACTIONS = {
    "student_groups": ["all", "above_grade"],
    "languages": ["english"],
    "device_needs": ["none"],
    "interoperability": ["nothing"],
    "readiness_needs": ["nothing"],
    "family_asks": ["nothing"],
}
