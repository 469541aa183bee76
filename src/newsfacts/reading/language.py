"""Which language a text is in: py3langid's naive Bayes over byte n-grams (Lui and Baldwin 2012)."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this many letters the identifier takes place names for languages; measured on single words and headlines.
ENOUGH_LETTERS = 60
# The first characters say it; reading on costs time and changes nothing on whole articles.
ENOUGH_TEXT = 4000


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None where the text is too short to tell."""
    sample = text[:ENOUGH_TEXT]
    if sum(character.isalpha() for character in sample) < ENOUGH_LETTERS:
        return None
    code, _ = _identifier().classify(sample)
    return str(code)
