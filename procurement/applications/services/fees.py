"""The fee of an application that was given back before the check, asked for again so that the check can go on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from procurement.applications.models import Application
from procurement.applications.permissions import ASK_FEE_AGAIN
from procurement.payments.models import Fee
from procurement.payments.services import ask_again

WAIT_FOR_IT = ("submitted", "screening", "cure_requested")


@service
def ask_fee_again(*, application: Application, actor: Any, at: datetime) -> Fee:
    """Let the fee that was given back fall due again: the provider wants to pay, or an officer asks for it.

    Twice is once. Raises Refused where the application has no fee or no longer waits for one, and where the fee was
    not given back.
    """
    ASK_FEE_AGAIN.check(actor, application)
    application = locked(application)
    if application.fee is None or application.state not in WAIT_FOR_IT:
        raise Refused("This application does not wait for a fee.")
    return ask_again(fee=application.fee, actor=actor, at=at)
