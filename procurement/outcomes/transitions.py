"""The life of an outcome report."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class ReportState(TextChoices):
    """Where a report stands. That it is overdue follows from its day."""

    DUE = "due", "Not started"
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Being checked"
    RETURNED = "returned", "Returned"
    VERIFIED = "verified", "Checked"
    PUBLISHED = "published", "Published"


OUTCOME_REPORT = Lifecycle(
    "outcome_report",
    states=ReportState,
    initial=ReportState.DUE,
    moves=[
        Move("start", "due", "draft", words="began the outcome report"),
        Move("submit", ("draft", "returned"), "submitted", words="sent the outcome report"),
        Move("return", "submitted", "returned", words="returned the outcome report"),
        Move("verify", "submitted", "verified", words="checked the outcome report"),
        Move("publish", "verified", "published", words="published the outcome", public=True),
    ],
    created_words="asked for the outcome report that the contract sets",
)
WRITABLE = (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
DISCLOSED = (ReportState.SUBMITTED, ReportState.VERIFIED, ReportState.PUBLISHED, ReportState.RETURNED)
