import pytest

from newsfacts.analysis.embedded import word_forms
from newsfacts.analysis.lemmas import Lemmas


@pytest.mark.parametrize(
    ("form", "pos", "form_kind", "lemma"),
    [
        ("Regierungen", "NOUN", "", "Regierung"),
        ("US-Präsidenten", "NOUN", "", "US-Präsident"),
        ("forderte", "VERB", "Fin", "fordern"),
        ("abgelehnt", "VERB", "Part", "ablehnen"),
        ("herauszufinden", "VERB", "Inf", "herausfinden"),
        ("Müllers", "PROPN", "", "Müller"),
        ("Wer", "PROPN", "", "Wer"),
        ("iranischen", "ADJ", "", "iranisch"),
        ("seien", "AUX", "Fin", "sein"),
        (",", "PUNCT", "", ","),
    ],
)
def test_lemmas(form: str, pos: str, form_kind: str, lemma: str) -> None:
    assert Lemmas(*word_forms())(form, pos, form_kind) == lemma
