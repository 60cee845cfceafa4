"""Every write on shortlists."""

from search.shortlists.services.entries import add_model, add_to_new, move_model, note_values, remove_model, save_note
from search.shortlists.services.freezing import attach_to_request, freeze_shortlist, freeze_values
from search.shortlists.services.lists import (
    bring_back,
    copy_shortlist,
    delete_shortlist,
    list_values,
    put_away,
    rename_shortlist,
    start_shortlist,
)

__all__ = [
    "add_model",
    "add_to_new",
    "attach_to_request",
    "bring_back",
    "copy_shortlist",
    "delete_shortlist",
    "freeze_shortlist",
    "freeze_values",
    "list_values",
    "move_model",
    "note_values",
    "put_away",
    "remove_model",
    "rename_shortlist",
    "save_note",
    "start_shortlist",
]
