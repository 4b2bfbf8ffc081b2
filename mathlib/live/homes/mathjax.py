"""Joins MathJax's components, from the package that carries them, into one script."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

MATHJAX_PACKAGE = "sphinx-mathjax-offline"


def mathjax_folder() -> Path:
    """Return where the MathJax package keeps its files.

    Its name has hyphens, so it cannot be imported by an import statement.
    """
    spec = importlib.util.find_spec(MATHJAX_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            f"{MATHJAX_PACKAGE} is not installed: pip install -r requirements.txt"
        )
    return Path(spec.submodule_search_locations[0]) / "static" / "mathjax"


def joined_components(folder: Path, components: Sequence[str]) -> str:
    """Join MathJax's components into one script, in the order they need.

    Parameters
    ----------
    folder : Path
        The folder that holds MathJax's ``startup.js``, ``core.js`` and so on.
    components : sequence of str
        Their names, ``"startup"`` first and each after what it builds on.

    Returns
    -------
    str
        JavaScript that starts MathJax without loading any component.
    """
    start, *others = ((folder / f"{name}.js").read_text("utf-8") for name in components)
    names = ", ".join(f'"{name}"' for name in components[1:])
    return ";\n".join([start, f"MathJax.loader.preLoad({names})", *others])
