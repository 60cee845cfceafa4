"""The words of evidence: measures, designs, how a finding is reported."""

from django.db.models import TextChoices


class MeasureOwner(TextChoices):
    STATE = "state", "The state"
    COMMERCIAL = "commercial", "A test publisher"
    LOCAL = "local", "A district"
    PROVIDER = "provider", "The provider of a model"
    RESEARCHER = "researcher", "The researchers of a study"
    NOT_RECORDED = "not_recorded", "A standardized test; its maker is not on record"


class MeasureKind(TextChoices):
    SUMMATIVE = "summative", "Summative: at the end of a year or course"
    FORMATIVE = "formative", "Formative: used during the year"


class Validation(TextChoices):
    VALIDATED = "validated", "Validated"
    UNVALIDATED = "unvalidated", "Not validated"


class MeasureCategory(TextChoices):
    BROAD = "broad", "Broad: standardized, across a subject"
    NARROW = "narrow", "Narrow: standardized, close to what is taught"
    RESEARCHER = "researcher", "Made by the researchers"
    DEVELOPER = "developer", "Made by the model’s developer"


class Design(TextChoices):
    RCT = "rct", "Randomized: chance decided who used the model"
    QED = "qed", "Matched comparison: similar students who did not use it"
    RDD = "rdd", "Cut-off: students on two sides of a score"
    CORRELATIONAL = "correlational", "Linked: more use compared with less, with controls"
    PRE_POST = "pre_post", "Before and after, without a comparison group"

    @property
    def short(self) -> str:
        return {
            "rct": "Randomized",
            "qed": "Matched comparison",
            "rdd": "Cut-off",
            "correlational": "Linked, with controls",
            "pre_post": "Before and after",
        }[self.value]


class AssignedBy(TextChoices):
    STUDENT = "student", "Student by student"
    CLASSROOM = "classroom", "Whole classes"
    SCHOOL = "school", "Whole schools"
    GROUP = "group", "Whole groups; the source does not say of what kind"


class Boundary(TextChoices):
    CAUTIOUS = "cautious", "Cautious: the model could affect who leaves"
    OPTIMISTIC = "optimistic", "Optimistic: the model could not affect who leaves, and a protocol said so beforehand"


class Review(TextChoices):
    NONE = "", "Not reviewed by an outside body"
    WITHOUT = "without_reservations", "Meets standards without reservations"
    WITH = "with_reservations", "Meets standards with reservations"


class Part(TextChoices):
    AUTHOR = "author", "Author"
    CONDUCTOR = "conductor", "Ran the study"


class StudySource(TextChoices):
    PROVIDER = "provider", "Entered by the provider"
    WWC = "wwc", "What Works Clearinghouse"
    PILOT = "pilot", "A pilot of this portal"


class Statistic(TextChoices):
    CONTINUOUS = "continuous", "Mean scores"
    BINARY = "binary", "Shares of students, such as who passed"
    PUBLISHED = "published", "An effect as a review published it"


OUTCOME_DOMAINS = {
    "alphabetics": "letter sounds and word reading",
    "fluency": "reading speed and accuracy",
    "reading comprehension": "understanding what is read",
    "general literacy": "reading and writing in all",
    "writing": "writing",
    "general math": "mathematics",
    "science": "science",
    "interpersonal": "getting along with others",
    "intrapersonal": "self-control and well-being",
    "progress": "progress through school",
    "english language": "English language development",
    "social studies": "social studies",
    "career": "career readiness",
    "other": "other outcomes",
}
DOMAIN_CHOICES = [(key, words[:1].upper() + words[1:]) for key, words in OUTCOME_DOMAINS.items()]
NOT_ACHIEVEMENT = frozenset({"interpersonal", "intrapersonal", "progress"})
