"""Questions that the page itself checks."""

from .questions import Question, QuestionError, ask_choice, ask_number

__all__ = ["Question", "QuestionError", "ask_choice", "ask_number"]
