"""Settings of earlier versions."""

from __future__ import annotations

import pytest

from xray_desktop.errors import SettingsError
from xray_desktop.settings.migrations import MIGRATIONS, migrate
from xray_desktop.settings.model import CURRENT_VERSION


def test_the_current_version_stays_as_it_is() -> None:
    values = {"schema_version": CURRENT_VERSION, "provider": "cpu"}
    assert migrate(values) == values


def test_every_earlier_version_has_its_step() -> None:
    assert set(MIGRATIONS) == set(range(1, CURRENT_VERSION))


def test_steps_follow_each_other() -> None:
    steps = {
        1: lambda values: {"second": values["first"] + 1},
        2: lambda values: {"third": values["second"] + 1},
    }
    assert migrate({"schema_version": 1, "first": 1}, steps, current=3) == {"schema_version": 3, "third": 3}
    assert migrate({"schema_version": 2, "second": 1}, steps, current=3) == {"schema_version": 3, "third": 2}


@pytest.mark.parametrize("version", [None, "1", 0, -1, 1.5, True])
def test_what_was_never_a_version_is_refused(version: object) -> None:
    with pytest.raises(SettingsError, match="does not say which version"):
        migrate({"schema_version": version})


def test_a_later_version_is_refused() -> None:
    with pytest.raises(SettingsError, match="later version"):
        migrate({"schema_version": CURRENT_VERSION + 1})
