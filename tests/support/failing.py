"""What a fixture must know of its test when it cleans up."""

import pytest

#: In the stash of a test that has failed.
FAILED = pytest.StashKey[bool]()
