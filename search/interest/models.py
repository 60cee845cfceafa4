"""How often models were looked at, compared and shortlisted: numbers by month and kind of visitor, nobody's name."""

from __future__ import annotations

from django.db import models

__all__ = ["InterestCount"]


class InterestAct(models.TextChoices):
    """What somebody did with a model."""

    VIEWED = "viewed", "Page opened"
    COMPARED = "compared", "Compared"
    SHORTLISTED = "shortlisted", "Shortlisted"


class InterestCount(models.Model):
    """How often one kind of visitor did one thing with a model in a month (its first day, where the agency is)."""

    model = models.ForeignKey("marketplace.LearningModel", on_delete=models.CASCADE, related_name="interest")
    month = models.DateField()
    act = models.CharField(max_length=12, choices=InterestAct.choices)
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "month", "act", "kind"], name="interest_one_count"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.act} by {self.kind}: {self.count}"
