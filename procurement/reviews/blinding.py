"""PURE: what reviewers see where a round hides something from them: names are taken out of every text, answers that
are hidden are left out, and each place says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PROVIDER, MODEL = "provider", "model"
HIDDEN_PROVIDER, HIDDEN_MODEL = "[provider]", "[model]"
HIDDEN_ANSWER = "Hidden in this round"
HIDDEN_FILE = "Hidden until the department has found no name in it"
SHORTEST_NAME = 3
_LEGAL_FORM = re.compile(r",?\s+(inc|incorporated|llc|ltd|limited|co|corp|corporation|company|pbc)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blinding:
    """What is hidden, by key, and the names to take out: ``provider_names`` stand for the provider and its owners,
    ``model_names`` for the model."""

    hidden: frozenset[str] = frozenset()
    provider_names: tuple[str, ...] = ()
    model_names: tuple[str, ...] = ()
    _patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.hides_provider:
            self._patterns.extend(_patterns(self.provider_names, HIDDEN_PROVIDER))
        if self.hides_model:
            self._patterns.extend(_patterns(self.model_names, HIDDEN_MODEL))

    @property
    def hides_provider(self) -> bool:
        """Whether reviewers do not learn whose application it is."""
        return PROVIDER in self.hidden

    @property
    def hides_model(self) -> bool:
        """Whether reviewers do not learn the model's name."""
        return MODEL in self.hidden

    def text(self, text: str) -> str:
        """A text without the names that are hidden."""
        for pattern, words in self._patterns:
            text = pattern.sub(words, text)
        return text

    def sections(
        self, sections: Iterable[Mapping[str, Any]], files: Mapping[str, tuple[str, str]]
    ) -> list[dict[str, Any]]:
        """The sections of what is reviewed as reviewers see them. ``files`` has, by the key of each file that they may
        have, the key and the name under which they have it."""
        return [self._section(section, files) for section in sections]

    def hides_answer(self, section: str, question: str) -> bool:
        """Whether the answer to a question is hidden."""
        return f"{section}.{question}" in self.hidden

    def _section(self, section: Mapping[str, Any], files: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
        shown = {name: self._masked(value) for name, value in section.items() if name not in ("answers", "key")}
        answers = [self._answer(section.get("key", ""), answer, files) for answer in section.get("answers", ())]
        return {**shown, "key": section.get("key", ""), "answers": answers}

    def _answer(self, section: str, answer: Mapping[str, Any], files: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
        plain = {name: self._masked(value) for name, value in answer.items() if name != "file"}
        if self.hides_answer(section, answer.get("key", "")):
            return plain | {"answer": HIDDEN_ANSWER}
        if "file" not in answer:
            return plain
        key, name = files.get(answer["file"], ("", ""))
        return plain | ({"file": key, "answer": name} if key else {"answer": HIDDEN_FILE})

    def _masked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self._masked(each) for each in value]
        return value


def _patterns(names: Iterable[str], words: str) -> list[tuple[re.Pattern[str], str]]:
    """One pattern a name, the longest first, each also without its legal form."""
    every = {form for name in names for form in (name.strip(), _LEGAL_FORM.sub("", name.strip()))}
    known = sorted((name for name in every if len(name) >= SHORTEST_NAME), key=len, reverse=True)
    return [(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), words) for name in known]
