"""An application is read by whoever helps with what became of it."""

from marketplace.organizations.helping import leads_to
from procurement.applications.models import Application
from procurement.designations.models import Determination
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round

leads_to(Round, Application, "round")
leads_to(ReviewSubject, Application, "subject")
leads_to(Determination, Application, "subject__determinations")
