"""Tests of mathlib.live.homes.sphinx.folding."""

import pytest

from mathlib.live.homes.sphinx.folding import folded

TITLE, SUMMARY = '<p class="admonition-title">', '<summary class="admonition-title">'


def test_a_dropdown_becomes_details_with_its_title_as_summary():
    body = f'<p>a</p><div class="dropdown tip admonition">\n{TITLE}Answer</p><p>4</p></div><p>b</p>'
    assert folded(body) == (
        f'<p>a</p><details class="dropdown tip admonition">{SUMMARY}Answer</summary>'
        "<p>4</p></details><p>b</p>"
    )


def test_it_ends_where_its_own_div_ends():
    inside = "<div><div>1</div></div><p>2</p>"
    body = f'<div class="tip dropdown admonition">{TITLE}A</p>{inside}</div><div>after</div>'
    assert folded(body).endswith(f"</summary>{inside}</details><div>after</div>")


def test_one_within_another_is_folded_too():
    inner = f'<div class="dropdown admonition">{TITLE}Hint</p><p>1</p></div>'
    body = f'<div class="dropdown admonition" id="one">{TITLE}A</p>{inner}</div>'
    assert folded(body) == (
        f'<details class="dropdown admonition" id="one">{SUMMARY}A</summary>'
        f'<details class="dropdown admonition">{SUMMARY}Hint</summary><p>1</p></details></details>'
    )


def test_a_link_in_the_title_does_not_take_the_click():
    title = 'Solution to<a class="reference" href="#one"> Exercise 1</a>'
    body = f'<div class="solution dropdown admonition" id="s">{TITLE}{title}</p>It is 4.</div>'
    assert f"{SUMMARY}Solution to Exercise 1</summary>" in folded(body)


@pytest.mark.parametrize("classes", ["tip admonition", "dropdown", "dropdownish admonition"])
def test_what_is_not_to_be_folded_stays(classes):
    body = f'<div class="{classes}">{TITLE}A</p></div>'
    assert folded(body) == body


def test_a_div_without_an_end_is_an_error():
    with pytest.raises(ValueError, match="has no end: <p>4"):
        folded(f'<div class="dropdown admonition">{TITLE}A</p><p>4</p>')


@pytest.mark.parametrize("scripts", [True, False])
def test_a_solution_is_folded_and_opens_by_mouse_and_keys(site, browser, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((site / "exercises.html").as_uri())
    answer, summary = page.get_by_text("It is done."), page.locator("summary", has_text="Solution")
    assert not answer.is_visible()
    summary.click()
    assert answer.is_visible()
    summary.press("Enter")
    assert not answer.is_visible()
    context.close()


def test_what_is_folded_is_printed(site, browser):
    page = browser.new_page()
    page.goto((site / "exercises.html").as_uri())
    page.emulate_media(media="print")
    assert page.get_by_text("It is done.").bounding_box()["height"] > 10
    page.close()


def test_folded_code_is_left_as_it_was(site, browser):
    page = browser.new_page()
    page.goto((site / "widget.html").as_uri())
    boxes = page.evaluate(
        """() => {
            const code = '<details class="admonition hide above-input" open>'
                + '<summary>Hide</summary><pre>x = 1</pre></details>';
            document.querySelector(".bd-content article").insertAdjacentHTML("beforeend", code);
            const ours = [...document.styleSheets].find((s) => s.href?.includes("book.css"));
            return [false, true].map((without) => {
                ours.disabled = without;
                const { x, width } = document.querySelector(".above-input pre")
                    .getBoundingClientRect();
                return [x, width];
            });
        }"""
    )
    assert boxes[0] == boxes[1]
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('.above-input').open = false")
    assert not page.locator(".above-input pre").is_visible()
    page.close()
