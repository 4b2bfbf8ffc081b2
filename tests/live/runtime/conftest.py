"""The pages that the tests of the runtime share."""

import pytest
from javascript import AWAKE, Runtime

from mathlib.live.bundle import page_script, stylesheet

ADDRESS = "http://figure.test/"


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
        style, script = f"<style>{stylesheet()}</style>", f"<script>{page_script()}</script>"
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
