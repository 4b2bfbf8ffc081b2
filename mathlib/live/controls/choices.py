"""Choices: something that is on or off, and one of several things by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from .base import Control, ControlError

#: A relative address: nothing in it could name another host, or run.
_PAGE_OF_THE_BOOK = re.compile(r"(\.\./|[\w-]+/)*[\w-]+\.html(#[\w-]+)?|#[\w-]+")


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
