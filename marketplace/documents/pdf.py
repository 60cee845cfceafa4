"""The PDF gateway: data in, a tagged PDF/UA-1 file out, by typst and its own embedded fonts."""

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from marketplace.documents.canonical import canonical_json

TEMPLATES = Path(__file__).parent / "typst"
STANDARD = "ua-1"
MOST_UNPRINTABLE = 200

_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class PdfFailed(RuntimeError):
    """The document could not be typeset; the message is the typesetter's own."""


def render_pdf(*, template: str, data: Mapping[str, Any], made_at: datetime.datetime | None = None) -> bytes:
    """Typeset `data` with the template of that name and return the file.

    The file is tagged (PDF/UA-1), in English, and the same data gives the same bytes. `made_at` is
    written into the file as its date. A character that the fonts lack is printed as its code, [U+1F600].
    Raises PdfFailed on any error or warning of the typesetter, and KeyError for an unknown template.
    """
    text = canonical_json(data)
    for _attempt in range(MOST_UNPRINTABLE):
        try:
            return _compile(_template(template), text, made_at)
        except typst.TypstError as error:
            missing = _NO_GLYPH.search(error.message)
            if missing is None:
                raise PdfFailed(f"{template}: {error.message}") from error
            text = _spelled_out(text, _unescaped(missing.group(1)))
    raise PdfFailed(f"{template}: more than {MOST_UNPRINTABLE} characters that the fonts lack")


def _compile(path: Path, text: str, made_at: datetime.datetime | None) -> bytes:
    compiled, warnings = typst.compile_with_warnings(
        path,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": text},
        pdf_standards=[STANDARD],
        format="pdf",
        timestamp=int(made_at.timestamp()) if made_at else 0,
    )
    if warnings:
        raise PdfFailed("; ".join(warning.message for warning in warnings))
    return compiled


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _template(name: str) -> Path:
    names = {path.stem: path for path in TEMPLATES.glob("*.typ")}
    if name not in names:
        raise KeyError(f"no PDF template {name!r}; there are {', '.join(sorted(names))}")
    return names[name]


def _unescaped(shown: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), shown)


def _spelled_out(text: str, missing: str) -> str:
    for character in set(missing):
        code = f"[U+{ord(character):04X}]"
        text = text.replace(character, code).replace(f"\\u{ord(character):04x}", code)
    return text
