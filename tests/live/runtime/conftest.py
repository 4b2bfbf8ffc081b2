"""The page that the tests of the runtime share."""

import pytest
from javascript import Runtime


@pytest.fixture(scope="session")
def runtime(browser):
    context = browser.new_context()
    yield Runtime(context.new_page())
    context.close()
