"""Every write of an application: drafting, sending, and what the agency does with it."""

from procurement.applications.services.casework import (
    begin_screening,
    follow_consensus,
    follow_decision,
    follow_voided_scores,
    pass_screening,
)
from procurement.applications.services.copying import copy_forward
from procurement.applications.services.curing import close_as_incomplete, request_cure, resubmit_application
from procurement.applications.services.drafting import (
    change_tier,
    discard_draft,
    remove_commitment,
    save_commitment,
    start_application,
    writable,
)
from procurement.applications.services.fees import WAIT_FOR_IT, ask_fee_again
from procurement.applications.services.receipts import make_receipt
from procurement.applications.services.sections import (
    attach_file,
    autosave_section,
    end_visit,
    note_visit,
    save_section,
)
from procurement.applications.services.sending import submit_application, withdraw_application

__all__ = [
    "WAIT_FOR_IT",
    "ask_fee_again",
    "attach_file",
    "autosave_section",
    "begin_screening",
    "change_tier",
    "close_as_incomplete",
    "copy_forward",
    "discard_draft",
    "end_visit",
    "follow_consensus",
    "follow_decision",
    "follow_voided_scores",
    "make_receipt",
    "note_visit",
    "pass_screening",
    "remove_commitment",
    "request_cure",
    "resubmit_application",
    "save_commitment",
    "save_section",
    "start_application",
    "submit_application",
    "withdraw_application",
    "writable",
]
