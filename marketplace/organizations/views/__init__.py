"""The pages of organizations, their people, and the public directory."""

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
