"""Runs the figure's JavaScript modules in a browser page, with arrays passed bit for bit."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

import mathlib

#: Where the addresses of modules start, and where most of them are.
PACKAGE = Path(mathlib.__file__).parent
RUNTIME = "live/page/runtime/"
ADDRESS = "http://runtime.test/"

#: Whether every figure of a page runs, or has said why it cannot.
AWAKE = """() => [...document.querySelectorAll("figure.live-figure")]
    .every((figure) => figure.dataset.live)"""

# Arrays travel as the bytes of their doubles: exact, and many at once are quick to send.
_RECEIVER = """
const unpack = (v) =>
  v?.doubles !== undefined
    ? new Float64Array(Uint8Array.from(atob(v.doubles), (c) => c.charCodeAt(0)).buffer)
    : Array.isArray(v) ? v.map(unpack)
    : v && typeof v === "object"
      ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, unpack(x)]))
      : v;
const text = (bytes) => {
  let s = "";
  const part = 8192; // a call can take only so many arguments
  for (let i = 0; i < bytes.length; i += part) {
    s += String.fromCharCode(...bytes.subarray(i, i + part));
  }
  return s;
};
const bytesOf = (v) => new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
const pack = (v) =>
  v instanceof Float64Array ? { doubles: btoa(text(bytesOf(v))) }
    : Array.isArray(v) ? v.map(pack)
    : v && typeof v === "object"
      ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, pack(x)]))
      : v;
window.call = async ([name, source, argument]) => {
  const module = await import("/" + name);
  const result = await (0, eval)("(" + source + ")")(module, unpack(JSON.parse(argument)));
  return JSON.stringify(pack(result) ?? null);
};
"""


def packed(value: Any) -> Any:
    """Return the value with its NumPy arrays as bytes, for `_RECEIVER`."""
    if isinstance(value, np.ndarray):
        doubles = np.asarray(value, dtype="<f8", order="C").tobytes()
        return {"doubles": base64.b64encode(doubles).decode()}
    if isinstance(value, list | tuple):
        return [packed(item) for item in value]
    if isinstance(value, dict):
        return {key: packed(item) for key, item in value.items()}
    return value


def unpacked(value: Any) -> Any:
    """Return what came back with its arrays as NumPy's, each with one axis."""
    if isinstance(value, dict) and "doubles" in value:
        return np.frombuffer(base64.b64decode(value["doubles"]), dtype="<f8")
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    if isinstance(value, dict):
        return {key: unpacked(item) for key, item in value.items()}
    return value


class Runtime:
    """A page that holds nothing but the runtime's modules, unbundled.

    Parameters
    ----------
    page : playwright.sync_api.Page
        An empty page; every request it makes is answered from ``mathlib``.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        page.route("**/*", self._answer)
        page.goto(ADDRESS)
        page.add_script_tag(content=_RECEIVER)

    @staticmethod
    def _answer(route: Any) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if not name:
            route.fulfill(content_type="text/html", body="<!doctype html><title>runtime</title>")
        elif (file := PACKAGE / name).is_file():
            route.fulfill(content_type="text/javascript", body=file.read_text("utf-8"))
        else:
            route.fulfill(status=404)

    def call(self, module: str, source: str, argument: Any = None) -> Any:
        """Import a module and return ``source(module, argument)``.

        Parameters
        ----------
        module : str
            A file of the runtime, such as ``"program.js"``, or a path in ``mathlib``.
        source : str
            A JavaScript function of the module and the argument.
        argument : any
            What JSON can say; NumPy arrays inside it arrive as ``Float64Array``, and come
            back the same way. Numbers that may be nan, infinite or -0.0 go in arrays.
        """
        sent = json.dumps(packed(argument), allow_nan=False)
        path = module if "/" in module else RUNTIME + module
        return unpacked(json.loads(self.page.evaluate("call", [path, source, sent])))
