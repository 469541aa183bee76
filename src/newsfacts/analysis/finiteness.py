"""Which verbs are finite: the model's word checked against the form itself and against what its stretch of text needs.

The model takes plural forms for infinitives and prefixed participles for finite verbs. HanTa knows what a form can be;
"zu" before it, a finite auxiliary beside it, or a subordinate clause left without a verb decide the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from .grammar import Grammar
from .structure import Token
from .wordforms import WordForms

_KINDS = {"(FIN)": "Fin", "(IMP)": "Fin", "(INF)": "Inf", "(IZU)": "Inf", "(PP)": "Part"}
_VERBS = frozenset(("VERB", "AUX"))
_PROMOTED = frozenset(("VERB", "AUX", "ADJ", "ADV", "NOUN", "ADP", "X", "PROPN"))


class Finiteness:
    """Finite, infinitive or participle for the tokens of one sentence; "" for what is no verb."""

    def __init__(self, tokens: Sequence[Token], forms: WordForms, grammar: Grammar) -> None:
        self._tokens, self._forms, self._grammar = tokens, forms, grammar

    def possible(self, token: Token) -> frozenset[str]:
        """What the form can be by HanTa."""
        tags = self._forms[token.text].tags
        return frozenset(_KINDS[tag[2:]] for tag in tags if tag[2:] in _KINDS)

    def alone(self, index: int) -> str:
        """The kind of a verb as its own form and a "zu" before it decide."""
        token = self._tokens[index]
        if token.pos not in _VERBS:
            return ""
        if not self._verbal(token):
            return ""
        possible = self.possible(token) or frozenset((token.form or "Fin",))
        if self._infinitive(index, token, possible):
            return "Inf"
        if token.form in possible:
            return token.form
        for kind in ("Fin", "Part", "Inf"):
            if kind in possible:
                return kind
        return token.form

    def _verbal(self, token: Token) -> bool:
        """Whether the form can be a verb at all, as far as HanTa knows it."""
        tags = self._forms[token.text].tags
        return not tags or any(tag.startswith(("VV", "VA", "VM")) for tag in tags)

    def known(self, lemma: str) -> bool:
        """Whether a word is frequent enough to have a cluster."""
        return bool(self._forms.cluster(lemma))

    def _infinitive(self, index: int, token: Token, possible: frozenset[str]) -> bool:
        if any(tag.endswith("(IZU)") for tag in self._forms[token.text].tags[:1]):
            return True
        previous = self._tokens[index - 1] if index else None
        return previous is not None and previous.pos == "PART" and previous.relation == "mark" and "Inf" in possible

    def promotable(self, index: int) -> bool:
        """Whether a token that is not finite could be: its form allows it and no "zu" stands before it."""
        token = self._tokens[index]
        if token.pos not in _PROMOTED or "Fin" not in self.possible(token):
            return False
        if token.pos not in _VERBS and token.text[:1].isupper() and index:
            return False
        previous = self._tokens[index - 1] if index else None
        return previous is None or not (previous.pos == "PART" and previous.relation == "mark")

    def demoted(self, index: int) -> str:
        """What a finite verb is where its stretch has another: participle, infinitive, or "" if it can be neither."""
        possible = self.possible(self._tokens[index])
        for kind in ("Part", "Inf"):
            if kind in possible:
                return kind
        return ""

    def has_zu(self, index: int) -> bool:
        """Whether an infinitive has its "zu" before it or inside it ("herauszufinden")."""
        before = self._tokens[index - 1] if index else None
        if before is not None and before.pos == "PART" and before.relation == "mark":
            return True
        return any(tag.endswith("(IZU)") for tag in self._forms[self._tokens[index].text].tags[:1])
