"""Reads and writes the embedded model's weights: whole numbers of eight bits by rows, with a scale for each row."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from newsfacts.errors import ResourceError

LABELS = "labels.json"
_LEVELS = 127


def quantise(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows of eight-bit numbers and the scale of each row."""
    flat = weights.reshape(weights.shape[0], -1) if weights.ndim > 1 else weights.reshape(1, -1)
    scales = (np.abs(flat).max(axis=1) / _LEVELS).astype(np.float16)
    scales[scales == 0] = np.float16(1e-4)
    levels = np.clip(np.rint(flat / scales.astype(np.float32)[:, None]), -_LEVELS, _LEVELS)
    return levels.astype(np.int8), scales


def restore(levels: NDArray[np.int8], scales: NDArray[np.float16], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The weights that `quantise` was given, to within half a level."""
    return (levels.astype(np.float32) * scales.astype(np.float32)[:, None]).reshape(shape)


def parameters(nlp: Language) -> list[tuple[str, Any, str]]:
    """Every parameter of the pipeline as (name, node, parameter's name), the same order for the same architecture."""
    found: list[tuple[str, Any, str]] = []
    for pipe_name, pipe in nlp.pipeline:
        for number, node in enumerate(pipe.model.walk()):  # type: ignore[attr-defined]
            found.extend(
                (f"{pipe_name}.{number}.{name}", node, name) for name in node.param_names if node.has_param(name)
            )
    return found


def save(nlp: Language, labels: dict[str, Any], path: Path) -> None:
    """Writes the weights and labels of a trained pipeline; the same weights give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _write(archive, LABELS, json.dumps(labels, ensure_ascii=False).encode())
        for name, node, parameter in parameters(nlp):
            levels, scales = quantise(np.asarray(node.get_param(parameter), dtype=np.float32))
            _write(archive, f"{name}.levels.npy", _bytes(levels))
            _write(archive, f"{name}.scales.npy", _bytes(scales))


def read_labels(path: Path) -> dict[str, Any]:
    """The labels that the pipeline needs before its weights can be set."""
    with zipfile.ZipFile(path) as archive:
        labels: dict[str, Any] = json.loads(archive.read(LABELS))
    return labels


def load(nlp: Language, path: Path) -> None:
    """Sets the weights of an initialised pipeline. Raises ResourceError where the file is of another architecture."""
    with zipfile.ZipFile(path) as archive:
        for name, node, parameter in parameters(nlp):
            try:
                levels, scales = _array(archive, f"{name}.levels.npy"), _array(archive, f"{name}.scales.npy")
            except KeyError as error:
                raise ResourceError(f"{path} lacks {name}; reinstall newsfacts") from error
            node.set_param(parameter, restore(levels, scales, node.get_param(parameter).shape))


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _bytes(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
    return array
