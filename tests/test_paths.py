"""Resources and user data are found wherever dxdesk was put."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from dxdesk import paths


@pytest.fixture
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give one test a user data folder of its own."""
    folder = tmp_path / "利用者 のデータ"
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(folder))
    return folder


def test_fonts_and_migrations_ship_with_the_source() -> None:
    assert (paths.resources_dir() / "fonts" / "BIZUDGothic-Regular.ttf").is_file()
    assert (paths.resources_dir() / "fonts" / "OFL.txt").is_file()
    assert paths.migrations_dir().name == "db"


def test_a_wheel_finds_its_resources_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "dxdesk"
    (package / "_data" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resources_dir() == (package / "_data" / "resources").resolve()


def test_the_exe_finds_its_resources_where_it_unpacked_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user_data: Path
) -> None:
    bundle, desk = tmp_path / "_MEI1234", tmp_path / "配布"
    (bundle / "resources" / "fonts").mkdir(parents=True)
    (desk / "fonts").mkdir(parents=True)
    (user_data / "fonts").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(desk / "dxdesk.exe"))
    assert paths.is_frozen()
    assert paths.resources_dir() == bundle / "resources"
    assert paths.fonts_dirs() == (desk / "fonts", user_data / "fonts", bundle / "resources" / "fonts")


def test_an_incomplete_installation_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "dxdesk" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="resources: looked in"):
        paths.resources_dir()


def test_user_data_goes_where_the_environment_says(user_data: Path) -> None:
    assert paths.user_data_dir() == user_data
    assert user_data.is_dir()


def test_user_data_without_the_variable_is_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.USER_DATA_VARIABLE)
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    if sys.platform == "win32":
        pytest.skip("Windows asks the system, not the environment")
    assert paths.user_data_dir() == tmp_path / "dxdesk"


@pytest.mark.skipif(os.name != "posix", reason="Windows folders inherit the profile's rights")
def test_half_written_files_are_for_their_owner_only(user_data: Path) -> None:
    assert stat.S_IMODE(paths.temp_dir().stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.new_temp_dir().stat().st_mode) == 0o700


def test_the_sweep_takes_old_leftovers_and_leaves_work_in_progress(user_data: Path) -> None:
    old_folder, old_file = paths.new_temp_dir(), paths.temp_dir() / "openpyxl.abc"
    (old_folder / "sheet.xml").write_text("x", encoding="utf-8")
    old_file.write_text("x", encoding="utf-8")
    yesterday = time.time() - 2 * 24 * 3600
    for leftover in (old_folder, old_file):
        os.utime(leftover, (yesterday, yesterday))
    at_work = paths.new_temp_dir()
    assert paths.sweep_temp_dir() == 2
    assert list(paths.temp_dir().iterdir()) == [at_work]
