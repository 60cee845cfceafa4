"""The database's own guard: the text of a contract, its data schedule, vote and signatures are written once."""

from marketplace.immutability import WrittenOnce
from procurement.contracts.models import LOCKED_FIELDS, BoardVote, Contract, DataScheduleItem, Signature

WRITTEN_ONCE = (
    WrittenOnce(Contract, "the text of a contract is written once", fields=("agreement", "revision", *LOCKED_FIELDS)),
    WrittenOnce(DataScheduleItem, "the data schedule of a contract is written once"),
    WrittenOnce(BoardVote, "a recorded vote is written once"),
    WrittenOnce(Signature, "a signature is written once"),
)
