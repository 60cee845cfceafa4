"""By the clock: contracts that nobody signed in time lapse."""

from datetime import timedelta

from django_tasks import task

from marketplace.tasks import clock
from marketplace.tasks.registry import every
from procurement.contracts.models import Contract
from procurement.contracts.services import lapse_contract
from procurement.contracts.transitions import UNSIGNED


@every(timedelta(hours=1))
@task()
def lapse_unsigned() -> int:
    """Lapse each unsigned contract whose time has passed; gives how many."""
    now = clock.now()
    due = list(Contract.objects.filter(state__in=UNSIGNED, sign_by__lte=now))
    for contract in due:
        lapse_contract(contract=contract, actor=None, at=now)
    return len(due)
