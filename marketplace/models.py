"""Every model of the package, so that Django finds them; one line a slice."""

from marketplace.audit.models import *  # noqa: F403
from marketplace.documents.models import *  # noqa: F403
from marketplace.evaluators.models import *  # noqa: F403
from marketplace.evidence.models import *  # noqa: F403
from marketplace.locker.models import *  # noqa: F403
from marketplace.notifications.models import *  # noqa: F403
from marketplace.organizations.models import *  # noqa: F403
from marketplace.people.models import *  # noqa: F403
from marketplace.products.models import *  # noqa: F403
from marketplace.tasks.models import *  # noqa: F403
