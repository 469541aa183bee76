"""Positions: who takes which stance towards what, from what the speech and stance rules found."""

from __future__ import annotations

from .building import Outcome, positions

__all__ = ["Outcome", "positions"]
