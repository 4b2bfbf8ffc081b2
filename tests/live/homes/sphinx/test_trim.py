"""Tests of mathlib.live.homes.sphinx.trim."""

import pytest

from mathlib.live.homes.sphinx.trim import deferred, is_needed


class Asset:
    """Stands for Sphinx's script: a file or a text, with attributes."""

    def __init__(self, filename, *, priority=500, **attributes):
        self.filename, self.priority, self.attributes = filename, priority, attributes


def pages_with(site, text):
    return {page.name for page in site.rglob("*.html") if text in page.read_text("utf-8")}


def test_search_tools_are_loaded_by_the_search_page_alone(site):
    assert pages_with(site, "searchindex.js") == {"search.html"}
    assert pages_with(site, "searchtools.js") == {"search.html"}


def test_copy_buttons_come_only_with_code(site):
    assert pages_with(site, "copybutton.js") == {"widget.html"}
    assert pages_with(site, "clipboard") == {"widget.html"}


@pytest.mark.parametrize("unused", ["bootstrap.js", "fontawesome", "sphinx-design", "togglebutton"])
def test_what_no_page_needs_no_page_loads(site, unused):
    assert pages_with(site, unused) == set()


@pytest.mark.parametrize(
    ("name", "body", "needed"),
    [
        ("togglebutton.js", '<div class="toggle docutils container">', True),
        ("togglebutton.js", '<details class="dropdown admonition">', False),
        ("design-tabs.js", '<div class="sd-tab-set">', True),
        ("design-tabs.js", '<div class="sd-card">', False),
        ("a-readers-own.js", "<p>", True),
    ],
)
def test_a_script_is_needed_where_the_text_has_its_sign(name, body, needed):
    assert is_needed(Asset(f"_static/{name}"), body) is needed


def test_a_script_in_the_page_is_judged_by_its_text():
    assert not is_needed(Asset("", body="let toggleHint = ''"), "<p>")
    assert is_needed(Asset("", body="let toggleHint = ''"), '<div class="toggle">')


def test_scripts_wait_for_the_text_unless_others_need_them_at_once():
    assert deferred(Asset("_static/doctools.js")).attributes == {"defer": "defer"}
    assert deferred(Asset("_static/documentation_options.js")).attributes == {}
    assert deferred(Asset("", body="let a")).attributes == {"body": "let a"}


def test_a_notebook_can_be_downloaded_and_other_pages_offer_nothing(site):
    assert pages_with(site, "Download this notebook") == {"widget.html"}
    assert (site / "_sources" / "widget.ipynb").exists()


@pytest.mark.parametrize("page", ["index.html", "formulas.html", "widget.html", "search.html"])
def test_the_console_stays_silent_through_a_readers_moves(site, browser, serve, page):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    messages = []
    tab.on("console", lambda message: messages.append(message.text))
    tab.on("pageerror", lambda error: messages.append(str(error)))
    tab.goto(f"{serve(site)}/{page}")
    tab.wait_for_load_state("networkidle")
    tab.click(".primary-toggle")
    assert tab.evaluate("document.querySelector('#pst-primary-sidebar-modal').open")
    tab.keyboard.press("Escape")
    for _ in range(3):
        tab.click(".bd-header-article .theme-switch-button")
    tab.click(".bd-header-article .search-button__button")
    assert tab.evaluate("document.activeElement.name") == "q"
    assert messages == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_takes_the_systems_light_or_dark(site, browser, scheme):
    page = browser.new_page(color_scheme=scheme)
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert page.evaluate("document.documentElement.dataset.mode") == "auto"
    page.click(".bd-header-article .theme-switch-button")
    assert page.evaluate("document.documentElement.dataset.theme") != scheme
    page.close()


def test_without_scripts_a_page_has_its_light_colours(site, browser):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("html").get_attribute("data-theme") == "light"
    context.close()


def test_a_phone_can_hold_every_page(site, browser):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for file in site.rglob("*.html"):
        page.goto(file.as_uri())
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, file.name
    page.close()
