"""Tests of mathlib.live.sphinx.offline."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mathlib.live.mathjax import mathjax_folder
from mathlib.live.sphinx.offline import mathjax_script

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
    scripts = [f for f in site.rglob("*.js") if "mathjax" not in f.parts]
    texts = [f.read_text("utf-8") for f in [*scripts, *site.rglob("*.html")]]
    assert [hosts.search(text)[0] for text in texts if hosts.search(text)] == []


def test_mathjax_comes_only_with_formulas(site):
    with_mathjax = {p.name for p in site.rglob("*.html") if "MathJax" in p.read_text("utf-8")}
    assert with_mathjax == {"formulas.html"}


def test_every_font_that_mathjax_names_is_there(site):
    folder = site / "_static" / "mathjax"
    named = re.findall(r"%%URL%%/([\w-]+\.woff)", (folder / "mathjax.js").read_text("utf-8"))
    assert len(named) > 20
    fonts = folder / "output" / "chtml" / "fonts" / "woff-v2"
    assert set(named) - {font.name for font in fonts.iterdir()} == set()
    assert all(font.stat().st_size > 500 for font in fonts.iterdir())


def test_every_tex_extension_of_mathjax_is_there(site):
    ours = site / "_static" / "mathjax" / "input" / "tex" / "extensions"
    theirs = mathjax_folder() / "input" / "tex" / "extensions"
    assert {f.name for f in ours.iterdir()} == {f.name for f in theirs.iterdir()}


def test_mathjax_is_a_fifth_of_the_size_of_its_package(site):
    files = [f for f in (site / "_static" / "mathjax").rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) < 2e6


def test_a_missing_component_of_mathjax_is_told_by_name(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"startup\.js"):
        mathjax_script(tmp_path)


def test_pages_carry_no_widget_models(site):
    text = (site / "widget.html").read_text("utf-8")
    assert "A widget" in text
    assert "widget-state" not in text
    assert not any("widget" in kind for kind in Loads(text).types)


@pytest.mark.parametrize("relic", ["thebe", "require.js", "embed-amd", "jupyter-widgets"])
def test_nothing_is_left_of_what_was_removed(site, relic):
    pages = [page.name for page in site.rglob("*.html") if relic in page.read_text("utf-8").lower()]
    assert pages == []
    # MathJax has a TeX command \require, in a file of that name.
    files = [file for file in site.rglob(f"*{relic}*") if "mathjax" not in file.parts]
    assert files == []


@pytest.fixture(scope="module")
def typeset(site, browser):
    """Open the page of formulas from its folder, the network cut, and wait for MathJax."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.messages, page.requests = [], []
    page.on("console", lambda message: page.messages.append(message.text))
    page.on("pageerror", lambda error: page.messages.append(str(error)))
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto((site / "formulas.html").as_uri())
    page.evaluate("MathJax.startup.promise")
    yield page
    context.close()


def test_every_formula_is_typeset_from_a_folder(typeset):
    assert typeset.locator(".math").count() == 8
    assert typeset.locator(".math > mjx-container").count() == 8
    assert typeset.locator("mjx-merror").count() == 0
    # \cancel is in an extension that MathJax fetched for itself.
    assert typeset.locator("mjx-menclose").count() == 1


def test_formulas_can_be_read_aloud_and_are_no_tab_stops(typeset):
    assert typeset.locator("mjx-assistive-mml math").count() == 8
    assert typeset.locator("mjx-container[tabindex]").count() == 0


def test_typesetting_is_silent_and_asks_nobody(typeset):
    assert typeset.messages == []
    assert [url for url in typeset.requests if not url.startswith(("file:", "data:"))] == []


def test_the_fonts_of_the_formulas_are_loaded(typeset):
    typeset.wait_for_function("document.fonts.status === 'loaded'")
    loaded = typeset.evaluate(
        "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    )
    assert "MJXTEX-I" in loaded
    failed = typeset.evaluate("[...document.fonts].filter((f) => f.status === 'error').length")
    assert failed == 0


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


def test_a_formula_too_wide_for_a_phone_can_be_scrolled_with_the_keyboard(site, browser):
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto((site / "formulas.html").as_uri())
    page.evaluate("MathJax.startup.promise")
    wide = page.locator("mjx-container[tabindex='0']")
    assert wide.count() == 1
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert wide.evaluate("(formula) => formula.scrollLeft") > 0
    page.close()
