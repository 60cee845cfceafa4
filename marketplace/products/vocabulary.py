"""The words that describe a learning model: one place, so that every form, facet and file says the same."""

from django.db.models import TextChoices


class Tier(TextChoices):
    """The three tiers, weakest first. The stored value is stable; the label is what the portal ships with;
    people read the name that `tier_names` gives."""

    EARLY_STAGE = "early_stage", "Early stage"
    PROMISING = "promising", "Promising"
    EFFECTIVE = "effective", "Effective"

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class Subject(TextChoices):
    READING = "reading", "Reading"
    WRITING = "writing", "Writing"
    MATHEMATICS = "mathematics", "Mathematics"
    SCIENCE = "science", "Science"
    SOCIAL_STUDIES = "social_studies", "Social studies"
    ENGLISH_LANGUAGE = "english_language", "English language development"
    BEHAVIOR = "behavior", "Behavior and social skills"
    CAREER = "career", "Career readiness"
    MULTIPLE = "multiple", "Several subjects"


class GradeBand(TextChoices):
    PK_K = "PK-K", "Preschool and kindergarten"
    K_3 = "K-3", "Kindergarten to grade 3"
    G3_6 = "3-6", "Grades 3 to 6"
    G6_9 = "6-9", "Grades 6 to 9"
    G9_12 = "9-12", "Grades 9 to 12"


class Service(TextChoices):
    CORE = "core", "Core instruction"
    SUPPLEMENT = "supplement", "Supplement to core instruction"
    TUTORING = "tutoring", "Tutoring"
    WHOLE_SCHOOL = "whole_school", "Whole-school model"
    PROFESSIONAL_LEARNING = "professional_learning", "Professional learning"
    PRACTICE = "practice", "Teaching practice"
    POLICY = "policy", "Policy or program"


class Delivery(TextChoices):
    INDIVIDUAL = "individual", "One to one"
    SMALL_GROUP = "small_group", "Small groups"
    WHOLE_CLASS = "whole_class", "Whole class"
    SCHOOL = "school", "Whole school"
    BLENDED = "blended", "Blended, in person and online"
    VIRTUAL = "virtual", "Fully online"


class Locale(TextChoices):
    CITY = "city", "City"
    SUBURB = "suburb", "Suburb"
    TOWN = "town", "Town"
    RURAL = "rural", "Rural"


class StudentGroup(TextChoices):
    """For whom a model is made."""

    ALL = "all", "All students of a class or school"
    BELOW_GRADE = "below_grade", "Students below grade level"
    ABOVE_GRADE = "above_grade", "Students above grade level"
    ENGLISH_LEARNERS = "english_learners", "English learners"
    DISABILITIES = "disabilities", "Students with disabilities"
    LOW_INCOME = "low_income", "Students from low-income families"
    OFTEN_ABSENT = "often_absent", "Students who are often absent"
    OFF_TRACK = "off_track", "Students at risk of not graduating"
    MOBILE = "mobile", "Migrant, homeless or foster students"
    NEWCOMERS = "newcomers", "Newcomers to the country"


class Language(TextChoices):
    """In which languages students work or families are spoken to."""

    ENGLISH = "english", "English"
    SPANISH = "spanish", "Spanish"
    ARABIC = "arabic", "Arabic"
    CHINESE = "chinese", "Chinese"
    FRENCH = "french", "French"
    HAITIAN_CREOLE = "haitian_creole", "Haitian Creole"
    NEPALI = "nepali", "Nepali"
    PORTUGUESE = "portuguese", "Portuguese"
    RUSSIAN = "russian", "Russian"
    SIGN_LANGUAGE = "sign_language", "American Sign Language"
    UKRAINIAN = "ukrainian", "Ukrainian"
    VIETNAMESE = "vietnamese", "Vietnamese"
    OTHER = "other", "Another language"


class DeviceNeed(TextChoices):
    """Which devices a model cannot do without."""

    NONE = "none", "No devices"
    ADULT = "adult", "One for the adult in charge"
    SHARED = "shared", "One for a group of students"
    EACH = "each", "One for each student"
    HOME = "home", "One at home"
    SPECIAL = "special", "Special equipment"


class Interoperability(TextChoices):
    """With which standards and services a model's software works."""

    NOTHING = "nothing", "No software for students"
    ONEROSTER = "oneroster", "OneRoster"
    LTI = "lti", "LTI"
    CLEVER = "clever", "Clever"
    CLASSLINK = "classlink", "ClassLink"
    ED_FI = "ed_fi", "Ed-Fi"
    SINGLE_SIGN_ON = "single_sign_on", "Single sign-on by SAML or OpenID Connect"
    CALIPER = "caliper", "Caliper or xAPI"
    QTI = "qti", "QTI"
    COMMON_CARTRIDGE = "common_cartridge", "Common Cartridge"
    FILES = "files", "Rosters as files"


class ReadinessNeed(TextChoices):
    """What a district must have in place before the first day."""

    NOTHING = "nothing", "Nothing beyond a usual classroom"
    NETWORK = "network", "A steady network in the room"
    ACCOUNTS = "accounts", "Accounts for students"
    TIMETABLE = "timetable", "Another timetable"
    PROTECTED_TIME = "protected_time", "Protected time in the timetable"
    COMMON_HOUR = "common_hour", "A common hour for teachers"
    COORDINATOR = "coordinator", "A coordinator"
    MORE_STAFF = "more_staff", "Aides, tutors or coaches to hire"
    ROOM = "room", "A room of its own"
    PARTNERS = "partners", "Partners outside the school"


class FamilyAsk(TextChoices):
    """What families are asked to do."""

    NOTHING = "nothing", "Nothing"
    SIGNATURE = "signature", "Sign a consent"
    MEETINGS = "meetings", "Come to meetings"
    HOME_PRACTICE = "home_practice", "Practice at home"
    HOME_NETWORK = "home_network", "Have a device or network at home"
    TRANSPORT = "transport", "See to transport"
    MONEY = "money", "Pay something"


class DataCategory(TextChoices):
    """The usual categories of student data. Lists of data hold the words, since older ones hold words of their own."""

    NAME = "name", "Student name"
    IDENTIFIERS = "identifiers", "Student identifiers"
    CONTACT = "contact", "Student contact"
    DEMOGRAPHICS = "demographics", "Demographics"
    ENROLLMENT = "enrollment", "Enrollment"
    SCHEDULE = "schedule", "Schedule"
    ATTENDANCE = "attendance", "Attendance"
    ASSESSMENT = "assessment", "Assessment"
    STUDENT_WORK = "student_work", "Student work"
    IN_APP_PERFORMANCE = "in_app_performance", "Student in-app performance"
    TRANSCRIPT = "transcript", "Transcript"
    CONDUCT = "conduct", "Conduct"
    PROGRAMS = "programs", "Student program membership"
    SPECIAL_INDICATOR = "special_indicator", "Special indicator"
    SURVEYS = "surveys", "Student survey responses"
    COMMUNICATIONS = "communications", "Communications"
    PARENT_CONTACT = "parent_contact", "Parent contact"
    PARENT_NAME = "parent_name", "Parent name or identifiers"
    TRANSPORTATION = "transportation", "Transportation"
    USE_STATISTICS = "use_statistics", "Application use statistics"
    METADATA = "metadata", "Application technology metadata"
    OTHER = "other", "Other"

    @classmethod
    def of(cls, words: str) -> "DataCategory | None":
        """The category that these words name, whatever their case and hyphens; None where they name none."""
        return _CATEGORIES.get(_plain(words))


def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


_CATEGORIES = {_plain(category.label): category for category in DataCategory}


class PriceUnit(TextChoices):
    PER_STUDENT = "per_student", "a student, each year"
    PER_CLASSROOM = "per_classroom", "a classroom, each year"
    PER_SCHOOL = "per_school", "a school, each year"
    PER_PILOT = "per_pilot", "a pilot, in all"


class CostTiming(TextChoices):
    ONE_TIME = "one_time", "Once, at the start"
    YEARLY = "yearly", "Every year"


class CostUnit(TextChoices):
    PER_STUDENT = "per_student", "a student"
    PER_TEACHER = "per_teacher", "a teacher"
    PER_CLASSROOM = "per_classroom", "a classroom"
    PER_SCHOOL = "per_school", "a school"
    PER_DISTRICT = "per_district", "a district"


class Necessity(TextChoices):
    ESSENTIAL = "essential", "Essential: the model cannot work without it"
    OPTIONAL = "optional", "Optional: the district may say no"


LIST_FIELDS: dict[str, type[TextChoices]] = {
    "subjects": Subject,
    "grade_bands": GradeBand,
    "services": Service,
    "delivery": Delivery,
    "locales": Locale,
    "student_groups": StudentGroup,
    "languages": Language,
    "device_needs": DeviceNeed,
    "interoperability": Interoperability,
    "readiness_needs": ReadinessNeed,
    "family_asks": FamilyAsk,
}


SAID_ALONE = frozenset({"none", "nothing"})
"""Values of the lists that contradict every other one of the same list."""


def lower_of(*tiers: str) -> Tier:
    """The weakest of the given tiers. Raises ValueError for an unknown value or none given."""
    return min((Tier(tier) for tier in tiers), key=lambda tier: tier.rank)


def labels(choices: type[TextChoices], values: list[str]) -> list[str]:
    """The words for stored values, in the order of the vocabulary; unknown ones are left out."""
    return [member.label for member in choices if member.value in values]
