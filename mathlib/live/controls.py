"""Controls: what a reader can move, as plain descriptions.

A control knows its range, its start and its label, checks a value, and says what the
figure's function receives for it. It knows no page and no widget. The kinds that need
more room stand in `sliders`, `points` and `state`. Imports NumPy only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np


class ControlError(ValueError):
    """A control was declared, or set, with a value it cannot have."""


#: A relative address: nothing in it could name another host, or run.
_PAGE_OF_THE_BOOK = re.compile(r"(\.\./|[\w-]+/)*[\w-]+\.html(#[\w-]+)?|#[\w-]+")


def plain(value: float) -> str:
    """Write a number in a message, without the digits that only floats have."""
    return f"{value:.12g}"


@dataclass(frozen=True)
class Control:
    """What all controls share: a label for the reader, a start, and a check.

    Parameters
    ----------
    label : str, keyword only
        What the reader sees beside the control.
    """

    label: str = field(default="", kw_only=True)

    #: The control's name in the page's tables, and in its messages.
    kind: ClassVar[str] = ""
    noun: ClassVar[str] = ""

    @property
    def start_value(self) -> Any:
        """The value the figure opens with."""
        raise NotImplementedError

    def check(self, value: Any) -> Any:
        """Return a value this control can have, or raise `ControlError`."""
        raise NotImplementedError

    def numbers(self, value: Any) -> Any:
        """Return the numbers that the graph's input holds for a value."""
        return value

    def received(self, numbers: Any) -> Any:
        """Return what the figure's function receives, plain or recorded, for its numbers."""
        return numbers

    def given(self, value: Any) -> Any:
        """Return what the figure's function receives for a value of the control."""
        return self.received(self.numbers(self.check(value)))

    def packed(self, value: Any) -> Any:
        """Return a value in JSON's terms; numbers that it has no word for become text."""
        if isinstance(value, tuple):
            return [self.packed(number) for number in value]
        return str(value) if isinstance(value, float) and not math.isfinite(value) else value

    def unpacked(self, data: Any) -> Any:
        """Return the value that JSON holds, the way back from `packed`."""
        return tuple(data) if isinstance(data, list) else data

    def described(self) -> dict[str, Any]:
        """Return the control as plain data for the page."""
        start = self.packed(self.start_value)
        return {"type": self.kind, "label": self.label, "start": start}

    def who(self) -> str:
        """Return what a message calls the control."""
        return f"the {self.noun} “{self.label}”" if self.label else f"the {self.noun}"


@dataclass(frozen=True)
class Toggle(Control):
    """Something that is on or off.

    The function receives a condition, for ``np.where(toggle, a, b)``, for ``a * toggle``
    and for ``words(toggle, ("off", "on"))``.

    Parameters
    ----------
    start : bool
        Whether it is on when the figure opens.
    label
        As for every `Control`.

    Raises
    ------
    ControlError
        If the start is neither True nor False.

    Examples
    --------
    >>> normalise = Toggle(label="divide by the length")
    """

    start: bool = False

    kind: ClassVar[str] = "toggle"
    noun: ClassVar[str] = "toggle"

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.check(self.start))

    @property
    def start_value(self) -> bool:
        """Whether it is on when the figure opens."""
        return self.start

    def check(self, value: Any) -> bool:
        """Return the value if it is True or False (or NumPy's, or 1 or 0).

        Raises
        ------
        ControlError
            If it is anything else.
        """
        if not isinstance(value, int | np.bool_) or value not in (0, 1):
            raise ControlError(f"{self.who()} is True or False, not {value!r}.")
        return bool(value)


@dataclass(frozen=True)
class Choice(Control):
    """One of several things, chosen by name.

    The function receives the thing itself, a plain Python value: a number, a string, a
    landscape. It may do anything with it, `if` included, because the figure is recorded
    once for every option, and for every combination where there are several choices.

    Parameters
    ----------
    options : sequence of str, or mapping of str to anything
        The names the reader chooses from, and what each stands for.
    start : str, optional
        The name the figure opens with; the first when left out.
    links : mapping of str to (str, str), optional
        For some options, the words and the address of a link that stands beside the menu
        while the option is chosen. The address is a page of the same book, seen from the
        figure's: ``"chapters/07-gradient-descent.html#the-rule"``.
    label
        As for every `Control`.

    Raises
    ------
    ControlError
        If there are no options, a name is not text, the start is none of them, or a link
        belongs to none of them or leads out of the book.

    Examples
    --------
    >>> kind = Choice({"bowl": 1, "ravine": 20}, label="landscape")
    """

    options: Sequence[str] | Mapping[str, Any]
    start: str | None = None
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    kind: ClassVar[str] = "choice"
    noun: ClassVar[str] = "choice"

    def __post_init__(self) -> None:
        options = self.options
        named = dict(options) if isinstance(options, Mapping) else {o: o for o in options}
        if not named or not all(isinstance(name, str) for name in named):
            raise ControlError(
                "a Choice needs at least one option, each with a name that is text: "
                'Choice(["a", "b"]) or Choice({"a": 1, "b": 2}).'
            )
        object.__setattr__(self, "options", named)
        start = next(iter(named)) if self.start is None else self.start
        object.__setattr__(self, "start", self.check(start))
        for option, (_words, address) in self.links.items():
            self.check(option)
            if not _PAGE_OF_THE_BOOK.fullmatch(address):
                raise ControlError(
                    f"{self.who()} links to {address!r}, which is no page of the same book. "
                    f'Give one as seen from here: "chapters/01-name.html#section".'
                )

    @property
    def start_value(self) -> str:
        """The name the figure opens with."""
        return self.start

    def check(self, value: Any) -> str:
        """Return the value if it names an option.

        Raises
        ------
        ControlError
            If it does not.
        """
        if not (isinstance(value, str) and value in self.options):
            raise ControlError(
                f"{self.who()} has the options {', '.join(map(repr, self.options))}; "
                f"{value!r} is none of them."
            )
        return value

    def received(self, numbers: str) -> Any:
        """Return what the name stands for."""
        return self.options[numbers]

    def described(self) -> dict[str, Any]:
        """Return the choice as plain data for the page."""
        return super().described() | {"options": list(self.options)}
