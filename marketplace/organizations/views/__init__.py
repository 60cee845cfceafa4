"""The pages of organizations, their people, and the public directory."""

from django.http import HttpRequest, QueryDict

from marketplace.organizations.models import Role

MEMBERS = tuple(f"organization.{role}" for role in Role.values)
STAFF = tuple(
    f"agency.{role}"
    for role in Role.values
    if role
    in ("owner", "program_officer", "determiner", "appeal_officer", "contracts_officer", "review_lead", "auditor")
)
REGISTRARS = ("agency.owner", "agency.program_officer")
OWNERS = ("organization.owner",)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the answers, even where all are empty, once they were sent."""
    return request.POST if request.method == "POST" else None
