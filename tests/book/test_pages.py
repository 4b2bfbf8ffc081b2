"""Every page of the built book, over http and from a folder, with the network cut."""

import functools
import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from support.book import DARK, FOLDER, HTML, PHONE, READ, SCRIPTLESS, every_read_page, unfolded
from support.chapters import NOTEBOOKS, page_of
from support.waiting import wait_a_frame

#: All pages: those that a reader opens, the search page and the like.
PAGES = [*READ, "search.html", "genindex.html"]

#: How many bytes a page may ask a reader to wait for; and the one page that is heavier still.
HEAVIEST = 300 * 1024
HEAVIER = {"chapters/07-gradient-descent.html": 345 * 1024}

#: The boxes that hold more than they show; what scrolls in them does so by itself.
CLIPPED = """() => [...document.querySelectorAll(".admonition")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent)"""

PAGE_OF_THE_BOOK = re.compile(r"(\.\./|[\w-]+/)*[\w-]+\.html(#[\w-]+)?")

every_page = pytest.mark.parametrize("name", PAGES)
every_notebook = pytest.mark.parametrize("name", [page_of(notebook) for notebook in NOTEBOOKS])


def test_the_list_of_pages_is_the_book_s():
    built = {str(path.relative_to(HTML)) for path in HTML.rglob("*.html")}
    built = {name for name in built if not name.startswith("_")}
    assert built == set(PAGES)


# The folder first: the visits over http that follow are then one.
@pytest.fixture(params=["file", "http"])
def visit_there(request, visit, site):
    """Return a function that opens a page in its folder, or from a web site."""
    if request.param == "http":
        return lambda name: visit(site + name)
    return lambda name: visit(FOLDER + name, **DARK)


@every_page
def test_a_page_loads_from_its_own_folder_alone_and_says_nothing(visit_there, name):
    visit = visit_there(name)
    assert visit.left == []
    assert visit.said == []


@every_page
def test_a_page_weighs_no_more_than_a_reader_can_wait_for(visit, site, name):
    assert weight(visit(site + name), site) <= HEAVIER.get(name, HEAVIEST)


def weight(visit, site):
    """Return the bytes of all that a page asks its site for, compressed as a site would."""
    urls = {urldefrag(url)[0] for url in visit.asked if url.startswith(site)}
    files = [HTML / unquote(urlsplit(url).path).lstrip("/") for url in urls]
    contents = [file.read_bytes() for file in files]
    return sum(min(len(each), len(gzip.compress(each, mtime=0))) for each in contents)


@every_read_page
def test_identifiers_are_unique_in_a_page(visit, site, name):
    names = visit(site + name).page.evaluate(
        "[...document.querySelectorAll('[id]')].map((e) => e.id)"
    )
    twice = {n for n in names if names.count(n) > 1}
    assert twice == set()


@every_notebook
def test_every_picture_has_words_for_those_who_do_not_see_it(visit, site, name):
    page = visit(site + name).page
    assert page.locator("figure.live-figure svg").count() > 0
    for svg in page.locator("figure.live-figure svg").all():
        label = svg.get_attribute("aria-label")
        assert len(label.split()) >= 6, label
    for image in page.locator("main img").all():
        words = image.get_attribute("alt") or ""
        assert len(words.split()) >= 4, "a picture needs words of its own"


@every_notebook
def test_nothing_moves_when_the_figures_of_a_page_wake(visit, site, name):
    check_heights(visit(site + name))


@every_notebook
def test_the_figures_of_a_page_answer_from_a_folder_without_network(visit, name):
    page = visit(FOLDER + name, **DARK).page
    figures = page.locator("figure.live-figure")
    assert figures.count() > 0
    for figure in figures.all():
        before = figure.locator("svg").inner_html()
        sliders, handles = figure.locator("input[type=range]"), figure.get_by_role("slider")
        field = (sliders if sliders.count() else handles).first
        field.focus()
        seen = set()
        for key in ("Home", "ArrowRight", "ArrowUp"):  # one may lead to the start
            field.press(key)
            wait_a_frame(page)
            seen.add(figure.locator("svg").inner_html())
        assert seen != {before}, figure.get_attribute("id")


@every_read_page
def test_a_page_fits_a_phone(visit, site, name):
    page = visit(site + name, **PHONE).page
    with unfolded(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(CLIPPED) == []
    for figure in page.locator("figure.live-figure").all():
        sizes = figure.locator("svg text").evaluate_all(
            "(texts) => texts.filter((t) => t.getBoundingClientRect().width)"
            ".map((t) => parseFloat(getComputedStyle(t).fontSize)"
            " * Math.hypot(t.getScreenCTM().a, t.getScreenCTM().b))"
        )
        assert min(sizes) >= 8, "labels too small to read"
        overflowing = figure.evaluate(
            "(figure) => [...figure.querySelectorAll('svg text, input, select, button')]"
            ".filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
            ".map((e) => e.textContent || e.name)"
        )
        assert overflowing == []


@every_notebook
def test_nothing_moves_when_the_figures_of_a_page_wake_on_a_phone(visit, site, name):
    check_heights(visit(site + name, **PHONE))


def check_heights(visit):
    before, after = visit.heights
    assert before and after == pytest.approx(before, abs=1.5)


@every_notebook
def test_without_javascript_the_picture_and_its_caption_stand(visit, site, name):
    page = visit(site + name, **SCRIPTLESS).page
    for figure in page.locator("figure.live-figure").all():
        assert figure.locator("svg").bounding_box()["width"] > 300
        assert figure.locator("svg path").count() > 5
        assert len(figure.locator("figcaption").inner_text()) > 20
        for control in figure.locator("input, select, button").all():
            assert not control.is_visible(), "a control that cannot work must not show"


class InFigures(HTMLParser):
    """Collects the elements of a page's live figures, and of the pictures in their data."""

    def __init__(self):
        super().__init__()
        self.elements, self.depth, self.in_data = [], 0, False

    def handle_starttag(self, tag, attributes):
        if tag == "figure" and ("class", "live-figure") in attributes:
            self.depth += 1
        if self.depth:
            self.elements.append((tag, attributes))
            self.in_data = tag == "script" and ("type", "application/json") in attributes

    def handle_data(self, data):
        if self.depth and self.in_data:
            self.in_data = False
            for picture in filter(None, json.loads(data)["pictures"]):
                inside = InFigures()
                inside.depth = 1
                inside.feed(picture)
                self.elements += inside.elements

    def handle_endtag(self, tag):
        self.depth -= tag == "figure" and self.depth > 0


def runs_or_leads_away(tag, attributes):
    """Tell why an element of a figure could run a script or load something; empty if neither."""
    attributes = {key: value or "" for key, value in attributes}
    if tag == "script" and attributes != {"type": "application/json"}:
        return "a script that is not data"
    if tag in ("iframe", "object", "embed", "link", "meta", "base", "form", "foreignobject"):
        return f"a <{tag}>"
    for name, value in attributes.items():
        if name.startswith("on"):
            return f"the attribute {name}"
        leads = name.split(":")[-1] in ("href", "src", "srcset", "action", "formaction", "data")
        to_a_page = tag == "a" and PAGE_OF_THE_BOOK.fullmatch(value)
        if leads and not to_a_page and not value.startswith(("#", "data:image/")):
            return f"{name}={value[:40]}"
        if "url(" in value and not re.search(r"url\(['\"]?#", value):
            return f"{name}={value[:40]}"
    return ""


@every_read_page
def test_a_figure_holds_nothing_that_runs_or_leads_away(name):
    parser = InFigures()
    parser.feed((HTML / name).read_text("utf-8"))
    found = {runs_or_leads_away(*element) for element in parser.elements}
    assert found <= {""}
    if name.startswith("chapters/"):
        tags = {tag for tag, _ in parser.elements}
        assert {"figure", "svg", "path", "script", "input"} <= tags, "the walk saw no figure"


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>", '<script type="application/json" src="x">{"pictures": []}</script>',
        '<svg onload="1"></svg>', '<a href="https://x.y">', '<a xlink:href="javascript:1">',
        '<image href="data:text/html,x">', '<rect style="fill: url(https://x.y#a)">',
        "<iframe></iframe>", '<img src="x.png">',
    ],
)  # fmt: skip
def test_the_walk_through_figures_sees_what_runs_or_leads_away(html):
    text = json.dumps({"pictures": [None, f"<svg>{html}</svg>"]}).replace("<", "\\u003c")
    for inside in (html, f'<script type="application/json">{text}</script>'):
        parser = InFigures()
        parser.feed(f'<figure class="live-figure">{inside}</figure>')
        assert any(runs_or_leads_away(*element) for element in parser.elements)


class Links(HTMLParser):
    """Collects a page's links and the places one can link to."""

    def __init__(self, path):
        super().__init__()
        self.links, self.places = [], {""}
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.places |= {attributes.get("id"), attributes.get("name")}
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])


links_of = functools.cache(Links)


@every_page
def test_every_link_inside_the_book_leads_somewhere(name):
    page = HTML / name
    for link in links_of(page).links:
        if urlsplit(link).scheme in ("http", "https", "mailto"):
            continue
        target, place = urldefrag(urljoin(page.as_uri(), link))
        path = Path(unquote(urlsplit(target).path))
        assert path.exists(), f"{name} links to {link}"
        if path.suffix == ".html" and "?" not in place:
            assert unquote(place) in links_of(path).places, f"{name} links to {link}"


@every_page
def test_links_that_leave_the_book_are_written_whole_and_safe(name):
    for link in links_of(HTML / name).links:
        assert re.match(r"(https://|http://localhost|mailto:|[^:]*$)", link), link
