"""Lifecycles as tables of legal moves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from marketplace.audit.events import register_events
from marketplace.audit.services import record
from marketplace.lifecycles.errors import IllegalMove

LIFECYCLES: dict[str, "Lifecycle"] = {}


@dataclass(frozen=True)
class Move:
    """One legal move: its name, the state or states it leads from, the one it leads to, and its words in a timeline."""

    name: str
    source: str | tuple[str, ...]
    target: str
    words: str
    public: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source


class Lifecycle:
    """The legal moves of one kind of record. Creation is an event of its own, `<name>.create`."""

    def __init__(self, name: str, *, states: Any, initial: str, moves: list[Move], created_words: str = "") -> None:
        if name in LIFECYCLES:
            raise ValueError(f"Two lifecycles are named {name}.")
        self.name, self.states, self.initial = name, states, initial
        self.moves = {move.name: move for move in moves}
        known = set(states.values)
        for move in moves:
            unknown = {*move.sources, move.target} - known
            if unknown:
                raise ValueError(f"{name}.{move.name} names states that are not there: {sorted(unknown)}")
        register_events({f"{name}.{move.name}": move.words for move in moves})
        register_events({f"{name}.create": created_words or f"started this {name.replace('_', ' ')}"})
        LIFECYCLES[name] = self

    def allows(self, state: str, move_name: str) -> bool:
        """Whether the move leads from this state."""
        return state in self.moves[move_name].sources

    def require(self, subject: Model, move_name: str) -> None:
        """Raise IllegalMove, naming both states, where the move does not lead from the record's state."""
        if not self.allows(subject.state, move_name):
            move = self.moves[move_name]
            here, there = self.states(subject.state).label, self.states(move.target).label
            kind = self.name.replace("_", " ")
            if here == there:
                raise IllegalMove(f"This {kind} is “{here}” already. It may have been sent twice, or by somebody else.")
            raise IllegalMove(
                f"This {kind} is “{here}”, so it cannot become “{there}”. Somebody may have acted on it already."
            )

    def move(
        self,
        subject: Model,
        move_name: str,
        *,
        actor: Any,
        at: datetime,
        organization: Any = None,
        payload: dict[str, Any] | None = None,
        public: bool | None = None,
        also_save: tuple[str, ...] = (),
    ) -> None:
        """Make a legal move: the state is set and saved, and one audit event recorded. Only inside a `@service`.

        `also_save` names further fields that the caller has set on the record and that are saved with the state.
        """
        self.require(subject, move_name)
        move = self.moves[move_name]
        before = subject.state
        subject.state = move.target
        subject.save(update_fields=["state", *also_save])
        record(
            f"{self.name}.{move_name}",
            subject=subject,
            actor=actor,
            organization=organization,
            at=at,
            payload={"from": str(before), "to": str(move.target), **(payload or {})},
            public=move.public if public is None else public,
        )

    def created(
        self,
        subject: Model,
        *,
        actor: Any,
        at: datetime,
        organization: Any = None,
        payload: dict[str, Any] | None = None,
        public: bool = False,
    ) -> None:
        """Record that the record was made, in its initial state."""
        record(
            f"{self.name}.create",
            subject=subject,
            actor=actor,
            organization=organization,
            at=at,
            payload=payload or {},
            public=public,
        )
