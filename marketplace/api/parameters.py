"""What can be asked, read strictly: an unknown parameter or value is an error that lists what is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from marketplace.api.problems import Fault, Problem
from marketplace.api.schemas import Schema

DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class NotAccepted(ValueError):
    """A value that cannot be used. The second argument lists the values that can, where there is such a list."""

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(self.args[1]) if len(self.args) > 1 else ()


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A query parameter. `example` is a value to try."""

    name: str
    words: str
    example: str = ""
    is_repeatable: bool = False

    def schema(self) -> Schema:
        """The JSON Schema of one value."""
        raise NotImplementedError

    def read(self, value: str) -> Any:
        """One value as the operation takes it. Raises NotAccepted."""
        raise NotImplementedError

    def labels(self) -> Mapping[str, str]:
        """The values to choose from, with words; empty where any fit."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Text(Parameter):
    """Anything that a person can type, up to a length."""

    longest: int

    def schema(self) -> Schema:
        return {"type": "string", "maxLength": self.longest}

    def read(self, value: str) -> str:
        if len(value) > self.longest:
            raise NotAccepted(f"It has {len(value):,} characters; up to {self.longest:,} are accepted.")
        return value


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of some values, or several where it is repeatable. They are asked for at each request, as they change."""

    values: Callable[[], Mapping[str, str]]

    def labels(self) -> Mapping[str, str]:
        return self.values()

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.values())}

    def read(self, value: str) -> str:
        labels = self.values()
        if value not in labels:
            raise NotAccepted(f"“{value[:100]}” is not accepted. Choose from the list.", labels)
        return value


@dataclass(frozen=True, kw_only=True)
class Whole(Parameter):
    """A whole number from `lowest` to `highest`."""

    lowest: int
    highest: int
    default: int

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest, "default": self.default}

    def read(self, value: str) -> int:
        if not WHOLE.fullmatch(value) or not self.lowest <= int(value) <= self.highest:
            raise NotAccepted(f"A whole number from {self.lowest} to {self.highest} is accepted.")
        return int(value)


@dataclass(frozen=True, kw_only=True)
class Day(Parameter):
    """A day from 1900 to 2199."""

    def schema(self) -> Schema:
        return {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}

    def read(self, value: str) -> date:
        try:
            if DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise NotAccepted("A day from 1900 to 2199 is accepted, such as 2027-01-31.")


def read_all(parameters: Sequence[Parameter], given: QueryDict) -> dict[str, Any]:
    """What was asked, by name: a list for what may be repeated. Raises Problem, which names every fault at once."""
    known = {parameter.name: parameter for parameter in parameters}
    faults, found = [], {}
    for name in given:
        parameter = known.get(name)
        if parameter is None:
            faults.append(Fault(name, "There is no such parameter.", accepted=tuple(known)))
            continue
        values = given.getlist(name)
        if len(values) > 1 and not parameter.is_repeatable:
            faults.append(Fault(name, "It is accepted once.", ", ".join(values)))
            continue
        try:
            read = [parameter.read(value) for value in values]
        except NotAccepted as refused:
            value = next(value for value in values if not _is_read(parameter, value))
            faults.append(Fault(name, refused.args[0], value, refused.accepted))
        else:
            found[name] = read if parameter.is_repeatable else read[0]
    if faults:
        raise Problem("parameters", " ".join(f"{fault.name[:100]}: {fault.detail}" for fault in faults), tuple(faults))
    return found


def _is_read(parameter: Parameter, value: str) -> bool:
    try:
        parameter.read(value)
    except NotAccepted:
        return False
    return True
