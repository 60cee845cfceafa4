"""The named events and how a timeline says them."""

_words: dict[str, str] = {}


def register_events(words: dict[str, str]) -> None:
    """Add events: name → what the actor did, as it follows the actor's name ("submitted the application")."""
    for name, phrase in words.items():
        if _words.get(name, phrase) != phrase:
            raise ValueError(f"The event {name} has two wordings.")
        _words[name] = phrase


def words_for(name: str) -> str:
    """What a timeline says of an event; an unregistered name is a KeyError."""
    return _words[name]


def is_registered(name: str) -> bool:
    """Whether the event has words."""
    return name in _words
