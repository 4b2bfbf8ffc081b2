"""Tests of mathlib.live.homes.sphinx.styles."""

import json
from pathlib import Path

import pydata_sphinx_theme
import pytest

from mathlib.live.homes.sphinx.styles import names_in_use, used_rules, with_imports

USED = {"used", "also", "md:grid"}
RULES = [
    (".used{a:b}", ".used{a:b}"),
    (".not{a:b}", ""),
    (".used,.not{a:b}", ".used{a:b}"),
    (".used .not{a:b}", ""),
    (".used.also>p{a:b}", ".used.also>p{a:b}"),
    ("#used{a:b}#not{a:b}", "#used{a:b}"),
    (":root,p{--x:1}", ":root,p{--x:1}"),
    # What stands in brackets may or may not be there: such rules stay.
    (".used:not(.not){a:b}", ".used:not(.not){a:b}"),
    (":is(.not,.used) p{a:b}", ":is(.not,.used) p{a:b}"),
    ("[href$='a.not,b'],.not{a:b}", "[href$='a.not,b']{a:b}"),
    (r".md\:grid{a:b}", r".md\:grid{a:b}"),
    (r".lg\:grid{a:b}", ""),
    ("@media (x){.used{a:b}.not{a:b}}", "@media (x){.used{a:b}}"),
    ("@media (x){.not{a:b}}", ""),
    ("@font-face{src:url(a;b{c})}", "@font-face{src:url(a;b{c})}"),
    ("@keyframes k{from{a:b}to{a:c}}", "@keyframes k{from{a:b}to{a:c}}"),
    ('@charset "UTF-8";.not{a:b}', '@charset "UTF-8";'),
    ('.used{content:"}.not{"}.not{a:b}', '.used{content:"}.not{"}'),
]


@pytest.mark.parametrize(("css", "kept"), RULES)
def test_a_rule_is_kept_if_and_only_if_its_names_are_in_use(css, kept):
    assert used_rules(css, USED) == kept


def test_what_a_sheet_imports_stands_in_it_and_finds_its_pictures(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.css").write_text('@import "../two.css";\np{a:b}')
    (tmp_path / "two.css").write_text("q{c:url(x.png);d:url(\"data:y\");e:url('z.png')}")
    assert with_imports(tmp_path / "a" / "one.css") == (
        "q{c:url(../x.png);d:url(\"data:y\");e:url('../z.png')}\np{a:b}"
    )


def test_no_sheet_of_a_page_waits_for_another(site):
    sheets = [sheet.read_text("utf-8") for sheet in site.rglob("*.css")]
    assert sheets and not [css for css in sheets if "@import" in css]


def test_names_come_from_classes_ids_and_every_word_of_a_pages_scripts(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.html").write_text(
        '<p class="one two" id="three">unread</p><script>f("four")</script>'
        '<script defer src="../x.js?v=1"></script>'
    )
    (tmp_path / "x.js").write_text("e.classList.add('five-six')")
    (tmp_path / "y.js").write_text("unloaded")
    names = names_in_use(tmp_path)
    assert names >= {"one", "two", "three", "four", "five-six"}
    assert not names & {"unread", "unloaded"}


MATCHED = """
(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const found = [];
  const walk = (rules, where) => {
    for (const rule of rules) {
      if (rule.selectorText) {
        for (const selector of rule.selectorText.split(/,(?![^(]*\\))/)) {
          // A state or a generated part cannot be asked for: ask for its element.
          const element = selector.replace(/:(:?(before|after|placeholder|marker|backdrop|-[\\w-]+)
            |hover|focus[\\w-]*|active|visited|target)(?![\\w-])/gx, "").trim();
          let matches = false;
          try { matches = document.querySelector(element || "*") !== null; } catch { }
          if (matches) found.push(where + selector.trim());
        }
      } else if (rule.cssRules) walk(rule.cssRules, rule.conditionText + "|");
    }
  };
  walk(sheet.cssRules, "");
  return found;
}
""".replace("\n            |hover", "|hover").replace("/gx", "/g")


def test_no_rule_is_lost_that_matches_an_element_of_a_page(site, browser):
    (whole,) = Path(pydata_sphinx_theme.__file__).parent.rglob("pydata-sphinx-theme.css")
    pruned = site / "_static" / "styles" / "pydata-sphinx-theme.css"
    page = browser.new_page()
    for file in site.rglob("*.html"):
        page.goto(file.as_uri())
        before = page.evaluate(MATCHED, whole.read_text("utf-8"))
        after = page.evaluate(MATCHED, pruned.read_text("utf-8"))
        assert len(before) > 150
        assert set(before) - set(after) == set(), file.name
    page.close()


def test_the_themes_sheet_is_a_third_of_what_it_was(site):
    (whole,) = Path(pydata_sphinx_theme.__file__).parent.rglob("pydata-sphinx-theme.css")
    pruned = site / "_static" / "styles" / "pydata-sphinx-theme.css"
    assert pruned.stat().st_size < whole.stat().st_size / 3


def test_licences_are_kept(site):
    text = (site / "_static" / "styles" / "pydata-sphinx-theme.css").read_text("utf-8")
    assert "Bootstrap" in text
    assert "Font Awesome Free" in text


def test_every_page_links_the_books_own_sheet_after_the_themes(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert 0 < text.index("pydata-sphinx-theme.css") < text.index("_static/book.css"), page


def test_the_sheet_is_valid_for_a_browser(site, browser):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    text = (site / "_static" / "book.css").read_text("utf-8")
    count = page.evaluate(
        f"(() => {{ const s = new CSSStyleSheet(); s.replaceSync({json.dumps(text)});"
        "const count = (rules) => [...rules].reduce((sum, r) => sum + 1 + count(r.cssRules), 0);"
        "return count(s.cssRules); })()"
    )
    assert count == text.count("}")
    page.close()
