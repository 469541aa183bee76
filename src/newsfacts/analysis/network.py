"""The embedded model's network, built the same way for training and for reading: one encoder of word-form features, and
on it spaCy's morphologiser, parser and entity recogniser."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    list2ragged,
    ragged2list,
    residual,
    with_array,
)  # fmt: skip

from .wordforms import FEATURES, WordForms

WIDTH = 128
DEPTH = 4
ENCODER = "tok2vec"
HEADS = ("morphologizer", "parser", "ner")
_ROWS = {
    "norm": 6000, "prefix": 1500, "suffix": 2000, "ending": 4000, "shape": 500, "cluster": 2500, "tag": 100,
    "tags": 1000,
}  # fmt: skip
_WIDE = ("norm", "cluster", "tags")  # features whose embedding is as wide as the encoder; the others' half as wide


def _look_up(model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    del is_train  # the features are looked up alike
    forms = model.attrs["forms"]
    return [forms.rows([token.text for token in doc]) for doc in docs], lambda _: []


@registry.architectures("newsfacts.Encoder.v1")  # type: ignore[untyped-decorator]
def encoder(width: int, depth: int) -> Model[list[Doc], list[Any]]:
    """Hash embeddings of the word-form features, mixed, then a window of convolutions: a vector a token."""
    embeds: list[Any] = [
        HashEmbed(width if name in _WIDE else width // 2, _ROWS[name], column=column, seed=column + 1, dropout=0.0)
        for column, name in enumerate(FEATURES)
    ]
    mixed: Any = chain(
        concatenate(*embeds),
        Maxout(width, sum(embed.get_dim("nO") for embed in embeds), nP=3, dropout=0.0, normalize=True),
    )
    block: Any = residual(
        chain(expand_window(window_size=1), Maxout(width, width * 3, nP=3, dropout=0.0, normalize=True))
    )
    features: Model[list[Doc], list[Any]] = Model("word_forms", _look_up, attrs={"forms": None})
    model: Any = chain(
        features, list2ragged(), with_array(mixed), ragged2list(), with_array(clone(block, depth), pad=depth)
    )
    model.set_dim("nO", width)
    return model  # type: ignore[no-any-return]


def _transitions(kind: str, hidden: int, width: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": kind == "parser",
        "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": _listener(width),
    }  # fmt: skip


def _listener(width: int) -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "*"}


def pipeline(forms: WordForms, width: int = WIDTH, depth: int = DEPTH) -> Language:
    """The untrained pipeline: encoder, morphologiser, parser, entity recogniser."""
    nlp = spacy.blank("de")
    nlp.add_pipe(ENCODER, config={"model": {"@architectures": "newsfacts.Encoder.v1", "width": width, "depth": depth}})
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": _listener(width)}
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("parser", config={"model": _transitions("parser", 96, width), "min_action_freq": 8})
    nlp.add_pipe("ner", config={"model": _transitions("ner", 64, width)})
    for node in nlp.get_pipe(ENCODER).model.walk():  # type: ignore[attr-defined]
        if node.name == "word_forms":
            node.attrs["forms"] = forms
    return nlp
