"""Lemmas by HanTa, chosen by the part of speech that the model found; kept in a cache by form."""

from __future__ import annotations

from typing import Any

from .wordforms import WordForms

_LIMIT = 400_000
# For each UPOS the HanTa tags it may correspond to, best first.
TAGS = {
    "NOUN": ("NN", "NNA", "NNI", "NE"),
    "PROPN": ("NE", "NN"),
    "ADJ": ("ADJ(A)", "ADJ(D)", "VV(PP)", "PIAT", "CARD"),
    "VERB": (
        "VV(FIN)", "VV(INF)", "VV(PP)", "VV(IZU)", "VV(IMP)", "VM(FIN)", "VM(INF)", "VA(FIN)", "VA(INF)", "VA(PP)",
    ),
    "AUX": ("VA(FIN)", "VA(INF)", "VA(PP)", "VM(FIN)", "VM(INF)", "VM(PP)"),
    "DET": ("ART", "PDAT", "PIAT", "PPOSAT", "PRELAT", "PWAT"),
}  # fmt: skip
_BY_FORM = {"Fin": ("(FIN)",), "Inf": ("(INF)", "(IZU)"), "Part": ("(PP)",)}
_GENITIVE = "s"
_CAPITALISED = ("NOUN", "PROPN")


class Lemmas:
    """Gives the lemma of a form read as a part of speech and, for verbs, as finite, infinitive or participle."""

    def __init__(self, forms: WordForms, tagger: Any) -> None:
        self._forms, self._tagger = forms, tagger
        self._known: dict[tuple[str, str, str], str] = {}

    def __call__(self, form: str, pos: str, finiteness: str = "") -> str:
        key = (form, pos, finiteness)
        lemma = self._known.get(key)
        if lemma is None:
            if len(self._known) >= _LIMIT:
                self._known.clear()
            lemma = self._known[key] = self._find(form, pos, finiteness)
        return lemma

    def _find(self, form: str, pos: str, finiteness: str) -> str:
        if pos not in TAGS or not self._forms[form].tags:
            return form.lower() if pos not in _CAPITALISED else form
        if pos == "PROPN" and not form.endswith(_GENITIVE):
            return form  # names have no other ending
        tag = self._tag(form, pos, finiteness)
        lemma = str(self._tagger.analyze(form, pos=tag)[0]) or form
        return _cased(lemma, form) if pos in _CAPITALISED else lemma.lower()

    def _tag(self, form: str, pos: str, finiteness: str) -> str:
        """The HanTa tag to read the form as: one that HanTa holds possible if any fits."""
        possible = self._forms[form].tags
        wanted = TAGS[pos]
        endings = _BY_FORM.get(finiteness, ())
        exact = tuple(tag for tag in wanted if endings and tag.endswith(endings))
        for choice in (exact, wanted):
            for tag in possible:
                if tag in choice:
                    return tag
        return (exact or wanted)[0]


def _cased(lemma: str, form: str) -> str:
    """The lemma with the capitals of the form ("Us-präsident" of "US-Präsidenten" becomes "US-Präsident")."""
    same = 0
    for ours, theirs in zip(lemma, form, strict=False):
        if ours.lower() != theirs.lower():
            break
        same += 1
    return form[:same] + lemma[same:]
