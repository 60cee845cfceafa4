"""The same person, in Chromium: every link and button is clicked, or reached and pressed by keyboard alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.journeys.people import SignedIn
from tests.journeys.visitor import NotOffered, Visitor, _fields, _words

CONTROLS = "input, select, textarea"
MOST_TABS = 400
IS_NOT_ASKED = "field => Boolean(field.closest('[data-asked-when][hidden]'))"
AT_FOCUS = "element => element === document.activeElement"


class InChromium(Visitor):
    """A visitor whose pages are a browser's. `is_keyboard_only` has it use Tab, arrows, Space, Enter and letters."""

    is_keyboard_only = False

    def enter(self, browser, address: str) -> None:
        """Open a window of one's own."""
        self.window = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        self.page = self.window.new_page()
        self.page.set_default_timeout(60_000)

    def leave(self) -> None:
        self.window.clear_cookies()

    @contextmanager
    def by_keyboard(self) -> Iterator[None]:
        self.is_keyboard_only = True
        try:
            yield
        finally:
            self.is_keyboard_only = False

    def open(self, path: str, *, status: int = 200) -> "InChromium":
        answer = self.page.goto(path)
        return self._look(answer.status if answer else 200, status)

    def follow(self, words: str, *, nth: int = 0) -> "InChromium":
        links = self.soup.find_all("a", href=True)
        matching = [link for link in links if words in _words(link)]
        found = [link for link in matching if _words(link) == words] or matching
        if len(found) <= nth:
            raise NotOffered(f"{self.name} finds no link “{words}” on {self.path}: {self._links()}")
        return self._go(self.page.locator("a[href]").nth(_place(links, found[nth])))

    def press(self, words: str, fields: dict | None = None, *, status: int = 200, nth: int = 0, **more) -> "InChromium":
        button, form = self._button(words, nth)
        everything = self.soup.select(CONTROLS)
        wanted = {**(fields or {}), **more}
        offered = {name: self._offered(form, name, value) for name, value in wanted.items()}
        for control in _fields(self.soup, form):
            if control.get("name") in offered and control.get("type") not in ("hidden", "submit"):
                handle = self.page.locator(CONTROLS).nth(_place(everything, control))
                if handle.evaluate(IS_NOT_ASKED):
                    continue
                self._enter(handle, control, offered[control["name"]])
        return self._go(self.page.locator("button").nth(_place(self.soup.find_all("button"), button)), status)

    def _enter(self, handle, control: Tag, value) -> None:
        kind = control.get("type", "")
        if kind in ("checkbox", "radio"):
            is_wanted = control.get("value", "on") in value
            if is_wanted != handle.is_checked() and (is_wanted or kind == "checkbox"):
                self._choose(handle) if self.is_keyboard_only else handle.set_checked(is_wanted)
        elif self.is_keyboard_only:
            self._type(handle, control, value)
        elif control.name == "select":
            handle.select_option(value)
        else:
            handle.fill(str(value))

    def _go(self, handle, status: int = 200) -> "InChromium":
        if self.is_keyboard_only:
            self._tab_to(handle)
            with self.page.expect_navigation() as going:
                self.page.keyboard.press("Enter")
        else:
            with self.page.expect_navigation() as going:
                handle.click()
        return self._look(going.value.status if going.value else 200, status)

    def _look(self, got: int, status: int) -> "InChromium":
        parts = urlsplit(self.page.url)
        self.path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self.soup = BeautifulSoup(self.page.content(), "html.parser")
        if got != status:
            raise NotOffered(f"{self.name} gets {got} at {self.path}, not {status}: {self._main()}")
        faults = [_words(one) for one in self.soup.select(".usa-error-message, .pg-note--late li")]
        if faults and status == 200:
            raise NotOffered(f"{self.name} is told at {self.path}: {'; '.join(faults)}")
        return self

    # by keyboard

    def _tab_to(self, handle) -> None:
        for _ in range(MOST_TABS):
            if handle.evaluate(AT_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise NotOffered(f"{self.name} cannot reach {handle} by Tab on {self.path}")

    def _choose(self, handle) -> None:
        """Space on a checkbox; within a group of radios the arrows go on to the one wanted."""
        if handle.get_attribute("type") == "checkbox":
            self._tab_to(handle)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(f"input[type=radio][name='{handle.get_attribute('name')}']")
        members = [group.nth(place) for place in range(group.count())]
        for _ in range(MOST_TABS):
            if any(member.evaluate(AT_FOCUS) for member in members):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in members:
            if handle.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise NotOffered(f"{self.name} cannot choose {handle} by arrows on {self.path}")

    def _type(self, handle, control: Tag, value) -> None:
        self._tab_to(handle)
        if control.name == "select":
            wanted = value[0] if isinstance(value, list) else value
            words = next(_words(one) for one in control.find_all("option") if one["value"] == wanted)
            self.page.keyboard.type(words)
            return
        if control.get("type") == "date":
            year, month, day = str(value).split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(str(value))


class PersonInChromium(InChromium, SignedIn):
    """Somebody who signs in through the same pages."""


def _place(everything: list[Tag], wanted: Tag) -> int:
    return next(place for place, one in enumerate(everything) if one is wanted)
