"""Copies what npm brought into the folder that Django serves."""

import re
import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.bootstrap import assets_digest
from marketplace.management.stylesheets import cut_down

APP = Path(__file__).resolve().parents[2]
SOURCE = APP / "static_src" / "node_modules"
TARGET = APP / "static" / "vendor"
STAMP = TARGET / "stamp"

SCRIPTS = {"htmx.org/dist/htmx.min.js": "htmx/htmx.min.js"}
STYLESHEET = "@uswds/uswds/dist/css/uswds.min.css"
FONTS = "@uswds/uswds/dist/fonts/public-sans"
COMPONENTS = (
    *("usa-button", "usa-error-message", "usa-form-group", "usa-hint", "usa-input", "usa-label", "usa-select"),
    *("usa-skipnav", "usa-sr-only", "usa-table", "usa-textarea"),
)
WEIGHTS = ("Regular", "Italic", "SemiBold", "Bold")

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")
COMMENT = re.compile(r"/\*.*?\*/|@charset \"[^\"]*\";", re.DOTALL)
UNUSED_FACE = re.compile(r'@font-face\{font-family:"?Source Sans Pro[^}]*\}')
REFERENCE = re.compile(r"url\((\.\./[^)]+)\)")


class Command(BaseCommand):
    """Run after `npm ci` in marketplace/static_src. Does nothing when it and the lock file are unchanged."""

    help = "Copy the design system's stylesheet, fonts and htmx to marketplace/static/vendor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="copy again even when nothing changed")

    def handle(self, *args: object, force: bool = False, **options: object) -> None:
        digest = assets_digest(APP.parent)
        if not force and STAMP.exists() and STAMP.read_text() == digest:
            self.stdout.write("Assets are up to date.")
            return
        if not SOURCE.is_dir():
            raise CommandError("There is no node_modules folder yet. Run `npm ci` in marketplace/static_src first.")
        shutil.rmtree(TARGET, ignore_errors=True)
        count = copy_stylesheet() + copy_fonts() + copy_scripts()
        STAMP.write_text(digest)
        self.stdout.write(f"Copied {count} files to marketplace/static/vendor.")


def copy_stylesheet() -> int:
    """The components that we use of the design system's compiled sheet, and all that they point to."""
    source = SOURCE / STYLESHEET
    text = UNUSED_FACE.sub("", SOURCE_MAP.sub("", source.read_text(encoding="utf-8")))
    text = cut_down(COMMENT.sub("", text).replace("\ufeff", ""), COMPONENTS)
    write(TARGET / "uswds" / "css" / "uswds.min.css", text)
    references = sorted(set(REFERENCE.findall(text)))
    for reference in references:
        copy((source.parent / reference).resolve(), TARGET / "uswds" / reference.removeprefix("../"))
    return len(references) + 1


def copy_fonts() -> int:
    for weight in WEIGHTS:
        name = f"PublicSans-{weight}.woff2"
        copy(SOURCE / FONTS / name, TARGET / "uswds" / "fonts" / "public-sans" / name)
    return len(WEIGHTS)


def copy_scripts() -> int:
    for source, target in SCRIPTS.items():
        write(TARGET / target, SOURCE_MAP.sub("", (SOURCE / source).read_text(encoding="utf-8")))
    return len(SCRIPTS)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
