"""What the demo says of a person and of an organization."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person. `key` is also the first part of the mail address; `first` is what they can do first."""

    key: str
    name: str
    roles: tuple[str, ...]
    first: str = ""
    employer: str = ""
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A made-up organization and its people. `joined_days_ago` counts from the day the demo is built."""

    key: str
    name: str
    about: str
    capabilities: tuple[str, ...]
    domain: str
    ein: str
    address_line: str
    city: str
    postal_code: str
    joined_days_ago: int
    people: tuple[Person, ...]
    owners: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    district: str = ""
    state: str = "confirmed"
    region: str = "PA"
    extra: dict = field(default_factory=dict)
