"""A person at a browser without JavaScript: opens pages, follows links by their words, fills in and sends forms.

Only what a page offers can be used: a link, button, field or choice that is not there fails the journey.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.test import Client


class NotOffered(AssertionError):
    """The page does not hold what the person looked for."""


class Visitor:
    """One person's browser."""

    def __init__(self, person=None, *, name: str = "the public") -> None:
        self.person, self.name = person, str(person or name)
        self.client = Client(raise_request_exception=True)
        self.path, self.soup, self.status = "/", BeautifulSoup("", "html.parser"), 0

    def leave(self) -> None:
        """Forget who one is."""
        self.client.logout()

    @contextmanager
    def by_keyboard(self) -> Iterator[None]:
        """Within, only the keyboard is used; without a window there is nothing else anyway."""
        yield

    # looking

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    def sees(self, *words: str) -> "Visitor":
        for one in words:
            if " ".join(one.split()) not in self.text:
                raise NotOffered(f"{self.name} does not see “{one}” on {self.path}: {self._main()}")
        return self

    def does_not_see(self, *words: str) -> "Visitor":
        for one in words:
            assert one not in self.text, f"{self.name} sees “{one}” on {self.path}"
        return self

    def _main(self) -> str:
        main = self.soup.find("main") or self.soup
        return " ".join(main.get_text(" ").split())[:1500]

    # going

    def open(self, path: str, *, status: int = 200) -> "Visitor":
        response = self.client.get(path, follow=True)
        return self._arrive(response, path, status)

    def follow(self, words: str, *, nth: int = 0) -> "Visitor":
        links = [link for link in self.soup.find_all("a", href=True) if words in _words(link)]
        exact = [link for link in links if _words(link) == words]
        found = exact or links
        if len(found) <= nth:
            raise NotOffered(f"{self.name} finds no link “{words}” on {self.path}: {self._links()}")
        return self.open(urljoin(self.path, found[nth]["href"]))

    def _links(self) -> str:
        main = self.soup.find("main") or self.soup
        return "; ".join(f"{_words(link)} → {link['href']}" for link in main.find_all("a", href=True))[:1500]

    # sending

    def press(self, words: str, fields: dict | None = None, *, status: int = 200, nth: int = 0, **more) -> "Visitor":
        """Press a button by its words after filling in fields by name; faults on the answer fail the journey."""
        button, form = self._button(words, nth)
        data = _held(self.soup, form)
        for name, value in {**(fields or {}), **more}.items():
            data[name] = self._offered(form, name, value)
        if button.get("name"):
            data[button["name"]] = button.get("value", "")
        action = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        if (form.get("method") or "get").lower() == "get":
            return self._arrive(self.client.get(action, data, follow=True), action, status)
        return self._arrive(self.client.post(action, data, follow=True), action, status)

    def answers(self, words: str, known: dict | None = None) -> dict:
        """A plain answer for every empty field of the form with this button; `known` names those that matter."""
        _, form = self._button(words, 0)
        held, known, found = _held(self.soup, form), known or {}, {}
        for field in _fields(self.soup, form):
            name, kind = field.get("name"), field.get("type", "")
            if not name or kind in ("hidden", "submit", "file") or name in found:
                continue
            if name in known:
                found[name] = known[name]
            elif not held.get(name):
                found[name] = _plain_answer(self.soup, form, field)
        return found

    def _button(self, words: str, nth: int) -> tuple[Tag, Tag]:
        buttons = [one for one in self.soup.find_all("button") if words in _words(one)]
        exact = [one for one in buttons if _words(one) == words]
        found = exact or buttons
        if len(found) <= nth:
            offered = "; ".join(_words(one) for one in self.soup.find_all("button"))
            raise NotOffered(f"{self.name} finds no button “{words}” on {self.path}: {offered}. {self._main()}")
        button = found[nth]
        form = self.soup.find(id=button["form"]) if button.get("form") else button.find_parent("form")
        return button, form

    def _offered(self, form: Tag, name: str, value):
        fields = [one for one in _fields(self.soup, form) if one.get("name") == name]
        if not fields:
            known = sorted({one.get("name") for one in _fields(self.soup, form) if one.get("name")})
            raise NotOffered(f"{self.name} finds no field “{name}” on {self.path}: {known}")
        choices = _choices(self.soup, fields)
        if choices is None:
            return value
        wanted = value if isinstance(value, (list, tuple)) else [value]
        return [_chosen(choices, one, name, self.path) for one in wanted]

    def _arrive(self, response, path: str, status: int) -> "Visitor":
        chain = getattr(response, "redirect_chain", [])
        self.path = urljoin(path, chain[-1][0]) if chain else path
        self.status = response.status_code
        body = response.content.decode() if "html" in response.get("Content-Type", "") else ""
        self.soup = BeautifulSoup(body, "html.parser")
        if response.status_code != status:
            raise NotOffered(f"{self.name} gets {response.status_code} at {self.path}, not {status}: {self._main()}")
        faults = [_words(one) for one in self.soup.select(".usa-error-message, .pg-note--late li")]
        if faults and status == 200:
            raise NotOffered(f"{self.name} is told at {self.path}: {'; '.join(faults)}")
        return self


def _plain_answer(soup: BeautifulSoup, form: Tag, field: Tag):
    kind = field.get("type", "")
    if kind in ("checkbox", "radio"):
        return field.get("value", "on")
    if field.name == "select":
        return field.find_all("option")[-1]["value"]
    if field.get("inputmode") in ("decimal", "numeric") or kind == "number":
        return "24"
    if kind == "date":
        return "2026-03-02"
    return "We have seen it work in two schools and say here, in plain words, how and with whom."


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _fields(soup: BeautifulSoup, form: Tag) -> list[Tag]:
    found = form.find_all(["input", "select", "textarea"])
    if form.get("id"):
        found += soup.find_all(["input", "select", "textarea"], attrs={"form": form["id"]})
    return found


def _held(soup: BeautifulSoup, form: Tag) -> dict[str, object]:
    """What the form would send as it stands."""
    data: dict[str, object] = {}
    for field in _fields(soup, form):
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.has_attr("disabled") or kind in ("submit", "file"):
            continue
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            chosen = [option["value"] for option in field.find_all("option") if option.has_attr("selected")]
            first = field.find("option")
            data[name] = chosen or ([first["value"]] if first and not field.has_attr("multiple") else [])
        elif field.name == "textarea":
            data[name] = re.sub(r"^\r?\n", "", field.get_text())
        else:
            data[name] = field.get("value", "")
    return data


def _choices(soup: BeautifulSoup, fields: list[Tag]) -> dict[str, str] | None:
    """Value → words for a select, radios or checkboxes; None for what is typed."""
    if fields[0].name == "select":
        return {option["value"]: _words(option) for option in fields[0].find_all("option")}
    if fields[0].get("type") in ("radio", "checkbox"):
        return {field.get("value", "on"): _label(soup, field) for field in fields}
    return None


def _label(soup: BeautifulSoup, field: Tag) -> str:
    wrapping = field.find_parent("label")
    label = wrapping or (soup.find("label", attrs={"for": field["id"]}) if field.get("id") else None)
    return _words(label) if label else ""


def _chosen(choices: dict[str, str], wanted, name: str, path: str) -> str:
    if wanted is True and len(choices) == 1:
        return next(iter(choices))
    if str(wanted) in choices:
        return str(wanted)
    matching = [value for value, words in choices.items() if words.startswith(str(wanted))]
    if not matching:
        raise NotOffered(f"“{wanted}” is not offered for {name} on {path}: {choices}")
    return matching[0]
