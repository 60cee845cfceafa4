"""Deciding an appeal, as somebody elsewhere with no part before can do it for the agency."""

from marketplace.access.rules import anyone
from marketplace.organizations.helping import leads_to, offer_task, open_to_hands
from marketplace.organizations.models import Role
from marketplace.organizations.queries import the_agency
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import GRANT_HAND, may_take_up
from procurement.applications.models import Application
from procurement.designations.models import Determination
from procurement.designations.permissions import may_decide_later
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round

open_to_hands(
    Appeal, noun="appeal", page="appeals:agency_detail", grant=GRANT_HAND, organization=lambda record: the_agency()
)
leads_to(Appeal, Determination, "appeal")
leads_to(Appeal, ReviewSubject, "determinations__appeal")
leads_to(Appeal, Application, "subject__determinations__appeal")
leads_to(Determination, Appeal, "determination")
leads_to(ReviewSubject, Appeal, "determination__subject")
leads_to(Round, Appeal, "determination__subject__application__round")

offer_task(
    "decide_appeal",
    role=Role.APPEAL_OFFICER,
    words="Decide on an appeal",
    on={Appeal: may_take_up, ReviewSubject: may_decide_later, Round: anyone},
)
