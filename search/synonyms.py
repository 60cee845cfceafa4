"""PURE: groups of words and phrases that mean the same to whoever searches."""

from collections.abc import Iterable
from pathlib import Path

from search.stemming import Stems
from search.words import stems_in, words_in

SHIPPED = Path(__file__).parent / "shipped" / "synonyms.txt"


def phrases_of(words: str) -> list[str]:
    """The words and phrases of a group that is written with commas, each once, without those that hold no word."""
    return list(
        dict.fromkeys(phrase for part in words.replace("\n", ",").split(",") if words_in(phrase := part.strip()))
    )


def index_of(groups: Iterable[str]) -> dict[Stems, tuple[Stems, ...]]:
    """For the stems of each word or phrase, those of all that mean the same. A phrase may stand in several groups."""
    found: dict[Stems, dict[Stems, None]] = {}
    for group in groups:
        members = [stems for phrase in phrases_of(group) if (stems := tuple(stems_in(phrase)))]
        for stems in members:
            found.setdefault(stems, {}).update(dict.fromkeys(members))
    return {stems: tuple(same) for stems, same in found.items()}


def shipped_groups() -> list[str]:
    """The groups that a new portal begins with."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]
