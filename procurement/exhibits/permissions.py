"""Who attaches documents: the provider's authors and owners, while the two sides talk. Both sides read them."""

from marketplace.access.permissions import Permission
from marketplace.documents.guards import guard
from marketplace.organizations.permissions import member_of
from procurement.negotiations.models import Negotiation
from procurement.negotiations.permissions import VIEW, is_on_one_side, speaks_for_provider

READ = Permission("exhibits:negotiation:read", see=VIEW.see)
ATTACH = Permission(
    "exhibits:negotiation:attach", see=member_of("request.provider"), do=speaks_for_provider & is_on_one_side
)

guard(Negotiation, VIEW)
