"""Writing re-checks: a random sample of declarations is drawn, and each is looked at again (Pilotage rules 6, I1)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.organizations.queries import the_agency
from procurement.reviews.models import ConflictDeclaration, Recheck, RecheckedDeclaration
from procurement.reviews.permissions import DRAW, RECHECK
from procurement.reviews.sampling import sample_of
from procurement.reviews.transitions import RecheckFinding

COUNT_MOST = 200
NOTE_MAX_CHARACTERS = 2000


@service
def draw(*, count: int, seed: str = "", actor: Any, at: datetime) -> Recheck:
    """Draw declarations at random among all that said “no conflict” until now. The seed is kept; without one given it
    is chosen by chance. Raises Refused where there is nothing to draw from."""
    DRAW.check(actor)
    if not 1 <= count <= COUNT_MOST:
        raise ValidationError({"count": f"Enter a whole number from 1 to {COUNT_MOST}."})
    keys = list(drawn_from(at=at))
    if not keys:
        raise Refused("Nobody has declared anything yet, so there is nothing to check again.")
    recheck = Recheck.objects.create(
        seed=seed or secrets.token_hex(8), drawn_by=actor, drawn_at=at, declaration_count=len(keys)
    )
    chosen = sample_of(keys, count=count, seed=recheck.seed)
    RecheckedDeclaration.objects.bulk_create(RecheckedDeclaration(recheck=recheck, declaration_id=pk) for pk in chosen)
    payload = {"seed": recheck.seed, "drawn": len(chosen), "of": len(keys)}
    record("recheck.drawn", subject=recheck, actor=actor, organization=the_agency(), at=at, payload=payload)
    return recheck


@service
def note_check(*, row: RecheckedDeclaration, found: str, note: str, actor: Any, at: datetime) -> RecheckedDeclaration:
    """Note what came of looking at a declaration again, once. A conflict found is acted on on the reviewer's part."""
    RECHECK.check(actor, row)
    row = locked(row)
    if row.checked_at is not None:
        raise Refused("Somebody checked this declaration already.")
    faults = {}
    if found not in RecheckFinding.values:
        faults["found"] = f"Choose one of: {', '.join(map(str, RecheckFinding.labels))}."
    if fault := too_long(note, NOTE_MAX_CHARACTERS) if note.strip() else "Say what you looked at.":
        faults["note"] = fault
    if faults:
        raise ValidationError(faults)
    row.found, row.note, row.checked_by, row.checked_at = found, note.strip(), actor, at
    row.save(update_fields=["found", "note", "checked_by", "checked_at"])
    record("recheck.checked", subject=row, actor=actor, organization=the_agency(), at=at, payload={"found": found})
    return row


def drawn_from(*, at: datetime) -> Any:
    """The keys of the declarations among which a sample of this instant is drawn: those without a conflict."""
    rows = ConflictDeclaration.objects.filter(declared_at__lte=at, conflicts=[])
    return rows.order_by("pk").values_list("pk", flat=True)
