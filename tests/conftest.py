"""What all tests share: one browser for a whole run, and who runs what beside whom."""

import re

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from support.browser import find_browser
from support.javascript import AWAKE, Runtime
from xdist.scheduler import LoadScopeScheduling

from mathlib.live.homes.scripts import page_script, page_style

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

ADDRESS = "http://figure.test/"

#: A test of the built book, and the page that it opens.
PAGE = re.compile(r"tests/book/[^[]*\[.*?(\d\d-[a-z-]+|index|concepts|notation|bibliography)")


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium; without one the tests fail, they are not skipped."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def runtime(browser):
    context = browser.new_context()
    yield Runtime(context.new_page())
    context.close()


@pytest.fixture
def opened(browser):
    """Return a function that opens a page of these elements, with a link's state.

    Its keywords are those of a new context. Whatever the page complains of fails the test.
    """
    contexts, complaints = [], []

    def open_page(body, state="", **settings):
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        style, script = f"<style>{page_style()}</style>", f"<script>{page_script()}</script>"
        head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        icon = '<link rel="icon" href="data:,">'
        html = f"<!doctype html><title>figures</title>{head}{icon}{style}{body}{script}"
        page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=html))
        page.goto(ADDRESS + state)
        page.wait_for_function(AWAKE)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


class ByChapter(LoadScopeScheduling):
    """Gives one worker what would be set up twice: a chapter's pages, and else a file."""

    def _split_scope(self, nodeid):
        page = PAGE.match(nodeid)
        return page[1] if page else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return ByChapter(config, log)
