"""Reads the environment. A variable that cannot be understood stops the start: which one, and what is accepted."""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One setting that the environment may give."""

    name: str
    default: str
    accepted: str


VARIABLES: dict[str, Variable] = {}
HOST = re.compile(r"\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def read(name: str, parse: Callable[[str], Any], *, default: Any, accepted: str, shown: str | None = None) -> Any:
    """The variable's value, or the default where it is unset or empty.

    `parse` raises ValueError for what it does not understand; the value itself is never repeated, as it may be secret.
    `shown` is how the README names the default where its value says little.
    """
    VARIABLES[name] = Variable(name, str(default) if shown is None else shown, accepted)
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return parse(raw)
    except ValueError as problem:
        detail = f" ({problem})" if str(problem) else ""
        raise ImproperlyConfigured(f"{name} cannot be used{detail}: it must be {accepted}.") from None


def require(name: str, value: Any) -> Any:
    """The value; an empty one stops the start and says which variable must be set."""
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production: {VARIABLES[name].accepted}.")
    return value


def text(raw: str) -> str:
    return raw


def name_of_parts(raw: str) -> str:
    """Lower case letters, digits and hyphens, beginning with a letter."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,60}", raw):
        raise ValueError
    return raw


def folder(raw: str) -> Path:
    """A folder that is there or can be made."""
    place = Path(raw).expanduser().resolve()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ValueError(problem.strerror.lower()) from None
    return place


def words(raw: str) -> list[str]:
    found = [word.strip() for word in raw.split(",") if word.strip()]
    if not found:
        raise ValueError("it names nothing")
    return found


def host_names(raw: str) -> list[str]:
    """Names of hosts as browsers send them: no scheme, no port, no path. A leading dot takes in what is below."""
    found = words(raw)
    if not all(HOST.fullmatch(name) for name in found):
        raise ValueError("a name is not one of a host")
    return found


def flag(raw: str) -> bool:
    try:
        return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[raw.lower()]
    except KeyError:
        raise ValueError from None


def whole_number(*, lowest: int, highest: int) -> Callable[[str], int]:
    """A parser of whole numbers within bounds, both included."""

    def parse(raw: str) -> int:
        try:
            number = int(raw)
        except ValueError:
            raise ValueError("it is not a whole number") from None
        if not lowest <= number <= highest:
            raise ValueError("it is out of range")
        return number

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser that takes one of the words given, in any case."""

    def parse(raw: str) -> str:
        if raw.upper() not in choices:
            raise ValueError
        return raw.upper()

    return parse


def secret_of_at_least(length: int) -> Callable[[str], str]:
    """A parser of secrets with a least length and enough different characters."""

    def parse(raw: str) -> str:
        if len(raw) < length or len(set(raw)) < 5:
            raise ValueError("it is too easily guessed")
        return raw

    return parse


def kept_secret(path: Path) -> str:
    """The secret of this installation, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(50))
        partial.replace(path)
    return path.read_text()
