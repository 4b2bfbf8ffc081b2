"""Tests of mathlib.live.homes.sphinx.icons."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from mathlib.live.homes.sphinx.icons import characters_named

# How an icon is drawn, and not which icon it is.
STYLES = {"fa-solid", "fa-regular", "fa-brands", "fa-lg", "fa-fw"}


@pytest.fixture(scope="module")
def sheet(site):
    return (site / "_static" / "styles" / "pydata-sphinx-theme.css").read_text("utf-8")


@pytest.fixture(scope="module")
def fonts(sheet):
    data = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", sheet)
    return [TTFont(io.BytesIO(base64.b64decode(text))) for text in data]


def icons_used(site):
    used = set()
    for page in site.rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', page.read_text("utf-8")):
            used |= {name for name in value.split() if name.startswith("fa-")}
    return used - STYLES


def test_every_icon_of_the_pages_has_a_rule_and_a_drawing(site, sheet, fonts):
    used = icons_used(site)
    assert {"fa-sun", "fa-moon", "fa-bars", "fa-magnifying-glass", "fa-download"} <= used
    for icon in used:
        rule = re.search(rf"\.{icon}:before[^{{]*\{{content:\"([^\"]+)\"", sheet)
        assert rule, f"{icon} has no rule"
        (character,) = characters_named([rule[1]])
        assert character in fonts[0].getBestCmap(), f"{icon} has no drawing"


def test_the_icons_that_only_style_sheets_name_have_a_drawing(sheet, fonts):
    named = dict(re.findall(r"--pst-icon-([\w-]+):\"(.)\"", sheet))
    assert {"info-circle", "exclamation-triangle", "lightbulb"} <= set(named)
    drawn = set().union(*(font.getBestCmap() for font in fonts))
    assert [name for name, character in named.items() if ord(character) not in drawn] == []


def test_an_icon_that_no_page_uses_is_left_out(site, sheet, fonts):
    assert "fa-rocket" not in sheet
    assert len(fonts[0].getBestCmap()) < 60


def test_the_icons_are_light_and_need_no_request(site):
    sheet = site / "_static" / "styles" / "pydata-sphinx-theme.css"
    text = sheet.read_text("utf-8")
    assert sum(map(len, re.findall(r"base64,([^)]+)", text))) < 12_000
    assert "vendor/fontawesome" not in text
    assert not (site / "_static" / "vendor" / "fontawesome").exists()
    assert list(site.rglob("fontawesome*")) == []


def test_characters_are_found_escaped_or_as_they_are():
    assert characters_named([r'a{content:"\f185"}', 'b{content:"\uf186"}']) >= {0xF185, 0xF186}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_icons_show(site, browser, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 400, "height": 700})
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.fonts.ready")
    shown = page.evaluate(
        """[...document.querySelectorAll("[class*=fa-]")]
        .filter((icon) => icon.checkVisibility())
        .map((icon) => {
          const style = getComputedStyle(icon, "::before");
          return [icon.className, style.content, style.fontFamily, icon.offsetWidth,
            document.fonts.check(`${style.fontWeight} 16px ${style.fontFamily}`),
            style.color !== getComputedStyle(document.body).backgroundColor];
        })"""
    )
    assert len(shown) >= 3
    for name, content, family, width, loaded, visible in shown:
        assert content not in ("none", "normal", '""'), name
        assert "Font Awesome" in family, name
        assert width > 5, name
        assert loaded, name
        assert visible, name
    page.close()
