import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from mathlib.live import Choice, Handle, Orbit, Play, Slider, State, Toggle
from mathlib.live.page.data import figure_data
from mathlib.live.page.html import figure_html
from mathlib.live.recording.figures import Recording


def draw(figure, shape, rate, step, start, penalty, on, view, weights):
    axes = figure.subplots()
    axes.plot(np.stack([start[0], rate]), np.stack([start[1], step]))
    axes.plot(np.stack([view[0], penalty]), np.stack([weights[0], weights[1] * on]))
    axes.set(xlim=(0, 10), ylim=(0, 10), title=shape)


def halve(weights):
    return weights / 2


CONTROLS = {
    "shape": Choice(["<round>", "square & flat"], label="the “shape”"),
    "rate": Slider(0.01, 0.21, start=0.05, label="rate α < 1"),
    "step": Play(0, 10, step=1, start=4),
    "start": Handle(1, 2),
    "penalty": Slider(1e-3, 10.0, start=0.5, step=10, scale="log"),
    "on": Toggle(True, label="on & on"),
    "view": Orbit(label="a view"),
    "weights": State([4.0, 2.0], halve, label="halving <"),
}


class Parsed(HTMLParser):
    """Collects elements and checks that they nest."""

    VOID = ("input", "meta", "br", "path", "use")

    def __init__(self, html):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html():
    recording = Recording(draw, CONTROLS, (10, 4))
    told = figure_data(recording, "demo", "A <caption>")
    return figure_html(recording, "demo", "A <caption>", "More & more", told)


@pytest.fixture(scope="module")
def parsed(html):
    return Parsed(html)


def data_of(html):
    return json.loads(re.search(r'application/json">(.*?)</script>', html, re.DOTALL)[1])


@pytest.fixture(scope="module")
def data(html):
    return data_of(html)


def test_elements_nest_and_nothing_an_author_writes_is_taken_for_html(parsed, html):
    assert parsed.open == []
    assert "<caption>" not in html and "<round>" not in html
    assert "A &lt;caption&gt;" in html


def test_the_figure_keeps_its_contract(parsed):
    (figure,) = parsed.all("figure")
    assert figure["class"] == "live-figure" and figure["id"] == "demo"
    assert len(parsed.all("svg")) == 1
    assert len(parsed.all("figcaption")) == 1
    assert "data-live" not in figure


def test_native_controls_carry_the_parameters_names(parsed):
    named = [
        (tag, a["name"])
        for tag, a in parsed.elements
        if tag in ("input", "select", "button") and "name" in a
    ]
    assert named == [
        *[("button", "weights")] * 3, ("select", "shape"), ("input", "rate"),
        ("input", "step"), ("button", "step"), ("input", "penalty"), ("input", "on"),
    ]  # fmt: skip


def test_every_field_has_a_label(parsed):
    labelled = {a["for"] for a in parsed.all("label")}
    fields = [a["id"] for a in parsed.all("input") + parsed.all("select")]
    assert fields and set(fields) == labelled


def test_identifiers_are_unique(parsed):
    names = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(set(names)) == len(names)


def test_a_slider_says_its_range_and_its_start(parsed):
    rate, step, *_ = parsed.all("input")
    assert (rate["min"], rate["max"], rate["step"], rate["value"]) == (
        "0.01",
        "0.21",
        "0.002",
        "0.05",
    )
    assert (step["min"], step["max"], step["step"], step["value"]) == ("0", "10", "1", "4")


def test_a_log_slider_counts_its_stops_and_reads_out_their_values(parsed, html, data):
    penalty = parsed.all("input")[2]
    stops = next(c["stops"] for c in data["controls"] if c["name"] == "penalty")
    assert stops == [0.001, 0.01, 0.1, 0.5, 1.0, 10.0]
    assert (penalty["min"], penalty["max"], penalty["step"]) == ("0", "5", "1")
    assert stops[int(penalty["value"])] == 0.5
    assert 'for="demo-penalty" style="min-width:5.5ch">0.5</output>' in html


def test_a_toggle_says_its_start(parsed):
    toggle = parsed.all("input")[3]
    assert toggle["type"] == "checkbox" and "checked" in toggle


def test_the_buttons_of_a_state_are_told_apart_and_named_by_its_label(parsed, html):
    buttons = [a for a in parsed.all("button") if a.get("name") == "weights"]
    assert [a["data-do"] for a in buttons] == ["play", "step", "restart"]
    (group,) = (a for a in parsed.all("span") if a.get("role") == "group")
    assert f'id="{group["aria-labelledby"]}" class="live-label">halving &lt;<' in html


def test_each_variant_says_which_node_holds_the_next_state(data):
    for variant in data["variants"]:
        node = variant["nodes"][variant["steps"]["weights"]]
        assert node["op"] in ("divide", "multiply") and node["shape"] == [2]


def test_the_data_hold_two_drawings_of_every_variant_and_the_first_stands_in_the_page(data):
    numbers = [d["svg"] for v in data["variants"] for d in v["drawings"].values()]
    first, *others = data["pictures"]
    assert numbers == [0, 1, 2, 3]
    assert first is None and all(picture.startswith("<svg") for picture in others)


def test_both_drawings_read_one_graph(data):
    for variant in data["variants"]:
        wide, narrow = (variant["drawings"][k]["artists"] for k in ("wide", "narrow"))
        assert [a["data"] for a in wide] == [a["data"] for a in narrow]


def test_a_live_artist_is_found_in_its_picture(data, html):
    for variant in data["variants"]:
        for drawing in variant["drawings"].values():
            for artist in drawing["artists"]:
                picture = data["pictures"][drawing["svg"]] or html
                assert f'id="{artist["id"]}"' in picture


def test_the_data_cannot_end_their_script(html):
    assert "</" not in re.search(r'application/json">(.*?)</script>', html, re.DOTALL)[1]
