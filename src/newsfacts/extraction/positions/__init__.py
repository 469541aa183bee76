"""Positions: who takes which stance towards what, from what the speech and stance rules found."""

from __future__ import annotations

from .building import Outcome, positions
from .quotations import quotations

__all__ = ["Outcome", "positions", "quotations"]
