"""What all tests share: one browser for a whole run, and who runs what beside whom."""

import re

import pytest
from browser import find_browser
from hypothesis import settings
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

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

#: A test of the built book, and the page that it opens.
PAGE = re.compile(r"tests/book/[^[]*\[.*?(\d\d-[a-z-]+|index|concepts|notation|bibliography)")


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; without one the tests fail, they are not skipped."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()


class ByChapter(LoadScopeScheduling):
    """Gives one worker what would be set up twice: a chapter's pages, and else a file."""

    def _split_scope(self, nodeid):
        page = PAGE.match(nodeid)
        return page[1] if page else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return ByChapter(config, log)
