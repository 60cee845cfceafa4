"""A progress bar for long commands: redrawn on a terminal, a line every tenth elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

WIDTH = 30


class ProgressBar:
    """Draws how much is done; `update` takes a share from 0 to 1."""

    def __init__(self, label: str, stream: TextIO) -> None:
        self.label, self.stream = label, stream
        self.is_terminal = stream.isatty()
        self.began = self.drawn_at = time.monotonic()
        self.tenths = 0

    def __enter__(self) -> ProgressBar:
        self.update(0.0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and (self.is_terminal or self.tenths < 10):
            self._draw(1.0)
        if self.is_terminal:
            self.stream.write("\n")

    def update(self, share: float) -> None:
        """Show that this share is done; cheap enough to call often."""
        now = time.monotonic()
        if self.is_terminal and (now - self.drawn_at > 0.1 or share == 0):
            self.drawn_at = now
            self._draw(share)
        elif not self.is_terminal and int(share * 10) > self.tenths:
            self.tenths = int(share * 10)
            self._draw(share)

    def _draw(self, share: float) -> None:
        seconds = time.monotonic() - self.began
        if self.is_terminal:
            filled = round(WIDTH * share)
            bar = "#" * filled + "." * (WIDTH - filled)
            self.stream.write(f"\r{self.label} [{bar}] {share:4.0%} {seconds:5.1f} s")
        else:
            self.stream.write(f"{self.label}: {share:.0%}, {seconds:.1f} s\n")
        self.stream.flush()
