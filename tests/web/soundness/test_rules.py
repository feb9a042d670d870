"""What `egnatia verify` says of what it found."""

from datetime import timedelta
from pathlib import Path

import pytest

from egnatia.formats.trail import Examination
from egnatia.formats.trial import Trial
from egnatia.web.serve.home import Home
from egnatia.web.soundness import examination, rules
from egnatia.web.soundness.findings import Finding
from egnatia.web.soundness.queries import DatabaseRole

SAFE = {name: value for name, (value, _) in (rules.WANTED | rules.OURS_ALONE).items()}
PLAIN = DatabaseRole("egnatia", has_privileges=False, is_member=False, owns=(), empties=())


def wrong(findings: list[Finding]) -> list[str]:
    return [finding.sentence for finding in findings if finding.sound is False]


def test_safe_settings_are_sound() -> None:
    assert [finding.sound for finding in rules.on_settings(SAFE, ours=True)] == [True]


@pytest.mark.parametrize("name", rules.WANTED)
def test_each_unsafe_setting_is_named_with_its_danger(name: str) -> None:
    (sentence,) = wrong(list(rules.on_settings(SAFE | {name: "off"}, ours=True)))

    assert name in sentence
    assert rules.WANTED[name][1] in sentence


def test_only_our_own_server_must_stay_off_the_network() -> None:
    listening = SAFE | {"listen_addresses": "*"}

    assert wrong(list(rules.on_settings(listening, ours=True)))
    assert not wrong(list(rules.on_settings(listening, ours=False)))


def test_a_log_in_without_a_password_is_named() -> None:
    assert "local all all trust" in rules.on_logins(["local all all trust"]).sentence
    assert rules.on_logins([]).sound
    assert rules.on_logins(None).sound is None


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (DatabaseRole("egnatia", True, False, (), ()), "administrator"),
        (DatabaseRole("egnatia", False, True, (), ()), "member of another role"),
        (DatabaseRole("egnatia", False, False, ("kernel_record",), ()), "owns kernel_record"),
        (DatabaseRole("egnatia", False, False, (), ("kernel_record",)), "may empty kernel_record"),
    ],
)
def test_a_serving_role_that_may_do_more_is_not_sound(role: DatabaseRole, words: str) -> None:
    assert words in wrong(list(rules.on_role(role)))[0]


def test_a_plain_serving_role_is_sound() -> None:
    assert not wrong(list(rules.on_role(PLAIN)))


LAYERS = dict.fromkeys((*rules.ALONE, *rules.BESIDE), "")


def test_readers_that_every_layer_confines_are_sound_layer_by_layer() -> None:
    found = list(rules.on_readers(Trial(LAYERS, ())))

    assert [finding.sound for finding in found] == [True] * 6


def test_a_layer_that_this_machine_forbids_is_told_even_where_another_stands_in_for_it() -> None:
    found = {each.check: each for each in rules.on_readers(Trial(LAYERS | {"network": "Operation not permitted"}, ()))}

    assert found["readers: network"].sound
    assert "NOT on this machine (Operation not permitted)" in found["readers: network"].sentence


@pytest.mark.parametrize("name", rules.ALONE)
def test_a_layer_that_nothing_stands_in_for_must_hold(name: str) -> None:
    (sentence,) = wrong(list(rules.on_readers(Trial(LAYERS | {name: "Function not implemented"}, ()))))

    assert "NOT on this machine (Function not implemented)" in sentence


def test_without_the_filter_no_other_layer_may_be_missing() -> None:
    assert len(wrong(list(rules.on_readers(Trial(LAYERS | {"calls": "no", "files": "no"}, ()))))) == 2


def test_what_a_reader_could_do_is_named_whatever_the_layers_say() -> None:
    assert "Readers of files can open a file." in wrong(list(rules.on_readers(Trial(LAYERS, ("open a file",)))))


def test_where_only_root_changes_users_it_is_said_and_not_judged() -> None:
    layers = {name: why for name, why in LAYERS.items() if name != "user"}
    (told,) = [each for each in rules.on_readers(Trial(layers, ())) if not each.sound]

    assert (told.check, told.sound) == ("readers: user", None)


def test_readers_that_die_or_cannot_be_confined_are_not_sound() -> None:
    assert len(wrong(list(rules.on_readers(None)))) == 1
    assert any("confined" in sentence for sentence in wrong(list(rules.on_readers(Trial({}, ())))))


def test_tables_that_wait_for_a_change_are_named() -> None:
    assert "kernel 0002" in rules.on_migrations(["kernel 0002"]).sentence
    assert rules.on_migrations([]).sound


def test_the_audit_trail_and_the_grants_are_judged() -> None:
    assert rules.on_audit(append_only=True).sound
    assert rules.on_audit(append_only=False).sound is False
    assert rules.on_grants(0).sound
    assert "3 records" in rules.on_grants(3).sentence


def test_a_worker_that_lives_is_sound_and_a_silent_one_is_not() -> None:
    an_hour, just_now = timedelta(hours=1), timedelta(seconds=9)

    assert rules.on_worker(timedelta(seconds=5), served=an_hour).sound
    assert "120 seconds ago" in rules.on_worker(timedelta(seconds=120), served=an_hour).sentence
    assert "has never reported" in rules.on_worker(None, served=an_hour).sentence
    assert rules.on_worker(None, served=None).sound is None
    assert rules.on_worker(timedelta(seconds=5), served=None).sound, "one runs elsewhere on the same database"

    assert rules.on_worker(timedelta(seconds=5), served=just_now).sound
    assert [rules.on_worker(each, served=just_now).sound for each in (None, timedelta(seconds=20))] == [None, None], (
        "the last one that was heard belonged to an earlier copy"
    )


def test_a_trail_that_was_changed_is_told_fault_by_fault_and_a_long_list_is_cut() -> None:
    sound = Examination(seals=2, sealed=1234, removed=7)
    (finding,) = rules.on_trail(sound)
    assert finding.sound
    assert "1,234 events" in finding.sentence
    assert "7 sign-ins removed by retention" in finding.sentence
    assert "not sealed yet" not in finding.sentence

    faults = [f"Seal {number} does not follow the one before." for number in range(100)]
    assert wrong(list(rules.on_trail(Examination(faults=faults[:2])))) == faults[:2]
    told = wrong(list(rules.on_trail(Examination(faults=faults))))
    assert told[:-1] == faults[: rules.MOST_FAULTS]
    assert "80 more" in told[-1]


def test_events_that_wait_long_for_their_seal_are_told_where_a_worker_had_the_time() -> None:
    long, short = timedelta(hours=2), timedelta(minutes=2)

    (finding,) = rules.on_sealing(long, served=long)
    assert finding.sound is False
    assert "120 minutes" in finding.sentence
    for waiting, served in ((long, short), (long, None), (short, long), (None, long)):
        assert not list(rules.on_sealing(waiting, served=served))


def test_little_space_is_told_before_nothing_can_be_stored() -> None:
    assert rules.on_space(2_000 * 1024**2, 500 * 1024**2).sound
    assert "499 MiB" in rules.on_space(500 * 1024**2 - 1, 500 * 1024**2).sentence
    assert rules.on_space(500 * 1024**2 - 1, 500 * 1024**2).sound is False


def test_a_secret_that_others_can_read_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir(mode=0o711)
    home.secrets.mkdir(mode=0o700)
    secret = home.secrets / "sessions"
    secret.touch(mode=0o600)
    assert not wrong(list(examination.on_files(home)))

    secret.chmod(0o640)

    assert str(secret) in wrong(list(examination.on_files(home)))[0]


def test_a_home_that_others_can_list_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir()
    home.path.chmod(0o755)

    assert str(home.path) in wrong(list(examination.on_files(home)))[0]
