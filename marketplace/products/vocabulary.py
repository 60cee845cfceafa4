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
}


def lower_of(*tiers: str) -> Tier:
    """The weakest of the given tiers. Raises ValueError for an unknown value or none given."""
    return min((Tier(tier) for tier in tiers), key=lambda tier: tier.rank)


def labels(choices: type[TextChoices], values: list[str]) -> list[str]:
    """The words for stored values, in the order of the vocabulary; unknown ones are left out."""
    return [member.label for member in choices if member.value in values]
