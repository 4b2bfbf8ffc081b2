"""What all tests share: one browser for a whole run, and who runs what beside whom."""

from pathlib import PurePath

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


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items):
    """Keep together what would be set up twice: a chapter of the book, and else a file."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))


def group_of(item):
    given = getattr(item, "callspec", None)
    params = given.params if given else {}
    page = params.get("notebook") or params.get("name")
    is_of_the_book = item.path.parent.name == "book"
    return PurePath(page).stem if page and is_of_the_book else str(item.path)
