"""Tests of mathlib.live.homes.sphinx.scrolling."""

import pytest
from sphinx.errors import ExtensionError

from mathlib.live.homes.sphinx.scrolling import ASKED, NOTHING, relieved
from mathlib.live.homes.sphinx.trim import THEMES_SCRIPT


@pytest.fixture
def phone(site, browser):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((site / "widget.html").as_uri())
    yield page
    page.close()


def code(page, text):
    return page.locator("pre").filter(has_text=text)


def test_the_keys_reach_what_is_too_wide_and_scroll_it(phone):
    phone.wait_for_selector("pre[tabindex='0']")
    assert code(phone, "slider").get_attribute("tabindex") is None
    wide = code(phone, "too long for a phone")
    wide.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.activeElement.scrollLeft > 0")


def test_what_fits_again_is_passed_over(phone):
    phone.wait_for_selector("pre[tabindex='0']")
    phone.set_viewport_size({"width": 1280, "height": 740})
    phone.wait_for_selector("pre[tabindex='0']", state="detached")


def test_what_was_folded_is_reached_once_it_is_open(phone):
    assert code(phone, "folded").get_attribute("tabindex") is None
    phone.get_by_text("More", exact=True).click()
    phone.wait_for_selector("details pre[tabindex='0']")


def test_the_theme_no_longer_measures_the_page(site):
    script = (site / THEMES_SCRIPT).read_text("utf-8")
    assert ASKED not in script and NOTHING in script
    assert relieved(script) == script


def test_another_theme_is_not_changed_unseen():
    with pytest.raises(ExtensionError, match=r"no longer asks for .*scrolling\.py"):
        relieved("another script")
