import re
from pathlib import Path

import pytest
from django.conf import settings

from marketplace.management.commands.build_assets import COMPONENTS
from marketplace.management.stylesheets import component_of, cut_down

ROOT = Path(settings.BASE_DIR)
USED = re.compile(r"usa-[a-z]+(?:[-_]+[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("html{margin:0}", "html{margin:0}"),
        (".usa-button--big:not(.usa-button),.usa-card{x:y}", ".usa-button--big:not(.usa-button){x:y}"),
        (".usa-card .usa-button{x:y}.usa-buttons{x:y}", ""),
        ("@media print{.usa-card{x:y}}@media all{.usa-button{x:y}}", "@media all{.usa-button{x:y}}"),
        ('@font-face{src:url(a.woff2)}a:after{content:"}"}', '@font-face{src:url(a.woff2)}a:after{content:"}"}'),
        (r".desktop\:grid-col-1{x:y}", ""),
    ],
)
def test_what_no_component_needs_is_left_out(sheet, kept):
    assert cut_down(sheet, ("usa-button",)) == kept


def test_every_component_that_a_page_uses_is_in_the_sheet():
    sources = [*(ROOT / "templates").rglob("*.html")]
    for package in ("marketplace", "procurement", "search", "cms"):
        sources += [path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    sources += (ROOT / "marketplace" / "static" / "pilotage").iterdir()
    used = {component_of(name) for path in sources for name in USED.findall(path.read_text(encoding="utf-8"))}
    assert used - set(COMPONENTS) == set()
