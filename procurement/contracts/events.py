"""Words of what happens to contracts besides their moves."""

from marketplace.audit.events import register_events

register_events(
    {
        "contract.signed": "signed the contract",
        "contract.board_vote_recorded": "recorded the vote of the board",
    }
)
