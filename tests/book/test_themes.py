"""Every page of the book in the light and in the dark, all opened and all answered, under axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.book import DARK, FOLDER, every_read_page, unfolded
from support.waiting import wait_two_frames

#: Answers every question, wrongly if it can be: what is said and its answer are then seen. What
#: an unanswered question shows it still shows.
ANSWER = """() => document.querySelectorAll("form.live-question").forEach((form) => {
    const fields = [...form.querySelectorAll("input")];
    if (fields[0].type === "text") fields[0].value = "-987654321";
    else fields[fields.length - 1].checked = true;
    form.requestSubmit();
    for (const answer of form.querySelectorAll("details")) answer.open = true;
})"""
SAID = "(forms) => forms.map((form) => form.querySelector('output').textContent)"
AROUND = "(forms) => forms.map((f) => getComputedStyle(f.parentElement).backgroundColor)"

#: The rules that look at colours, of those that axe runs unasked.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RULES = "() => axe.getRules(['cat.color']).map((rule) => [rule.ruleId, rule.tags])"

#: What the other rules can know of a page: every element with its attributes
#: and words, whether it is seen, and where; a style, a colour and an image's data are looks.
#: What a screen reader is told of a figure is left out: it comes when the hand has rested.
ELEMENTS = """() => [...document.body.querySelectorAll("*:not(.live-readout)")].map((e) => {
    const box = e.getBoundingClientRect();
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("");
    const attributes = [...e.attributes].map((a) => `${a.name}=${a.value}`)
        .filter((text) => !/^(style=|color=|href=data:)/.test(text));
    return [e.localName, ...attributes, words, e.checkVisibility(), box.x, box.y, box.width,
        box.height].join("|");
})"""

#: Hides, or shows again, the words of a block of code that look as another one before them does.
HIDE_TWINS = """(hide) => document.querySelectorAll("pre").forEach((block) => {
    const looks = new Set();
    for (const word of block.querySelectorAll(":scope > span:not(:has(*))")) {
        const { color, backgroundColor, fontSize, fontWeight, opacity } = getComputedStyle(word);
        const look = [color, backgroundColor, fontSize, fontWeight, opacity].join();
        word.style.visibility = hide && looks.has(look) ? "hidden" : "";
        looks.add(look);
    }
})"""


@pytest.fixture
def axe():
    return Axe()


@every_read_page
def test_a_page_has_no_accessibility_violation_in_the_light(visit, site, axe, name):
    page = visit(site + name).page
    assert theme_of(page) == "light"
    with all_open(page):
        check(axe.run(page).response)


@every_read_page
def test_a_page_in_the_dark_differs_from_the_one_in_the_light_by_its_colours_alone(visit, name):
    page = visit(FOLDER + name, **DARK).page
    with all_open(page):
        assert theme_of(page) == "dark"
        dark = page.evaluate(ELEMENTS)
        page.emulate_media(color_scheme="light")
        page.wait_for_function("() => document.documentElement.dataset.theme === 'light'")
        wait_two_frames(page)
        light = page.evaluate(ELEMENTS)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    differing = [pair for pair in zip(dark, light, strict=True) if pair[0] != pair[1]]
    assert differing[:3] == []


@every_read_page
def test_the_colours_of_a_page_have_no_accessibility_violation_in_the_dark(visit, axe, name):
    page = visit(FOLDER + name, **DARK).page
    assert theme_of(page) == "dark"
    with all_open(page):
        # The other rules see what they saw in the light: so says the test above. Four of five
        # words on a page are words of code; those of one colour stand on the same ground, and
        # that nothing lies over one of them has been seen in the light, where axe looks at all.
        page.evaluate(HIDE_TWINS, True)
        options = {"resultTypes": ["violations"], "runOnly": COLOUR_RULES}
        found = axe.run(page, options=options).response
        page.evaluate(HIDE_TWINS, False)
    check(found)


def test_axe_has_no_further_rule_about_colours_but_the_one_that_is_stricter_than_most(browser, axe):
    page = browser.new_page()
    page.evaluate(axe.axe_script)
    rules = {name for name, tags in page.evaluate(RULES) if "wcag2aaa" not in tags}
    page.close()
    assert rules == set(COLOUR_RULES)


def theme_of(page):
    return page.evaluate("document.documentElement.dataset.theme")


def all_open(page):
    """Answer all questions of a page, and open its answers, solutions and hidden code."""
    page.evaluate(ANSWER)
    forms = page.locator("form.live-question")
    assert all(forms.evaluate_all(SAID))
    assert set(forms.evaluate_all(AROUND)) <= {"rgba(0, 0, 0, 0)"}, "the theme frames it"
    return unfolded(page)


def check(response):
    told = [
        f"{v['id']}: {n['html'][:200]} — {n.get('failureSummary', '')[:300]}"
        for v in response["violations"]
        for n in v["nodes"]
    ]
    assert told == []
    assert {"color-contrast"} <= {rule["id"] for rule in response["passes"]}, "axe saw no words"
