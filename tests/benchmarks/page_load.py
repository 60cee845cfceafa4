"""How soon a page of the catalogue stands and what it weighs, in Chromium with an empty cache, the server beside it.

The demo of this folder is served; set it up first. LCP is when the largest thing on the screen was painted.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.start import ROOT, answers, clean_environment

BAR_LCP_MS = 1_500.0
ROUNDS = 3
WIDTHS = (1280, 320)
OBSERVE = """
window.largest = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.largest = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""
WEIGHT = """
() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => [entry.name.replace(location.origin, ""), entry.transferSize])
"""


def run() -> Iterator[str]:
    """Serve the demo, load each page at each width, and give one line a page and width."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import program

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["python3", "manage.py", "demo", "--port", str(port)],
        cwd=ROOT, env=clean_environment(), stdout=sys.stderr, start_new_session=True,
    )  # fmt: skip
    origin = f"http://127.0.0.1:{port}"
    try:
        while not answers(f"{origin}/models/"):
            if server.poll() is not None:
                raise RuntimeError("The demo did not start.")
            time.sleep(0.2)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
            model = first_model(browser, origin)
            for title, address in (("cards", "/models/"), ("table", "/models/?view=table"), ("model page", model)):
                for width in WIDTHS:
                    yield line(browser, f"{origin}{address}", title, width)
            browser.close()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def first_model(browser: object, origin: str) -> str:
    """The address of the first model that the catalogue lists."""
    page = browser.new_page()
    page.goto(f"{origin}/models/")
    found = page.locator(".pg-result h3 a").first.get_attribute("href")
    page.close()
    return found


def line(browser: object, address: str, title: str, width: int) -> str:
    """The bar for one page at one width: the middle of three loads."""
    loads = [load(browser, address, width) for _ in range(ROUNDS)]
    paint = statistics.median(largest for largest, _ in loads)
    weights = loads[-1][1]
    heaviest = ", ".join(f"{name.rsplit('/', 1)[-1] or 'the page'} {size / 1_000:.0f}" for name, size in weights[:3])
    total = sum(size for _, size in weights)
    return (
        f"page load, {title} at {width}: LCP {paint:.0f} ms (bar {BAR_LCP_MS:.0f}, "
        f"{'ok' if paint <= BAR_LCP_MS else 'OVER'}); {total / 1_000:.0f} kB in {len(weights)} requests, "
        f"heaviest {heaviest} kB"
    )


def load(browser: object, address: str, width: int) -> tuple[float, list[tuple[str, int]]]:
    """The instant of the largest paint in ms, and what was transferred in bytes, the heaviest first."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    largest, weights = page.evaluate("window.largest"), page.evaluate(WEIGHT)
    context.close()
    return largest, sorted(((name, size) for name, size in weights), key=lambda one: -one[1])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
    django.setup()
    for printed in run():
        print(printed, flush=True)
