import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure

from mathlib.graph import RecordingError, new_input
from mathlib.live.drawing.palette import blue
from mathlib.live.page.svg import prepare_svg
from mathlib.live.recording.figures import style
from mathlib.live.recording.text import collecting_text

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    """Return a picture with lines, markers, a text and a clip path, as matplotlib writes it."""
    with style():
        figure = Figure(figsize=(5, 3))
        axes = figure.subplots()
        x = np.linspace(0, 6, 400)
        axes.plot(x, np.sin(x), color=blue)
        axes.plot([1, 2], [0, 1], "o")
        axes.set_title("a < b & c")
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def prepared(drawn, prefix="fig", handle=False):
    return prepare_svg(drawn, prefix, "a wave", handle)


def test_every_identifier_and_reference_carries_the_figure_s_name(drawn):
    root = ET.fromstring(prepared(drawn))
    names = [e.get("id") for e in root.iter() if e.get("id")]
    assert names and all(name.startswith("fig-") for name in names)
    assert len(set(names)) == len(names)
    used = re.findall(r'(?:href="#|url\(#)([\w.-]+)', prepared(drawn))
    assert used and set(used) <= set(names)


def test_two_figures_share_no_identifier(drawn):
    def names(prefix):
        return set(re.findall(r'id="([^"]+)"', prepared(drawn, prefix)))

    assert not names("one") & names("two")


def test_colours_of_the_palette_become_variables_that_fall_back_to_themselves(drawn):
    svg = prepared(drawn)
    assert f"stroke: var(--live-blue,{blue})" in svg
    assert blue not in re.sub(r"var\([^)]*\)", "", svg)


def test_no_style_of_matplotlib_reaches_beyond_the_picture(drawn):
    svg = prepared(drawn)
    assert "<style" not in svg
    assert "font-family" not in svg
    assert "<metadata" not in svg and "<!DOCTYPE" not in svg and "<?xml" not in svg


def test_text_keeps_its_letters_and_is_escaped(drawn):
    assert "a &lt; b &amp; c" in prepared(drawn)


def test_the_picture_scales_with_the_page(drawn):
    root = ET.fromstring(prepared(drawn))
    assert root.get("viewBox") == "0 0 360 216"
    assert root.get("width") is None and root.get("height") is None


def test_a_picture_with_something_to_move_in_it_is_a_group_and_not_one_image(drawn):
    assert ET.fromstring(prepared(drawn)).get("role") == "img"
    assert ET.fromstring(prepared(drawn, handle=True)).get("role") == "group"


def test_lines_that_the_page_will_draw_anyway_can_be_left_out():
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g id="line-0"><path d="M 0 0 L 1 1"/>'
        '<defs><path id="m" d="M 0 0 L 1 0"/></defs><g><use href="#m"/></g></g>'
        '<g id="line-1"><path d="M 0 0 L 1 1"/></g></svg>'
    )
    root = ET.fromstring(prepare_svg(raw, "p", "", False, empty=["line-0"]))
    first, second = (root.find(f".//*[@id='p-line-{i}']") for i in range(2))
    assert first[0].get("d") == "" and len(first[2]) == 0
    assert first[1][0].get("d") and second[0].get("d")


def test_a_row_of_equal_markers_writes_its_style_once(drawn):
    root = ET.fromstring(prepared(drawn))
    rows = [g for g in root.iter(SVG + "g") if len(g) > 1 and {e.tag for e in g} == {SVG + "use"}]
    assert rows
    for row in rows:
        assert "fill" in row.get("style")
        assert all(use.get("style") is None for use in row)


def test_curves_are_left_as_they_are():
    raw = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0 C 1 1 2 2 3.14159 3"/></svg>'
    assert 'd="M 0 0 C 1 1 2 2 3.14 3"' in prepare_svg(raw, "p", "", False)


def svg_of(draw):
    """Return what matplotlib writes of a picture that a function draws in."""
    with style():
        figure = Figure(figsize=(8, 5))
        draw(figure.subplots())
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


SCRIPT = "<script>f()</script><p onclick=f()>"


def test_words_that_look_like_a_script_stay_words():
    def draw(axes):
        axes.set_title(SCRIPT)
        axes.plot([1, 2], label=SCRIPT, gid='"><script>')
        axes.legend()
        axes.text(0, 1, SCRIPT)

    root = ET.fromstring(prepared(svg_of(draw)))
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        *("svg", "g", "defs", "path", "use", "clipPath", "rect", "text", "tspan")
    }
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert "".join(root.itertext()).count("f()") == 6


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://example.org/", "//x", "page.html"])
@pytest.mark.parametrize("thing", ["title", "line", "points", "image"])
def test_a_link_out_of_the_picture_is_refused_whatever_it_hangs_on(thing, url):
    def draw(axes):
        things = {
            "title": lambda: axes.set_title("title"),
            "line": lambda: axes.plot([1, 2])[0],
            "points": lambda: axes.scatter([1, 2], [1, 2], urls=[url]),
            "image": lambda: axes.imshow(np.eye(3)),
        }
        things[thing]().set_url(url)

    with pytest.raises(RecordingError, match="may not lead out of the page"):
        prepared(svg_of(draw))


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        '<g onclick="alert(1)"/>',
        '<g OnLoad="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<image href="data:text/html;base64,PHA+"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.svg#x"/>',
        '<path style="fill: url(https://example.org/x.svg)"/>',
        "<animate/>",
        "<a><text>x</text></a>",
    ],
)
def test_nothing_that_runs_or_leads_outside_comes_through(harm):
    raw = f'<svg xmlns="http://www.w3.org/2000/svg"><g>{harm}</g></svg>'
    with pytest.raises(RecordingError, match="may not lead out of the page or run"):
        prepare_svg(raw, "p", "", False)


def test_a_static_image_keeps_its_pixels_and_its_exact_place():
    svg = prepared(svg_of(lambda axes: axes.imshow(np.eye(7), aspect="auto")))
    (image,) = ET.fromstring(svg).iter(f"{SVG}image")
    assert re.fullmatch(r"data:image/png;base64,[\w+/=]+", image.get("href"))
    scale = float(re.search(r"matrix\(([\d.]+)", image.get("transform"))[1])
    axes = next(e for e in ET.fromstring(svg).iter(f"{SVG}rect"))
    assert abs(scale * 7 - float(axes.get("width"))) < 0.01


def test_a_hatch_keeps_its_pattern():
    svg = prepared(svg_of(lambda axes: axes.bar([1], [1], hatch="/")))
    (pattern,) = ET.fromstring(svg).iter(f"{SVG}pattern")
    assert f"url(#{pattern.get('id')})" in svg


def test_a_live_number_that_found_its_way_into_a_plain_label_is_refused():
    with collecting_text():
        mark = f"{new_input(2.0):.1f}"
        svg = svg_of(lambda axes: axes.set_title(mark))
        with pytest.raises(RecordingError, match="where the page cannot follow it"):
            prepared(svg)


def test_what_is_not_to_be_seen_as_yet_is_hidden():
    raw = '<svg xmlns="http://www.w3.org/2000/svg"><g id="text-0"/><g id="text-1"/></svg>'
    svg = prepare_svg(raw, "p", "", False, hidden=["text-1"])
    shown = {g.get("id"): g.get("display") for g in ET.fromstring(svg).iter(f"{SVG}g")}
    assert shown == {"p-text-0": None, "p-text-1": "none"}
