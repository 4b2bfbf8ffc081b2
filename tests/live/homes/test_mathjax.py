import importlib.util

import pytest

from mathlib.live.homes.mathjax import joined_components, mathjax_folder


def test_components_stand_in_their_order_and_are_called_loaded_before_they_run(tmp_path):
    for name in ("startup", "core", "input"):
        (tmp_path / f"{name}.js").write_text(f"run('{name}')")
    script = joined_components(tmp_path, ["startup", "core", "input"])
    assert script.split(";\n") == [
        "run('startup')",
        'MathJax.loader.preLoad("core", "input")',
        "run('core')",
        "run('input')",
    ]


def test_mathjax_is_installed_whole():
    assert (mathjax_folder() / "tex-svg-full.js").exists()


def test_a_package_that_is_not_installed_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="sphinx-mathjax-offline .* pip install"):
        mathjax_folder()
