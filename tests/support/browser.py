"""Finds the browser that the tests drive; run as a script, it prints where."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

# The name under which a reader may name a browser of their own.
VARIABLE = "BOOK_BROWSER"
INSTALLED = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
HELP = f"""no Chromium or Chrome was found, and Playwright could not fetch one.
Install one of them:
    Debian, Ubuntu   sudo apt-get install chromium
    Fedora           sudo dnf install chromium
    macOS            brew install --cask chromium
or name one that you have: {VARIABLE}=/path/to/chrome make test"""


class NoBrowserError(RuntimeError):
    """There is no browser to test with: a failure, never a reason to skip."""


@functools.cache
def find_browser() -> str:
    """Return the path of a Chromium or Chrome, fetching one if there is none.

    Returns
    -------
    str
        The named browser, else an installed one, else Playwright's own.

    Raises
    ------
    NoBrowserError
        If none can be had. The message says what to install.
    """
    if named := os.environ.get(VARIABLE):
        if found := shutil.which(named):
            return found
        raise NoBrowserError(f"{VARIABLE} is {named!r}, which is no program")
    installed = filter(None, map(shutil.which, INSTALLED))
    if found := next(installed, None) or playwrights_own():
        return found
    raise NoBrowserError(HELP)


def playwrights_own() -> str | None:
    """Return the path of Playwright's own Chromium, downloaded if need be."""
    # In a process of its own, as Playwright refuses to start twice in one.
    found = subprocess.run([sys.executable, "-c", WHERE], capture_output=True, text=True)
    path = Path(found.stdout.strip())
    if found.stdout and not path.exists():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)
    return str(path) if path.is_file() else None


if __name__ == "__main__":
    try:
        print(find_browser())
    except NoBrowserError as error:
        sys.exit(str(error))
