from pathlib import Path

import pytest
from tests import make
from tests.activities.imports.doing import codes, imported, imported_paths, outcomes, titles, tried, undone, uploaded
from tests.activities.imports.files import activity, iati, written

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.actions.storage import confirm, store, try_out, try_paths
from egnatia.activities.imports.actions.uploads import discard
from egnatia.activities.imports.files import ImportSource
from egnatia.activities.imports.models import Import, ImportFile, ImportPiece, ImportRow
from egnatia.activities.imports.plan import Wish
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Version

pytestmark = pytest.mark.django_db


def test_a_file_is_looked_at_before_anything_is_stored() -> None:
    officer = make.reader()

    made = tried(officer, iati(activity("XM-1"), activity("XM-2"), activity("")))

    assert outcomes(made) == {"accepted": 2, "rejected": 1}
    assert not Activity.objects.exists()


def test_a_confirmed_import_is_seen_by_whom_its_marking_names() -> None:
    officer, member = make.reader("officer"), make.reader("member")

    imported(officer, iati(activity("XM-1", "Patrol training")), marking=make.GREEN)

    assert titles(member) == ["Patrol training"]


def test_nobody_else_sees_an_import_that_is_only_tried_out() -> None:
    officer, member = make.reader("officer"), make.reader("member")

    made = tried(officer, iati(), marking=make.GREEN)

    assert Import.visible_to(officer).filter(pk=made).exists()
    assert not Import.visible_to(member).filter(pk=made).exists()


def test_an_import_for_named_persons_is_not_even_tried_out_before_colleagues() -> None:
    house = make.organisation()
    officer, colleague = make.reader("officer", at=house), make.reader("colleague", at=house)

    made = tried(officer, iati(), marking=make.RED)

    assert not Import.visible_to(colleague).filter(pk=made).exists()


def test_an_activity_knows_the_file_and_the_element_that_it_came_from() -> None:
    officer = make.reader()

    made = imported(officer, iati(activity("XM-1"), activity("XM-2", "Second")))

    provenance = Activity.objects.get(identifier="XM-2").record.provenance
    assert provenance == {
        "import": str(made),
        "file": "file0.xml",
        "element": 2,
        "line": 1,
        "publisher": "Ura (demo)",
        "source": "XM-DEMO",
    }


def test_the_same_file_again_changes_nothing() -> None:
    officer = make.reader()
    imported(officer, iati(activity("XM-1"), activity("XM-2")))

    again = tried(officer, iati(activity("XM-1"), activity("XM-2")))

    assert outcomes(again) == {"unchanged": 2}
    confirm(again, by=officer)
    store(again, by=officer)
    assert outcomes(again) == {"unchanged": 2}
    assert Version.objects.filter(record__kind="activity").count() == 2


def test_what_a_newer_file_says_differently_becomes_a_new_version() -> None:
    officer = make.reader()
    imported(officer, iati(activity("XM-1", "Patrol training")))

    again = imported(officer, iati(activity("XM-1", "Patrol training, extended")))

    assert outcomes(again) == {"changed": 1}
    assert Activity.objects.get().title == "Patrol training, extended"
    assert Activity.objects.get().record.version == 2


def test_under_another_marking_it_is_another_record_and_the_first_stays_as_it_was() -> None:
    officer = make.reader(seats=("focal-points",))
    imported(officer, iati(activity("XM-1")), marking=make.amber("focal-points"))

    imported(officer, iati(activity("XM-1")), marking=make.GREEN)

    assert sorted(Activity.objects.values_list("record__tlp", flat=True)) == [Tlp.GREEN, Tlp.AMBER]


def test_another_organisation_with_the_same_file_gets_records_of_its_own() -> None:
    first, second = make.reader("first"), make.reader("second")
    imported(first, iati(activity("XM-1", "Patrol training")))

    made = imported(second, iati(activity("XM-1", "Patrol training, extended")))

    assert outcomes(made) == {"accepted": 1}
    assert titles(first) == ["Patrol training", "Patrol training, extended"]


def test_of_several_states_in_several_files_the_one_updated_last_is_shown_and_the_other_is_kept() -> None:
    officer = make.reader()
    newer = iati(activity("XM-1", "Newer", updated="2026-05-01T00:00:00Z"))
    older = iati(activity("XM-1", "Older", updated="2025-05-01"))

    made = imported(officer, newer, older)

    assert Activity.objects.get().title == "Newer"
    assert [v.content["facts"]["titles"][0]["text"] for v in Version.objects.filter(record__kind="activity")] == [
        "Older",
        "Newer",
    ]
    assert codes(made) == ["newest-of-several", "newer-elsewhere"]
    assert ImportRow.objects.get(code="newer-elsewhere").sentence == (
        "Activity 1 in file0.xml is a newer version. The newer version is shown."
    )


def test_importing_those_files_again_changes_nothing_either() -> None:
    officer = make.reader()
    newer = iati(activity("XM-1", "Newer", updated="2026-05-01T00:00:00Z"))
    older = iati(activity("XM-1", "Older", updated="2025-05-01"))
    imported(officer, newer, older)

    assert outcomes(imported(officer, newer, older)) == {"unchanged": 2}


def test_an_older_file_does_not_replace_what_is_newer_here() -> None:
    officer = make.reader()
    imported(officer, iati(activity("XM-1", "Newer", updated="2026-05-01")))

    made = imported(officer, iati(activity("XM-1", "Older", updated="2025-05-01")))

    assert (outcomes(made), codes(made)) == ({"unchanged": 1}, ["newer-here"])
    assert Activity.objects.get().title == "Newer"


def test_contact_details_are_dropped_and_counted() -> None:
    officer = make.reader()

    made = imported(officer, iati(activity("XM-1", contact="someone@example.org")))

    assert ImportFile.objects.get(of_import=made).dropped == {"contact-info": 1}
    assert "someone@example.org" not in str(Activity.objects.get().content)


def test_the_bytes_of_the_files_are_kept_until_they_are_stored_and_no_longer() -> None:
    officer = make.reader()

    made = tried(officer, iati())
    assert ImportPiece.objects.count() == 1
    confirm(made, by=officer)
    store(made, by=officer)

    assert not ImportPiece.objects.exists()
    file = ImportFile.objects.get()
    assert (file.name, file.size, len(file.digest)) == ("file0.xml", len(iati()), 64)


def test_a_discarded_import_leaves_no_bytes_behind() -> None:
    officer = make.reader()
    made = tried(officer, iati())

    discard(made, by=officer)

    assert not ImportPiece.objects.exists()
    with pytest.raises(NotAllowed):
        confirm(made, by=officer)


def test_nothing_of_a_file_that_breaks_off_is_used() -> None:
    officer = make.reader()

    made = tried(officer, iati(activity("XM-1"))[:-20], iati(activity("XM-2")))

    assert outcomes(made) == {"accepted": 1}
    assert ImportFile.objects.get(of_import=made, position=0).refused == "broken-xml"


def test_another_organisation_can_neither_confirm_nor_undo() -> None:
    officer, member = make.reader("officer"), make.reader("member")
    made = tried(officer, iati())

    with pytest.raises(NotFound):
        confirm(made, by=member)
    confirm(made, by=officer)
    store(made, by=officer)
    with pytest.raises(NotAllowed):
        undone(made, member)


def test_without_a_second_factor_nothing_is_imported() -> None:
    officer = make.reader(strong=False)

    with pytest.raises(NotAllowed, match="second-factor"):
        uploaded(officer, iati())


def test_every_step_leaves_one_event_in_the_trail() -> None:
    officer = make.reader()

    imported(officer, iati())

    assert list(AuditEvent.objects.filter(kind="import").order_by("at").values_list("verb", flat=True)) == [
        "uploaded",
        "tried out",
        "confirmed",
        "imported",
    ]


def test_trying_out_or_storing_twice_does_nothing_the_second_time() -> None:
    officer = make.reader()
    made = imported(officer, iati())

    store(made, by=officer)

    assert try_out(made, by=officer) == []
    assert Activity.objects.count() == 1


def test_files_of_this_machine_come_in_at_once_or_not_at_all(tmp_path: Path) -> None:
    officer = make.reader()
    good, bad = written(tmp_path, "a.xml.gz", iati(activity("XM-1"))), written(tmp_path, "b.xml", b"<html></html>")

    with pytest.raises(NotAllowed, match="nothing-usable"):
        imported_paths(officer, bad)
    assert not Import.objects.exists()
    assert outcomes(imported_paths(officer, bad, good)) == {"accepted": 1}
    assert len(ImportFile.objects.get(name="a.xml.gz").digest) == 64


def test_a_dry_run_of_files_of_this_machine_stores_nothing(tmp_path: Path) -> None:
    officer = make.reader()
    file = written(tmp_path, "a.xml", iati(activity("XM-1")))

    plan = try_paths([ImportSource("a.xml", 1, path=file)], Wish(make.GREEN, "Our sheet"), by=officer)

    assert [decision.outcome for decision in plan.decisions] == ["accepted"]
    assert not Activity.objects.exists()


def test_what_the_activities_count_for_can_be_said() -> None:
    officer = make.reader()
    made = uploaded(officer, iati(activity("XM-1")), source="Our sheet")
    try_out(made, by=officer)
    confirm(made, by=officer)
    store(made, by=officer)

    assert Activity.objects.get().source == "Our sheet"


def test_declared_shares_are_kept_by_economy() -> None:
    officer = make.reader()
    share = '<recipient-country code="{}" percentage="{}"/>'
    both = share.format("AL", 60) + share.format("ME", 40) + '<recipient-country code="MK"/>'

    imported(officer, iati(activity("XM-1").replace("</iati-activity>", both + "</iati-activity>")))

    assert Activity.objects.get().shares == {"ALB": 60, "MNE": 40}
