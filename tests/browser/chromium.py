"""Chromium on pages that Django renders in this process: no server, so the test's own database is what is seen."""

import asyncio
import mimetypes
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

ORIGIN = "http://localhost"
AXE = Path(settings.BASE_DIR) / "marketplace" / "static_src" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 320)
LISTEN = """
window.seen = [];
document.addEventListener("securitypolicyviolation", (e) => window.seen.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


def program() -> str:
    """The path of Chromium, or nothing."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def reason_to_skip() -> str:
    """What is missing on this machine, in words; nothing when the browser tests can run."""
    if not program():
        return "There is no Chromium here: install the package chromium, or name the program in CHROMIUM."
    if not AXE.exists():
        return "axe-core is not here: run npm ci in marketplace/static_src."
    if not finders.find("vendor/uswds/css/uswds.min.css"):
        return "The assets are not built: run manage.py build_assets."
    return ""


@contextmanager
def running(loop):
    """Have this event loop, or none, be the thread's running one for a while.

    Playwright leaves its loop running in the test's thread, and Django gives code under a running loop a database
    connection of its own: so the loop is in sight only while Playwright works, and not while Django does.
    """
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)


class Chromium:
    """One started browser and the loop that it lives in."""

    def __init__(self):
        from playwright.sync_api import sync_playwright

        with running(None):
            self._playwright = sync_playwright().start()
            self.loop = asyncio._get_running_loop()
            self._browser = self._playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        self._window = None

    def new_page(self, **options):
        return self._browser.new_page(**options)

    @contextmanager
    def window(self, client):
        """The one window, for this client: a new one costs as much as all that is looked at in it. After a failure
        the next client gets another."""
        window, self._window = self._window or Window(self), None
        try:
            window.belongs_to(client)
            yield window
        except BaseException:
            window.close()
            raise
        self._window = window

    def close(self):
        with running(self.loop):
            self._browser.close()
            self._playwright.stop()


@contextmanager
def browser():
    """One Chromium for a whole run."""
    started = Chromium()
    try:
        yield started
    finally:
        started.close()


class Window:
    """One page in Chromium whose every request is answered by a Django test client."""

    def __init__(self, started):
        self.client = None
        self.messages = []
        self.loop = started.loop
        with running(self.loop):
            self.page = started.new_page()
            self.page.add_init_script(LISTEN)
            self.page.on("console", self._note)
            self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
            self.page.route("**/*", self._answer)

    def belongs_to(self, client):
        """Be as wide as at the start, answered by this client from now on."""
        self.client = client
        with running(self.loop):
            self.page.context.clear_cookies()
        self.resize(WIDTHS[0])

    def open(self, address):
        """Load the page at the address."""
        with running(self.loop):
            self.page.goto(ORIGIN + address, wait_until="load")

    def problems(self):
        """Everything wrong at the page's present width."""
        with running(self.loop):
            return self._problems()

    def _problems(self):
        width = self.page.viewport_size["width"]
        found = [f"{width}: {message}" for message in self.messages]
        self.messages = []
        found += [f"{width}: policy report {report}" for report in self.page.evaluate("window.seen.splice(0)")]
        wide = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if wide[0] > wide[1]:
            found.append(f"{width}: scrolls sideways, {wide[0]} in {wide[1]} ({self._widest()})")
        return found + [f"{width}: {line}" for line in self._axe()]

    def resize(self, width):
        with running(self.loop):
            self.page.set_viewport_size({"width": width, "height": 900})

    def close(self):
        with running(self.loop):
            self.page.close()

    def _widest(self):
        return self.page.evaluate(
            """() => { const w = document.documentElement.clientWidth; let most = null, right = w;
            for (const e of document.querySelectorAll("main *, header *, footer *")) {
              const r = e.getBoundingClientRect().right; if (r > right) { right = r; most = e; } }
            return most ? most.outerHTML.slice(0, 160) : ""; }"""
        )

    def _axe(self):
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = self.page.evaluate("(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
        return [
            f"axe {violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
            for violation in result["violations"]
            for node in violation["nodes"][:3]
        ]

    def _note(self, message):
        if message.type in ("error", "warning"):
            self.messages.append(f"{message.type}: {message.text}")

    def _answer(self, route):
        request = route.request
        parts = urlsplit(request.url)
        if parts.scheme == "data":
            route.continue_()
        elif not request.url.startswith(ORIGIN):
            route.abort()
        elif parts.path.startswith(settings.STATIC_URL):
            self._static(route, parts.path.removeprefix(settings.STATIC_URL))
        else:
            self._django(route, request, parts)

    def _static(self, route, name):
        found = finders.find(name)
        if not found:
            route.fulfill(status=404, body="")
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(status=200, body=Path(found).read_bytes(), headers={"Content-Type": kind})

    def _django(self, route, request, parts):
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        with running(None):
            response = self.client.get(address, follow=True, SERVER_NAME="localhost")
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        body = b"".join(response.streaming_content) if response.streaming else response.content
        route.fulfill(
            status=200 if request.is_navigation_request() else response.status_code, headers=headers, body=body
        )
