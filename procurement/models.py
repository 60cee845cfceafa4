"""Every model of the package, so that Django finds them; one line a slice."""

from procurement.agreements.models import *  # noqa: F403
from procurement.appeals.models import *  # noqa: F403
from procurement.applicationforms.models import *  # noqa: F403
from procurement.applications.models import *  # noqa: F403
from procurement.attachments.models import *  # noqa: F403
from procurement.clauses.models import *  # noqa: F403
from procurement.contracts.models import *  # noqa: F403
from procurement.debriefs.models import *  # noqa: F403
from procurement.designations.models import *  # noqa: F403
from procurement.disclosures.models import *  # noqa: F403
from procurement.lettertemplates.models import *  # noqa: F403
from procurement.measures.models import *  # noqa: F403
from procurement.negotiations.models import *  # noqa: F403
from procurement.outcomes.models import *  # noqa: F403
from procurement.payments.models import *  # noqa: F403
from procurement.pilots.models import *  # noqa: F403
from procurement.policy.models import *  # noqa: F403
from procurement.quotes.models import *  # noqa: F403
from procurement.reviews.models import *  # noqa: F403
from procurement.rounds.models import *  # noqa: F403
from procurement.simulations.models import *  # noqa: F403
from procurement.tierreviews.models import *  # noqa: F403
from procurement.transfers.models import *  # noqa: F403
from procurement.versionchanges.models import *  # noqa: F403
from procurement.waivablerules.models import *  # noqa: F403
