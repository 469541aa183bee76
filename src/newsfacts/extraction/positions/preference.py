"""What a position prefers its content to: the words behind "statt"."""

from __future__ import annotations

from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import TokenRange

from .acts import Act

MOTTO = 7  # tokens of a quotation, marks included, that may be a name


def preferred(view: View, act: Act) -> TokenRange | None:
    """The words behind a preposition of replacement in the content, None where nothing is replaced."""
    for index in range(act.first, act.last - 1):
        if view.lower(index) in word_class("instead") and not _in_name(view, index):
            return view.grown(index + 1, index + 2)
    return None


def _in_name(view: View, index: int) -> bool:
    """Whether the token stands in a short quotation, a name or motto."""
    return any(q.first <= index < q.last and q.last - q.first <= MOTTO for q in view.analysis.quotations)
