"""The life of a contract."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class ContractState(TextChoices):
    """Declined and lapsed ones go back to negotiation; the next agreement makes the next contract."""

    ASSEMBLED = "assembled", "Put together"
    OUT_FOR_SIGNATURE = "out_for_signature", "Out for signature"
    EXECUTED = "executed", "Signed by both"
    COMPLETED = "completed", "Completed"
    TERMINATED = "terminated", "Ended early"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"


UNSIGNED = (ContractState.ASSEMBLED, ContractState.OUT_FOR_SIGNATURE)
IN_FORCE = (ContractState.EXECUTED, ContractState.COMPLETED, ContractState.TERMINATED)

CONTRACT = Lifecycle(
    "contract",
    states=ContractState,
    initial=ContractState.ASSEMBLED,
    moves=[
        Move("send", "assembled", "out_for_signature", words="sent the contract out for signature"),
        Move(
            "execute",
            "out_for_signature",
            "executed",
            words="gave the last signature; the contract is in force",
            public=True,
        ),
        Move("decline", ("assembled", "out_for_signature"), "declined", words="declined to sign"),
        Move("lapse", ("assembled", "out_for_signature"), "lapsed", words="let the contract lapse unsigned"),
        Move("complete", "executed", "completed", words="completed the contract", public=True),
        Move("terminate", "executed", "terminated", words="ended the contract early", public=True),
    ],
    created_words="put the contract together",
)
