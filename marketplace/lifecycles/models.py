"""What every record of procurement has."""

from typing import Any, ClassVar

from django.db import models

from marketplace.lifecycles.references import new_reference


class Record(models.Model):
    """A record that people know by its reference."""

    reference_prefix: ClassVar[str] = "REC"

    reference = models.CharField(max_length=24, unique=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.reference:
            self.reference = new_reference(self.reference_prefix)
        super().save(*args, **kwargs)
