import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from newsfacts.analysis import weights


@given(arrays(np.float32, (5, 7), elements=st.floats(-8, 8, width=32)))
def test_weights_come_back_to_within_a_level(values: np.ndarray) -> None:
    back = weights.restore(*weights.quantise(values), values.shape)
    assert np.abs(back - values).max() <= np.abs(values).max() / 127 * 1.01 + 1e-3


@pytest.mark.parametrize("shape", [(3,), (2, 3, 4)])
def test_shapes_are_kept(shape: tuple[int, ...]) -> None:
    values = np.ones(shape, dtype=np.float32)
    assert weights.restore(*weights.quantise(values), shape).shape == shape
