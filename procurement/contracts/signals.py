"""News of contracts: `contract` and `at` come with each."""

from django.dispatch import Signal

contract_assembled = Signal()
contract_sent = Signal()
contract_signed = Signal()
contract_executed = Signal()
contract_declined = Signal()
