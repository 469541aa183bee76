"""Keeps what the encoder makes of a word form before it looks at its neighbours: that part depends on the form alone,
and the words of news repeat. It is a third of the encoder's work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from .network import ENCODER
from .wordforms import WordForms

_LIMIT = 200_000  # forms kept before the store starts anew: about 100 MB
_ROWS = 12  # forms computed at once, always: so that a form's vector never depends on what it is computed with


class FormVectors:
    """The encoder's vectors of word forms."""

    def __init__(self, forms: WordForms, mixed: Model[Any, Any], width: int) -> None:
        self._forms, self._mixed = forms, mixed
        self._places: dict[str, int] = {}
        self._vectors: NDArray[np.float32] = np.zeros((4096, width), dtype=np.float32)

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of the words, one row each."""
        missing = [word for word in dict.fromkeys(words) if word not in self._places]
        if missing:
            if len(self._places) + len(missing) > _LIMIT:
                self._places.clear()
                missing = list(dict.fromkeys(words))
            self._add(missing)
        places = self._places
        return self._vectors[[places[word] for word in words]]

    def _add(self, missing: Sequence[str]) -> None:
        for start in range(0, len(missing), _ROWS):
            block = list(missing[start : start + _ROWS])
            rows = self._forms.rows(block + [block[0]] * (_ROWS - len(block)))
            vectors = self._mixed.predict(rows)
            self._reserve(len(self._places) + len(block))
            for word, vector in zip(block, vectors, strict=False):
                self._vectors[len(self._places)] = vector
                self._places[word] = len(self._places)

    def _reserve(self, size: int) -> None:
        if size > len(self._vectors):
            grown = np.zeros((2 * size, self._vectors.shape[1]), dtype=np.float32)
            grown[: len(self._vectors)] = self._vectors
            self._vectors = grown


def _forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
    del is_train  # only ever used for reading
    vectors = model.attrs["vectors"]
    inputs = [vectors.of([token.text for token in doc]) for doc in docs]
    return model.layers[0].predict(inputs), None


def remember(nlp: Language, forms: WordForms) -> None:
    """Lets a trained pipeline's encoder keep the vectors of forms; it can no longer be trained."""
    encoder: Any = nlp.get_pipe(ENCODER)
    _, _, mixed, _, convolved = encoder.model.layers
    width = encoder.model.get_dim("nO")
    vectors = FormVectors(forms, mixed.layers[0], width)
    encoder.model = Model("remembering", _forward, layers=[convolved], dims={"nO": width}, attrs={"vectors": vectors})
