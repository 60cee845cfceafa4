"""PURE: what reviewers see where a round hides something from them: names are taken out of every text, answers that
are hidden are left out, and each place says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from procurement.reviews.near_names import address_pattern, find_near, is_domain

PROVIDER, MODEL = "provider", "model"
HIDDEN_PROVIDER, HIDDEN_MODEL = "[provider]", "[model]"
HIDDEN_ANSWER = "Hidden in this round"
HIDDEN_FILE = "Hidden until the department has found no name in it"
SHORTEST_NAME = 3
_LEGAL_FORM = re.compile(r",?\s+(inc|incorporated|llc|ltd|limited|co|corp|corporation|company|pbc)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blinding:
    """What is hidden, by key, and the names to take out: ``provider_names`` stand for the provider and its owners,
    ``model_names`` for the model. Other spellings of them go too, except those of ``not_names``, in small letters."""

    hidden: frozenset[str] = frozenset()
    provider_names: tuple[str, ...] = ()
    model_names: tuple[str, ...] = ()
    not_names: frozenset[str] = frozenset()
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
        for words, names in self._hidden_names:
            for start, end in reversed(self._near(text, names)):
                text = f"{text[:start]}{words}{text[end:]}"
        return text

    def other_spellings(self, sections: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, int]]:
        """What is hidden of sections as another spelling of a name, in small letters: what stands for it, how often.
        Those of ``not_names`` are among them."""
        found: dict[str, tuple[str, int]] = {}
        every = replace(self, not_names=frozenset())
        for text in _texts(list(sections)):
            for pattern, words in every._patterns:
                text = pattern.sub(words, text)
            for words, names in every._hidden_names:
                for start, end in every._near(text, names):
                    spelling = text[start:end].casefold()
                    found[spelling] = (words, found.get(spelling, ("", 0))[1] + 1)
        return dict(sorted(found.items()))

    @property
    def _hidden_names(self) -> list[tuple[str, tuple[str, ...]]]:
        hides = ((HIDDEN_PROVIDER, self.hides_provider), (HIDDEN_MODEL, self.hides_model))
        names = (self.provider_names, self.model_names)
        return [(words, _forms(known)) for (words, is_hidden), known in zip(hides, names, strict=True) if is_hidden]

    def _near(self, text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end in find_near(text, names)
            if text[start:end].casefold() not in self.not_names and text[max(0, start - 1) : start] != "["
        ]

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
    """One pattern a name, the longest first, each also without its legal form; for a domain, every address of it."""
    return [(re.compile(_pattern(name), re.IGNORECASE), words) for name in _forms(names)]


def _pattern(name: str) -> str:
    return address_pattern(name) if is_domain(name) else rf"(?<!\w){re.escape(name)}(?!\w)"


def _forms(names: Iterable[str]) -> tuple[str, ...]:
    every = {form for name in names for form in (name.strip(), _LEGAL_FORM.sub("", name.strip()))}
    return tuple(sorted((name for name in every if len(name) >= SHORTEST_NAME), key=lambda name: (-len(name), name)))


def _texts(value: Any) -> Iterator[str]:
    """Every text within sections, apart from keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in ("key", "file", "criteria"):
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
