"""How far each rule is to be trusted.

The figures are the shares of right messages among those a rule found in the two thirds of the quotation corpus that
were read, shrunk towards their mean where a rule found few; what the corpus leaves out on principle (questions under
consideration, sources appealed to) is judged by the news articles annotated in full.
"""

from __future__ import annotations

_NESTED = "nested-"
_OTHERS = 0.75
_SHARES = {
    "quote-inserted": 0.97,
    "quote-verb": 0.96,
    "source-noun": 0.95,
    "source-any": 0.95,
    "source-saying": 0.9,
    "source-thus": 0.92,
    "free-subjunctive": 0.9,
    "indirect-v": 0.9,
    "quote-colon": 0.9,
    "quote-alone": 0.88,
    "inserted": 0.88,
    "indirect-d": 0.88,
    "indirect-i": 0.85,
    "source-whereby": 0.82,
    "quote-phrase": 0.82,
    "anaphor": 0.76,
    "free-clause": 0.71,
    "source-appeal": 0.7,
    "noun-clause": 0.68,
    "transcript": 0.65,
    "indirect-o": 0.6,
    "source-view": 0.5,
}


def confidence(rule: str) -> float:
    """The confidence of what `rule` found, in (0, 1]."""
    return _SHARES.get(rule.removeprefix(_NESTED), _OTHERS)
