"""What all controls are: things that a reader can move, as plain descriptions.

A control knows its range, its start and its label, checks a value, and says what the
figure's function receives for it. It knows no page and no widget.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar


class ControlError(ValueError):
    """A control was declared, or set, with a value it cannot have."""


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

    def argument_for(self, value: Any) -> Any:
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
