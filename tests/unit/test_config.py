"""Settings: four sources in a fixed order, and nothing wrong goes unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfacts import config
from newsfacts.config import Settings
from newsfacts.errors import ConfigError


def test_without_any_source_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings() == config.load(tmp_path, {})


def test_flag_over_variable_over_file_over_default(tmp_path: Path) -> None:
    (tmp_path / config.FILE).write_text("jobs = 2\nport = 1000\nworkers = 7\n")

    settings = config.load(tmp_path, {"NEWSFACTS_JOBS": "3", "NEWSFACTS_PORT": "2000"}, {"jobs": 4, "port": None})

    assert (4, 2000, 7) == (settings.jobs, settings.port, settings.workers)


def test_lists_in_variables_are_written_with_commas(tmp_path: Path) -> None:
    assert config.load(tmp_path, {"NEWSFACTS_SERVICES": "http://a/,http://b/"}).services == ("http://a/", "http://b/")


@pytest.mark.parametrize(
    ("toml", "environment", "words"),
    [
        ("job = 2", {}, "newsfacts.toml.*job"),
        ("jobs = 0", {}, "newsfacts.toml.*jobs"),
        ("jobs = ", {}, "newsfacts.toml"),
        ("", {"NEWSFACTS_JOB": "2"}, "environment: NEWSFACTS_JOB"),
        ("", {"NEWSFACTS_PORT": "high"}, "environment.*port"),
        ('base = "no iri"', {}, "base"),
    ],
)
def test_unknown_keys_and_bad_values_are_errors_that_name_their_source(
    tmp_path: Path, toml: str, environment: dict[str, str], words: str
) -> None:
    (tmp_path / config.FILE).write_text(toml)

    with pytest.raises(ConfigError, match=words):
        config.load(tmp_path, environment)


def test_the_token_is_no_setting(tmp_path: Path) -> None:
    """A secret belongs neither into a settings file nor into what `documented` lists."""
    assert Settings() == config.load(tmp_path, {"NEWSFACTS_TOKEN": "secret"})
