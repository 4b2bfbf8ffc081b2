"""What all tests share: one browser for a whole run, and who runs what beside whom."""

import re
from collections import Counter

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

#: What is set up once for many tests, so that one worker runs them all: a page of the built
#: book and its figures, and the throw-away book.
SHARED = [
    re.compile(r"tests/book/[^[]*\[.*?(\d\d-[a-z-]+|index|concepts|notation|bibliography)"),
    re.compile(r"tests/book/test_(index)\.py"),
    re.compile(r"(tests/live/homes/sphinx/)"),
]
#: What begins first, so that no worker is left alone with a long one: what these paths begin
#: with takes longest, then notebooks, then what needs a browser.
LONGEST = ("tests/lab/", "tests/book/", "tests/live/homes/sphinx/", "chapters/")
#: What `--quick` leaves out: whatever needs a browser, or a book that is built.
UNDER_A_BROWSER = ("tests/lab/", "tests/book/")
SLOW = ("browser", "site")


def pytest_addoption(parser):
    parser.addoption(
        "--quick", action="store_true", help="run only what needs neither book nor browser"
    )


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


def scope_of(nodeid):
    """Return what a test shares with others; with none but those of its file, the file."""
    found = next(filter(None, (shared.match(nodeid) for shared in SHARED)), None)
    return found[1] if found else nodeid.partition("::")[0]


def rank_of(item):
    """Return how early a test begins: 0 for those of the longest."""
    for rank, path in enumerate(LONGEST):
        if item.nodeid.startswith(path):
            return rank
    return len(LONGEST) + (not needs(item, "browser"))


def needs(item, *fixtures):
    return not set(fixtures).isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what takes long, if asked to; and put first what takes longest."""
    if config.getoption("quick"):
        slow = [i for i in items if i.nodeid.startswith(UNDER_A_BROWSER) or needs(i, *SLOW)]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]
    scopes = {item: scope_of(item.nodeid) for item in items}
    sizes = Counter(scopes.values())
    ranks = {}
    for item, scope in scopes.items():
        ranks[scope] = min(rank_of(item), ranks.get(scope, len(items)))
    items.sort(key=lambda item: (ranks[scopes[item]], -sizes[scopes[item]], scopes[item]))


class ByScope(LoadScopeScheduling):
    """Gives one worker what would be set up twice."""

    def _split_scope(self, nodeid):
        return scope_of(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return ByScope(config, log)
