"""The learned judgements: what the weights make of features, and that training learns what tells right from wrong."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from newsfacts.extraction.judgement import probability

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judgements", ROOT / "train/judgements.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_judgement_is_a_probability_and_unknown_features_say_nothing() -> None:
    likely = probability("event", {"own": 1.0})

    assert 0 < likely < 1
    assert probability("event", {"own": 1.0, "no such feature": 9.0}) == likely


def test_a_deed_with_its_doer_is_likelier_than_a_noun_of_which_nothing_is_told() -> None:
    told = {"kind:verb": 1.0, "agents:1": 1.0, "own": 1.0, "own:True:verb": 1.0, "clause:main": 1.0}
    bare = {"kind:noun": 1.0, "agents:0": 1.0, "recipients:0": 1.0, "bare": 1.0, "own:False:noun": 1.0}

    assert probability("event", told) > probability("event", bare)


def test_training_finds_the_feature_that_decides(training: ModuleType) -> None:
    rows = [({"decides": 1.0, "idle": 1.0}, True)] * 400 + [({"idle": 1.0}, False)] * 400

    weights = training.fitted(rows)

    assert weights["decides"] > 2 * abs(weights["idle"])
    assert training.judged(weights, {"decides": 1.0, "idle": 1.0}) > 0.7 > 0.3 > training.judged(weights, {"idle": 1.0})


def test_rare_features_get_no_weight(training: ModuleType) -> None:
    rows = [({"seldom": 1.0}, True)] * (training.RARE - 1) + [({}, False)] * 20

    assert "seldom" not in training.fitted(rows)


def test_each_annotated_trigger_is_found_once(training: ModuleType) -> None:
    class Extent:
        def __init__(self, start: int, end: int) -> None:
            self.start, self.end = start, end

    found = [[Extent(0, 5)], [Extent(3, 9)], [Extent(20, 25)]]

    assert training.matches([(0, 4), (30, 33)], found) == {0}
    assert training.matches([(4, 5), (4, 5)], found) == {0, 1}
