"""The provider's pages of evidence, and the public registry of measures."""

from django.http import HttpRequest, QueryDict

from marketplace.organizations.models import Role

MEMBERS = tuple(f"provider.{role}" for role in Role.values)
AUTHORS = ("provider.author", "provider.owner")
STUDY_MEMBERS = tuple(f"model.{role}" for role in MEMBERS)
STUDY_AUTHORS = tuple(f"model.{role}" for role in AUTHORS)
FINDING_MEMBERS = tuple(f"study.{role}" for role in STUDY_MEMBERS)
FINDING_AUTHORS = tuple(f"study.{role}" for role in STUDY_AUTHORS)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the answers, even where all are empty, once they were sent."""
    return request.POST if request.method == "POST" else None
