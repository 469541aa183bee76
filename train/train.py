"""Trains the embedded German model and prints its scores: see README.md beside this file.

python train/train.py --corpora DIR [--texts DIR] --out data/models/de/weights.zip --version 2026.11
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpora
import selftraining
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from newsfacts.analysis import weights
from newsfacts.analysis.embedded import word_forms
from newsfacts.analysis.network import HEADS, pipeline

TEACHERS = ((1, 1000, 0.25), (2, 800, 0.35), (3, 800, 0.35))  # seed, steps, dropout
TEACHER_RATE, PUPIL_RATE = 0.0015, 0.0008
PUPIL_STEPS, PUPIL_DROPOUT = 300, 0.3
TREE_TOKENS, ENTITY_TOKENS, RAW_TOKENS = 1000, 1000, 800  # in a step
WITHOUT_RAW = 0.15  # of the pupil's last steps see gold only
HELD_OUT = 7  # every seventh PUD sentence
TREE_SCORES = ("dep_uas", "dep_las", "pos_acc", "morph_acc")
ENTITY_SCORES = ("ents_p", "ents_r", "ents_f")


class Material:
    """The corpora, with what is held out where `final` is false."""

    def __init__(self, nlp: Language, folder: Path, *, final: bool) -> None:
        def trees(name: str) -> list[Doc]:
            return list(corpora.treebank(nlp.vocab, folder / f"{name}.conllu.gz"))

        def names(part: str) -> list[Doc]:
            return list(corpora.entities(nlp.vocab, folder / f"germeval14-{part}.tsv.gz"))

        pud, self.test, self.entity_test = trees("de_pud"), trees("de_gsd-test"), names("dev")
        self.held_out = pud[::HELD_OUT]
        kept = pud if final else [doc for number, doc in enumerate(pud) if number % HELD_OUT]
        self.trees = trees("de_gsd-dev") + kept + (self.test if final else [])
        self.entities = names("train") + (self.entity_test if final else [])


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Batches of about `size` tokens, for ever, shuffled anew in each round."""
    shuffled = list(examples)
    while True:
        chance.shuffle(shuffled)
        batch: list[Example] = []
        for example in shuffled:
            batch.append(example)
            if sum(len(one.reference) for one in batch) >= size:
                yield batch
                batch = []


def learn(nlp: Language, streams: Sequence[Iterator[list[Example]]], steps: int, rate: float, dropout: float) -> Adam:
    """Trains on one batch of each stream a step; the last stream, if there are three, ends before the others."""
    optimiser = Adam(rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    for step in range(steps):
        optimiser.learn_rate = rate * min(1, (step + 1) / (steps / 10)) * (1 - 0.97 * step / steps)
        active = streams[:2] if step >= steps * (1 - WITHOUT_RAW) else streams
        nlp.update([example for stream in active for example in next(stream)], drop=dropout, sgd=optimiser)
        if (step + 1) % 100 == 0:
            print(f"  step {step + 1} of {steps}", flush=True)
    return optimiser


def teacher(material: Material, seed: int, steps: int, dropout: float) -> Language:
    """A pipeline trained on the gold corpora alone."""
    fix_random_seed(seed)
    chance = random.Random(seed)
    nlp = pipeline(word_forms()[0])
    trees = [corpora.example(doc, nlp.vocab) for doc in material.trees]
    names = [corpora.example(doc, nlp.vocab) for doc in material.entities]
    nlp.initialize(lambda: trees + names[:2000])
    streams = [batches(trees, TREE_TOKENS, chance), batches(names, ENTITY_TOKENS, chance)]
    optimiser = learn(nlp, streams, steps, TEACHER_RATE, dropout)
    return settled(nlp, optimiser)


def settled(nlp: Language, optimiser: Adam) -> Language:
    """The pipeline with the averages of its weights for weights."""
    with nlp.use_params(optimiser.averages):
        kept = [(node, name, node.get_param(name).copy()) for _, node, name in weights.parameters(nlp)]
    for node, name, values in kept:
        node.set_param(name, values)
    return nlp


def pupil(material: Material, teachers: Sequence[Language], raw: Sequence[list[str]]) -> Language:
    """The first teacher, trained on with the sentences that the teachers agree on."""
    nlp, chance = teachers[0], random.Random(1)
    known = {tuple(token.text for token in doc): doc for doc in material.entities}
    votes = [selftraining.readings(one, raw) for one in teachers]
    agreed = [corpora.example(doc, nlp.vocab) for doc in selftraining.agreed(nlp, raw, votes, known)]
    print(f"{len(agreed)} of {len(raw)} raw sentences agreed on", flush=True)
    streams = [
        batches([corpora.example(doc, nlp.vocab) for doc in material.trees], RAW_TOKENS, chance),
        batches([corpora.example(doc, nlp.vocab) for doc in material.entities], RAW_TOKENS, chance),
        batches(agreed, RAW_TOKENS, chance),
    ]
    return settled(nlp, learn(nlp, streams, PUPIL_STEPS, PUPIL_RATE, PUPIL_DROPOUT))


def scores(nlp: Language, docs: Sequence[Doc], names: Sequence[str]) -> str:
    """The scores of a pipeline on held-out documents, in per cent, tokens and sentences given."""
    found = nlp.evaluate([corpora.example(doc, nlp.vocab) for doc in docs], batch_size=64)
    return "  ".join(f"{name} {100 * found[name]:.1f}" for name in names)


def train(folder: Path, texts: Path | None, *, final: bool) -> Language:
    """Trains teachers and pupil; prints the scores of what is held out, where anything is."""
    reader = pipeline(word_forms()[0])
    material = Material(reader, folder, final=final)
    teachers = [teacher(material, *settings) for settings in TEACHERS]
    raw = list(selftraining.sentences(texts)) if texts is not None else []
    raw += [[token.text for token in doc] for doc in (*material.entities, *(() if final else material.entity_test))]
    nlp = pupil(material, teachers, selftraining.usable(raw))
    if not final:
        print("GSD test       ", scores(nlp, material.test, TREE_SCORES))
        print("PUD held out   ", scores(nlp, material.held_out, TREE_SCORES))
        print("GermEval14 dev ", scores(nlp, material.entity_test, ENTITY_SCORES))
    return nlp


def main() -> None:
    """Reads the command line; without --out only the held-out scores are made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder with the treebanks and GermEval 2014, gzipped"
    )
    parser.add_argument("--texts", type=Path, help="folder of articles in newsfacts' JSON, for self-training")
    parser.add_argument("--out", type=Path, help="where to write the weights of the model trained on everything")
    parser.add_argument("--version", default="0", help="what the model calls itself")
    options = parser.parse_args()
    train(options.corpora, options.texts, final=False)
    if options.out is not None:
        nlp = train(options.corpora, options.texts, final=True)
        labels = {name: nlp.get_pipe(name).label_data for name in HEADS}
        weights.save(nlp, {"version": options.version, **labels}, options.out)


if __name__ == "__main__":
    main()
