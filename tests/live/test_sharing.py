import math

import numpy as np
import pytest

from mathlib.live import Choice, ControlError, Handle, Orbit, Slider, State, Toggle, live


def figure_of(control, name):
    """Return a live figure of one control, its function called as told."""

    def draw(figure, at):
        """A figure."""
        figure.subplots()

    draw.__name__ = name
    return live(at=control)(draw)


KINDS = [
    (lambda **k: Slider(0.0, 1.0, **k), 0.5),
    (lambda **k: Slider(1e-3, 1.0, scale="log", **k), 0.25),
    (Toggle, True),
    (lambda **k: Choice(["a", "b"], **k), "b"),
    (lambda **k: Handle(0.5, 0.5, **k), (0.25, 0.75)),
    (lambda **k: Handle(0.5, 0.5, **k), (math.nan, 0.75)),
    (lambda **k: Orbit(**k), (20.0, 10.0)),
    (lambda **k: State(np.zeros(2), lambda s: s + 1, **k), np.ones(2)),
]


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_controls_that_share_a_name_move_together(number):
    make, value = KINDS[number]
    shared = f"kind {number}"
    one, two, three = (figure_of(make(shared=shared), n) for n in ("one", "two", "three"))
    two.at = value
    for figure in (one, three):
        np.testing.assert_equal(figure.at, value)


def test_what_the_page_says_of_one_figure_is_not_sent_back_to_it_for_the_others(monkeypatch):
    control = Slider(0.0, 1.0, shared="silent")
    figures = [figure_of(control, name) for name in ("one", "two", "three")]
    sent = []
    for figure in figures:
        monkeypatch.setattr(figure, "_send", lambda msg, buffers=None, f=figure: sent.append(f))
    figures[0].set_state({"at": 0.5})
    assert [f.at for f in figures] == [0.5] * 3
    assert [f for f in sent if f is not figures[0]] == []
    figures[0].follow("at", 0.75, silently=False)
    assert [f.at for f in figures] == [0.75] * 3


def test_a_later_figure_begins_where_the_others_are():
    control = Slider(0.0, 1.0, shared="later")
    figure_of(control, "one").at = 0.5
    earlier = figure_of(control, "two")
    earlier.at = 0.75
    assert figure_of(control, "three").at == 0.75


@pytest.mark.parametrize(
    "other", [Slider(0.0, 2.0, shared="x"), Slider(0.0, 1.0, start=0.5, shared="x"),
              Slider(0, 1, shared="x", step=1), Toggle(shared="x")]
)  # fmt: skip
def test_controls_of_another_kind_range_or_start_cannot_share_a_name(other):
    kept = figure_of(Slider(0.0, 1.0, shared="x"), "one")
    with pytest.raises(ControlError, match="'at' of two and 'at' of one share the name 'x'"):
        figure_of(other, "two")
    assert kept.at == 0.0


def test_labels_may_differ():
    one = figure_of(Slider(0.0, 1.0, label="a", shared="labels"), "one")
    two = figure_of(Slider(0.0, 1.0, label="b", shared="labels"), "two")
    one.at = 0.5
    assert two.at == 0.5


def test_a_cell_that_is_run_again_replaces_its_figure():
    before = figure_of(Slider(0.0, 1.0, shared="again"), "one")
    after = figure_of(Slider(0.0, 3.0, shared="again"), "one")
    after.at = 2.0
    assert before.at == 0.0


def test_one_figure_cannot_share_with_itself():
    def twice(figure, a, b):
        """A figure."""
        figure.subplots()

    control = Slider(0.0, 1.0, shared="self")
    with pytest.raises(ControlError, match="two controls that share one name"):
        live(a=control, b=control)(twice)
