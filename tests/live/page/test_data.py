import numpy as np
import pytest
from support.tables import tables_kept

from mathlib.graph import RecordingError, add_operation
from mathlib.iteration import iterate
from mathlib.live import Choice, Slider, live
from mathlib.live.page.data import added_operations, as_json, figure_data
from mathlib.live.recording.figures import Recording


def test_pictures_that_are_alike_are_kept_once():
    def same(figure, kind, height):
        axes = figure.subplots()
        axes.plot([0, 1], np.stack([height, height * kind]))
        axes.set(xlim=(0, 1), ylim=(0, 2))

    controls = {"kind": Choice({"one": 1, "two": 2, "three": 3}), "height": Slider(0.0, 1.0)}
    data = figure_data(Recording(same, controls, (10, 4)), "same", "Same.")
    numbers = [[d["svg"] for d in v["drawings"].values()] for v in data["variants"]]
    # The picture of the page keeps its lines; all others are drawn without.
    assert numbers == [[0, 1], [2, 1], [2, 1]] and len(data["pictures"]) == 3


def test_json_in_a_page_cannot_end_its_script():
    assert "</" not in as_json({"text": "</script>"})


@pytest.fixture
def added():
    """Let a test add operations to the tables, which are put back."""
    with tables_kept():
        yield add_operation


def swish_figure(add, javascript):
    def formula(z, k):
        return z / (1 + np.exp(-k * z))

    def by_z(g, out, z, k):
        share = 1 / (1 + np.exp(-k * z))
        return g * (share + k * z * share * (1 - share))

    swish = add("swish", formula, (by_z, None), javascript)

    @live(k=Slider(0.5, 4.0, start=1.0, step=0.5, label="k"))
    def curve(figure, k):
        """A swish, and what a loop makes of it."""
        axes = figure.subplots()
        z = np.linspace(-3, 3, 13)
        axes.plot(z, swish(z, k))
        axes.plot(np.arange(4), iterate(lambda s, _: swish(s, k), 2.0 * k, 3))
        axes.set(xlim=(-3, 4), ylim=(-1, 8), title=f"{swish(k, 2.0):.3f}")

    return curve


JAVASCRIPT = "(z, k) => z / (1 + Math.exp(-k * z))"


def test_an_operation_of_one_s_own_moves_in_a_page_in_loops_and_under_the_hood(added, opened):
    figure = swish_figure(added, JAVASCRIPT)
    page = opened(figure._html)
    shown = page.locator("figure[data-live=ready]")
    shown.locator("input").press("End")
    shown.evaluate("(figure) => figure.live.draw()")
    figure.k = 4.0
    for ours, theirs in zip(shown.evaluate("(f) => f.live.value()"), figure.value(), strict=True):
        assert ours.get("text") == theirs.get("text")
        for name in ours.keys() & {"x", "y"}:
            np.testing.assert_allclose(ours[name], np.ravel(theirs[name]), rtol=1e-12)
    shown.locator("summary").click()
    rows = shown.locator(".live-inspector tr", has_text="swish(")
    rows.first.wait_for()
    assert rows.count() >= 3


def test_an_operation_of_one_s_own_comes_with_the_widget_too(added):
    figure = swish_figure(added, JAVASCRIPT)
    assert figure._esm.startswith("Object.assign(globalThis.liveOperations ??= {}, { swish: (z, k)")


def test_a_figure_without_such_operations_brings_no_script(added):
    swish_figure(added, JAVASCRIPT)

    @live(x=Slider(0.0, 1.0))
    def plain(figure, x):
        """A title."""
        figure.subplots().set_title(f"{np.tanh(x):.2f}")

    assert "liveOperations" not in plain._html + plain._esm[:100]
    assert added_operations({"variants": []}) == ""


def test_a_figure_of_an_operation_that_the_page_cannot_compute_is_refused(added):
    with pytest.raises(RecordingError, match=r"'swish' was added without JavaScript.*javascript="):
        swish_figure(added, None)
