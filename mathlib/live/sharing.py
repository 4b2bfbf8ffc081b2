"""Shared controls: those of one name move together in all figures of a session.

Page and kernel each tie their own figures, so that a hand that moves fast is not overtaken
by what the kernel still says of it. The page's part is in `runtime/figure.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from .controls import Control, ControlError

_joined: WeakSet[Any] = WeakSet()
#: What may differ between two controls that move together.
_OWN = ("label", "axes")


def join(figure: Any) -> None:
    """Tie a new figure's shared controls to those of the same name in earlier figures.

    Parameters
    ----------
    figure : LiveFigure
        Its shared controls take the values that the others have now.

    Raises
    ------
    ControlError
        If it holds one name twice, or a control of another kind, range or start than an
        earlier figure's.
    """
    shared = _shared_names(figure)
    names = [figure.recording.controls[name].shared for name in shared]
    if len(set(names)) < len(names):
        raise ControlError(f"{figure.name} has two controls that share one name: {names}.")
    _forget_earlier(figure)
    peers = list(_peers(figure))
    for peer in peers:
        for own, theirs in _pairs(figure, peer):
            _check_alike(figure, own, peer, theirs)
    for peer in peers:
        for own, theirs in _pairs(figure, peer):
            setattr(figure, own, getattr(peer, theirs))
    if shared:
        _joined.add(figure)
        figure.observe(_spread, shared)


def _namespace(figure: Any) -> Any:
    """Return what two figures of one notebook have in common: where their functions live."""
    return getattr(figure.recording.function, "__globals__", None)


def _shared_names(figure: Any) -> list[str]:
    return [name for name, control in figure.recording.controls.items() if control.shared]


def _name(figure: Any) -> str:
    return figure.recording.function.__name__


def _forget_earlier(figure: Any) -> None:
    """Forget the figure that stood under this name before its cell was run again."""
    for other in list(_joined):
        if _namespace(other) is _namespace(figure) and _name(other) == _name(figure):
            other.unobserve(_spread, _shared_names(other))
            _joined.discard(other)


def _peers(figure: Any) -> Iterator[Any]:
    others = (other for other in list(_joined) if other is not figure)
    return (other for other in others if _namespace(other) is _namespace(figure))


def _pairs(figure: Any, peer: Any) -> Iterator[tuple[str, str]]:
    """List the controls that two figures share: the one's name and the other's."""
    theirs = {c.shared: n for n, c in peer.recording.controls.items() if c.shared}
    for name, control in figure.recording.controls.items():
        if control.shared in theirs:
            yield name, theirs[control.shared]


def _check_alike(figure: Any, own: str, peer: Any, theirs: str) -> None:
    one, other = figure.recording.controls[own], peer.recording.controls[theirs]
    if _alike(one) != _alike(other):
        raise ControlError(
            f"{own!r} of {_name(figure)} and {theirs!r} of {_name(peer)} share the name "
            f"{one.shared!r} and cannot move together: {one} and {other}. Give both the same "
            f"kind, range and start, and run both cells again."
        )


def _alike(control: Control) -> dict[str, Any]:
    return {n: value for n, value in control.described().items() if n not in _OWN}


def _spread(change: Any) -> None:
    """Move the controls that share a name with the one that moved."""
    figure = change.owner
    page_knows = figure.is_answering or figure.is_following
    for peer in _peers(figure):
        for own, theirs in _pairs(figure, peer):
            if own == change.name and not _holds(peer, theirs, change.new):
                peer.follow(theirs, change.new, page_knows)


def _holds(figure: Any, name: str, value: Any) -> bool:
    """Tell whether a control has a value; in JSON's terms, where nan equals itself."""
    packed = figure.recording.controls[name].packed
    return packed(getattr(figure, name)) == packed(value)
