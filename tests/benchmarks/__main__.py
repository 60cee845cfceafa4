"""Runs every benchmark, or those named: `python -m tests.benchmarks [NAME…]`. Each prints one line a bar.

A benchmark is a module of this folder that prints its lines when it is run. Where a bar is missed it says OVER, or
ends with an error.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent


def main(wanted: list[str]) -> int:
    """Run them one after the other in processes of their own; returns 1 if any bar was missed."""
    names = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        print(f"There is no benchmark named {', '.join(unknown)}. There are: {', '.join(names)}.", file=sys.stderr)
        return 2
    missed = [name for name in wanted or names if not is_met(name)]
    if missed:
        print(f"Missed: {', '.join(missed)}.", file=sys.stderr)
    return 1 if missed else 0


def is_met(name: str) -> bool:
    """Run one, showing its lines as they come."""
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    over = False
    for line in process.stdout:
        over = over or "OVER" in line
        print(line, end="", flush=True)
    return process.wait() == 0 and not over


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
