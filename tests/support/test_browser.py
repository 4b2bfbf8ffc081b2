"""Tests of tests/browser.py, which finds the browser that the other tests drive."""

import subprocess
import sys

import pytest

from support import browser


@pytest.fixture(autouse=True)
def no_memory():
    """Forget, before and after, which browser was found."""
    browser.find_browser.cache_clear()
    yield
    browser.find_browser.cache_clear()


@pytest.mark.usefixtures("browser")  # `make check` has none
def test_the_browser_found_can_be_run():
    run = subprocess.run([browser.find_browser(), "--version"], capture_output=True, text=True)
    assert run.returncode == 0
    assert "Chrom" in run.stdout


def test_a_named_browser_comes_first(monkeypatch, tmp_path):
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    monkeypatch.setenv(browser.VARIABLE, str(mine))
    assert browser.find_browser() == str(mine)


def test_a_named_browser_that_is_missing_is_an_error(monkeypatch):
    monkeypatch.setenv(browser.VARIABLE, "/no/such/chrome")
    with pytest.raises(browser.NoBrowserError, match="/no/such/chrome"):
        browser.find_browser()


def test_without_any_browser_the_error_says_what_to_install(monkeypatch):
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "INSTALLED", ("no-such-browser",))
    monkeypatch.setattr(browser, "playwrights_own", lambda: None)
    with pytest.raises(browser.NoBrowserError, match="apt-get install chromium"):
        browser.find_browser()


def test_playwrights_own_browser_is_fetched_when_it_is_the_last_hope(monkeypatch, tmp_path):
    fetched = tmp_path / "chrome"
    commands = []

    def run(command, **options):
        commands.append(command)
        if command[1] == "-m":
            fetched.touch()
        return subprocess.CompletedProcess(command, 0, stdout=f"{fetched}\n")

    monkeypatch.setattr(subprocess, "run", run)
    assert browser.playwrights_own() == str(fetched)
    assert commands[1][1:] == ["-m", "playwright", "install", "chromium"]


def test_a_download_that_fails_leaves_no_browser(monkeypatch):
    gone = subprocess.CompletedProcess([], 1, stdout="/no/such/chrome\n")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: gone)
    assert browser.playwrights_own() is None


def test_playwright_can_be_asked_where_its_browser_is():
    run = subprocess.run([sys.executable, "-c", browser.WHERE], capture_output=True, text=True)
    assert "chrom" in run.stdout.lower(), run.stderr
