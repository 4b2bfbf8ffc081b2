"""Tests of mathlib.live.homes.sphinx.offline."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ELSEWHERE = re.compile(r"^(https?:)?//")
CSS_LOAD = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')]+)""")
# What a page loads by itself; an anchor's href is only followed when it is clicked.
LOADS = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
}


class Loads(HTMLParser):
    """Collects what a page loads, and what it links to."""

    def __init__(self, html: str):
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.types: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if (tag, name) in LOADS and value:
                self.loaded.append(value)
            if (tag, name) == ("a", "href") and value:
                self.linked.append(value)
            if (tag, name) == ("script", "type") and value:
                self.types.append(value)


def loaded_by(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    if file.suffix == ".css":
        return [a or b for a, b in CSS_LOAD.findall(text)]
    return Loads(text).loaded


def is_local(address: str) -> bool:
    return not address.startswith(("data:", "#", "mailto:", "http:", "https:", "//"))


def pages_and_sheets(site: Path) -> list[Path]:
    return [*site.rglob("*.html"), *site.rglob("*.css")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script defer src="https://cdn.example/x.js"></script>'),
        ("a.html", '<link rel="stylesheet" href="//cdn.example/x.css">'),
        ("a.css", '@import "https://cdn.example/x.css";'),
        ("a.css", "p { background: url(http://cdn.example/x.png) }"),
    ],
)
def test_the_check_sees_what_loads_from_elsewhere(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert any(map(ELSEWHERE.match, loaded_by(tmp_path / name)))


def test_nothing_loads_from_elsewhere(site):
    files = pages_and_sheets(site)
    assert len(files) > 10
    assert {a for file in files for a in loaded_by(file) if ELSEWHERE.match(a)} == set()


def test_all_that_pages_load_or_link_is_in_the_folder(site):
    missing = set()
    for file in pages_and_sheets(site):
        addresses = loaded_by(file)
        if file.suffix == ".html":
            addresses = addresses + Loads(file.read_text("utf-8")).linked
        for address in filter(is_local, addresses):
            path = re.split("[?#]", address)[0]
            if not (file.parent / path).exists():
                missing.add((file.name, address))
    assert missing == set()


def test_no_script_names_an_address_it_would_load(site):
    hosts = re.compile(r"https?://(cdn|unpkg|cdnjs|hypothes|utteranc)[\w./-]*")
    texts = [f.read_text("utf-8") for f in [*site.rglob("*.js"), *site.rglob("*.html")]]
    assert [hosts.search(text)[0] for text in texts if hosts.search(text)] == []


def test_pages_carry_no_widget_models(site):
    text = (site / "widget.html").read_text("utf-8")
    assert "A widget" in text
    assert "widget-state" not in text
    assert not any("widget" in kind for kind in Loads(text).types)


@pytest.mark.parametrize(
    "relic", ["thebe", "require.js", "embed-amd", "jupyter-widgets", "window.mathjax"]
)
def test_nothing_is_left_of_what_was_removed(site, relic):
    pages = [page.name for page in site.rglob("*.html") if relic in page.read_text("utf-8").lower()]
    assert pages == []
    assert list(site.rglob(f"*{relic}*")) == []


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_search_finds_a_page(site, browser, serve, scheme):
    base = site.as_uri() if scheme == "file" else serve(site)
    page = browser.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{base}/search.html?q=number")
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results li a").first.get_attribute("href").startswith("formulas")
    page.wait_for_timeout(200)
    assert messages == []
    page.close()
