"""Makes an Analysis of tagged and parsed tokens, whatever tagged them: repairs, then clause frames."""

from __future__ import annotations

import msgspec

from newsfacts.model import Article

from .clauses import ClauseBuilder
from .lemmas import Lemmas
from .retagging import retag
from .sentences import Divided
from .structure import Analysis, Token
from .wordforms import WordForms


class Assembler:
    """What every analyser does after its model: shared so that extraction never sees which model it was."""

    def __init__(self, forms: WordForms, lemmas: Lemmas, version: str) -> None:
        self._forms, self._lemmas, self.version = forms, lemmas, version
        self._build = ClauseBuilder(forms)

    def __call__(self, article: Article, divided: Divided, tokens: tuple[Token, ...]) -> Analysis:
        """The analysis of an article from its divided text and its tokens."""
        sentence_of = [0] * len(tokens)
        for sentence in divided.sentences:
            sentence_of[sentence.first : sentence.last] = [sentence.index] * (sentence.last - sentence.first)
        given = tokens
        tokens = self._lemmatised(retag(tokens, divided.sentences, self._forms), given)
        built = self._build(tokens, divided.sentences, divided.quotations)
        repaired = tuple(self._repaired(token, built.forms.get(token.index, "")) for token in tokens)
        return Analysis(
            article, repaired, divided.sentences, divided.quotations, tuple(built.clauses), tuple(sentence_of),
            tuple(built.clause_of), self.version, tuple(built.phrases),
        )  # fmt: skip

    def _lemmatised(self, tokens: tuple[Token, ...], given: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with the lemmas of their mended parts of speech."""
        return tuple(
            token
            if token.pos == before.pos
            else msgspec.structs.replace(token, lemma=self._lemmas(token.text, token.pos))
            for token, before in zip(tokens, given, strict=True)
        )

    def _repaired(self, token: Token, form: str) -> Token:
        """The token as what the clause showed it to be: another kind of verb form, or a verb at all."""
        if form == token.form or not form:
            return token
        pos = token.pos if token.pos in ("VERB", "AUX") else "VERB"
        mood = token.mood or "Ind" if form == "Fin" else ""
        lemma = self._lemmas(token.text, pos, form)
        return msgspec.structs.replace(token, pos=pos, form=form, mood=mood, lemma=lemma)
