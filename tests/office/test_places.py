"""The key that opens the office: from a file, the environment, or what a command prints."""

from __future__ import annotations

import base64

import pytest

from goodoffices.office.places import OfficeError, opening_key, places_from

KEY = base64.b64encode(b"k" * 32).decode()


def places(tmp_path):
    return places_from({"GOODOFFICES_DATA": str(tmp_path / "data")})


def test_the_key_is_what_a_key_service_prints(tmp_path):
    key, place = opening_key(places(tmp_path), {"GOODOFFICES_KEY_COMMAND": f"echo {KEY}"})
    assert key == b"k" * 32
    assert KEY not in place
    with pytest.raises(OfficeError, match="does not open"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY": base64.b64encode(b"x" * 32).decode()})


@pytest.mark.parametrize("command", ["false", "no-such-program-here", "echo nothing", "'"])
def test_a_key_service_that_fails_is_said(tmp_path, command):
    with pytest.raises(OfficeError, match="GOODOFFICES_KEY_COMMAND"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY_COMMAND": command})


def test_the_key_is_made_once_outside_the_data_for_its_owner_alone(tmp_path):
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    first, place = opening_key(places(tmp_path), environment)
    again, _ = opening_key(places(tmp_path), environment)
    assert first == again
    file = next((tmp_path / "config/goodoffices").glob("*.key"))
    assert str(file) == place
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OfficeError, match="cannot be used"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY": KEY})
