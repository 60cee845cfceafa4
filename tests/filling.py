"""Fills in the forms of a page as somebody might who types anything."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form of a page: where it goes and what it asks."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, choose, words):
        """One answer to each question: `choose` picks among what is offered, or among `words` where text is asked."""
        data = {name: choose(offered) if offered else choose(words) for name, offered in self.fields.items()}
        if self.buttons:
            name, value = choose(self.buttons)
            data[name] = value
        return data


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select = [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "form":
            self.forms.append(Form(attributes.get("action") or "", (attributes.get("method") or "get").lower()))
        elif not self.forms:
            return
        elif tag == "option" and self.select:
            self._offer(self.select, value)
        elif not name or "disabled" in attributes:
            return
        elif tag == "select":
            self.select = name
            self._ask(name)
        elif tag == "textarea":
            self._ask(name)
        elif tag == "button":
            self.forms[-1].buttons.append((name, value))
        elif tag == "input":
            self._input(name, value, attributes.get("type") or "text")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None

    def _input(self, name, value, kind):
        if kind in ("radio", "checkbox"):
            self._offer(name, value or "on")
        elif kind == "hidden" or (value and kind not in ("file", "submit")):
            self._offer(name, value)
        elif kind not in ("file", "submit"):
            self._ask(name)

    def _ask(self, name):
        self.forms[-1].fields.setdefault(name, [])

    def _offer(self, name, value):
        self.forms[-1].fields.setdefault(name, []).append(value)


def forms_of(html):
    """The forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
