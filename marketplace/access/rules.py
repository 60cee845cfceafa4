"""PURE: predicates that give a reason, composed with and, or, not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Test = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed and, where it is not, why. A reason that is about a body to which the person does
    not belong is far: it is not said where another one is near."""

    allowed: bool
    reason: str = ""
    is_far: bool = False

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class Rule:
    """A question about a person and a record; `decide` answers it with the reason when the answer is no."""

    decide_on: Callable[[Any, Any], Decision]
    name: str
    reason_when_inverted: str = ""

    def decide(self, person: Any, record: Any = None) -> Decision:
        return self.decide_on(person, record)

    def __call__(self, person: Any, record: Any = None) -> bool:
        return self.decide(person, record).allowed

    def __and__(self, other: "Rule") -> "Rule":
        def both(person: Any, record: Any) -> Decision:
            first = self.decide(person, record)
            return other.decide(person, record) if first else first

        return Rule(both, f"({self.name} and {other.name})")

    def __or__(self, other: "Rule") -> "Rule":
        def either(person: Any, record: Any) -> Decision:
            first = self.decide(person, record)
            if first:
                return first
            second = other.decide(person, record)
            if second or not second.reason:
                return second
            if first.is_far != second.is_far:
                return second if first.is_far else first
            return Decision(False, _joined(first.reason, second.reason), first.is_far)

        return Rule(either, f"({self.name} or {other.name})")

    def __invert__(self) -> "Rule":
        def opposite(person: Any, record: Any) -> Decision:
            return Decision(False, self.reason_when_inverted) if self(person, record) else Decision(True)

        return Rule(opposite, f"not {self.name}")


def _joined(first: str, second: str) -> str:
    return first if first == second or not second else f"{first} {second}".strip()


def rule(reason: str, *, when_inverted: str = "") -> Callable[[Test], Rule]:
    """Make a rule of a plain test. `reason` is said when it is not met, `when_inverted` when `~rule` is not."""

    def made(test: Test) -> Rule:
        def decide(person: Any, record: Any) -> Decision:
            return Decision(True) if test(person, record) else Decision(False, reason)

        return Rule(decide, test.__name__, when_inverted)

    return made


@rule("This is not open to anyone.")
def nobody(person: Any, record: Any) -> bool:
    """Nobody."""
    return False


@rule("")
def anyone(person: Any, record: Any) -> bool:
    """Everybody, signed in or not."""
    return True


@rule("Sign in first.")
def has_account(person: Any, record: Any) -> bool:
    """Everybody with an account that is signed in."""
    return bool(getattr(person, "is_authenticated", False))


def asked_of(attribute: str, said: Rule) -> Rule:
    """The rule, asked of what the record holds under this name: a rule of a review, asked of its application."""
    return Rule(lambda person, record: said.decide(person, getattr(record, attribute)), f"{said.name} of {attribute}")
