"""What all tests share: one browser for a whole run."""

import pytest
from browser import find_browser
from hypothesis import settings
from playwright.sync_api import sync_playwright

# How long an example takes says something about the machine, not about the code.
settings.register_profile("book", deadline=None)
settings.load_profile("book")

#: Chromium must not talk to its maker while we watch for requests that leave.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; without one the tests fail, they are not skipped."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()
