"""What is worked out once is kept where that is allowed, and not trusted where it is broken or of another version."""

import os
from pathlib import Path

import pytest

from egnatia.language.disk_cache import Kept, kept, places, writable


class Worked:
    """A word that is worked out, and how often it was."""

    def __init__(self, word: str = "lantern") -> None:
        self.word, self.times = word, 0

    def out(self) -> str:
        self.times += 1
        return self.word

    def kept(self, *places: Path) -> str:
        return kept(places, "word", self.out, lambda word: f"{word}.".encode(), whole)


def whole(row: Kept) -> str:
    word, end, _ = bytes(row).decode().partition(".")
    if not end:
        raise ValueError
    return word


def test_what_is_kept_is_not_worked_out_again(tmp_path: Path) -> None:
    worked = Worked()

    assert [worked.kept(tmp_path / "kept") for _ in range(3)] == ["lantern"] * 3
    assert worked.times == 1
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["word.kept"], "no part of a file is left"


@pytest.mark.parametrize("written", [b"", b"lant"])
def test_what_is_not_whole_is_worked_out_and_written_again(tmp_path: Path, written: bytes) -> None:
    worked = Worked()
    tmp_path.joinpath("word.kept").write_bytes(written)

    assert worked.kept(tmp_path) == "lantern"
    assert tmp_path.joinpath("word.kept").read_bytes() == b"lantern."


def test_what_another_version_kept_is_not_read(tmp_path: Path) -> None:
    one, other = (places(tmp_path, "words", version)[0] for version in (b"one", b"other"))

    assert Worked("sea").kept(one) == "sea"
    assert Worked().kept(other) == "lantern"
    assert not one.exists(), "and makes room"


def test_what_may_be_read_and_not_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked = Worked()
    worked.kept(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)

    assert worked.kept(tmp_path / "first", tmp_path) == "lantern"
    assert worked.times == 1


def test_what_one_user_keeps_others_may_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        Worked().kept(tmp_path)
    finally:
        os.umask(before)

    assert tmp_path.joinpath("word.kept").stat().st_mode & 0o777 == 0o644


def test_where_nothing_can_be_written_it_is_worked_out_each_time(tmp_path: Path) -> None:
    worked, file = Worked(), tmp_path / "file"
    file.touch()

    assert [worked.kept(file / "below") for _ in range(2)] == ["lantern"] * 2
    assert worked.times == 2


def test_a_full_disk_keeps_nothing_and_leaves_no_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse)

    assert Worked().kept(tmp_path) == "lantern"
    assert not list(tmp_path.iterdir())


def refuse(*_: object, **__: object) -> None:
    raise PermissionError


def test_it_is_kept_beside_its_sources_or_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, caches = tmp_path / "sources", tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    beside, of_the_user = places(sources, "words", b"one")

    assert beside.parent == sources / "__pycache__"
    assert of_the_user == caches / "egnatia" / beside.name

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places(sources, "words", b"one") == [beside, tmp_path / ".cache" / "egnatia" / beside.name]


def test_a_place_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    place = tmp_path / "__pycache__" / "words"

    assert writable([place]) == place
    assert place.is_dir()


def test_the_first_place_that_can_be_written_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    assert writable([file / "below", tmp_path / "kept"]) == tmp_path / "kept"
    assert writable([file / "below"]) is None


def test_a_new_version_takes_the_place_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, others, foreign = tmp_path / "kernels-2", [tmp_path / "kernels-0", tmp_path / "kernels-1"], tmp_path / "other"
    for folder in (*others, foreign):
        (folder / "below").mkdir(parents=True)
        (folder / "below" / "kernels.pairs.nbi").touch()

    with monkeypatch.context() as patch:
        patch.setattr("os.rmdir", refuse)
        assert writable([new]) == new
    assert {each.name for each in tmp_path.iterdir()} == {"kernels-0", "kernels-1", "kernels-2", "other"}

    new.rmdir()
    assert writable([new]) == new
    assert set(tmp_path.iterdir()) == {new, foreign}

    others[0].mkdir()
    assert writable([new]) == new
    assert others[0].exists()


def test_a_new_version_leaves_what_is_of_another_kind(tmp_path: Path) -> None:
    other = tmp_path / "pairs-of-words-1"
    other.mkdir()

    writable([tmp_path / "pairs-of-texts-2"])
    assert other.exists()


def test_a_folder_that_may_not_be_written_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)

    assert writable([tmp_path]) is None
