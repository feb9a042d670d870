import pytest

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.bootstrap import found_organisation, organisation_named
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent, Organisation
from tests import make

pytestmark = pytest.mark.django_db


def test_the_machine_makes_the_first_organisation() -> None:
    made = found_organisation("Secretariat (demo)", secretariat=True, by=MACHINE)

    seen = Organisation.visible_to(ANONYMOUS).get(pk=made)
    assert (seen.name, seen.is_secretariat, seen.record.owner_id) == ("Secretariat (demo)", True, made)
    assert AuditEvent.objects.get().verb == "founded"
    assert organisation_named("Secretariat (demo)", by=MACHINE) == made


def test_there_is_one_secretariat() -> None:
    make.organisation("Secretariat (demo)", secretariat=True)

    with pytest.raises(NotAllowed, match="secretariat"):
        found_organisation("Another (demo)", secretariat=True, by=MACHINE)
    found_organisation("A ministry (demo)", secretariat=False, by=MACHINE)


def test_a_name_that_is_missing_or_borne_twice_is_not_found() -> None:
    make.organisation("Twins (demo)")
    make.organisation("Twins (demo)")

    for name in ("Twins (demo)", "Nobody (demo)"):
        with pytest.raises(NotFound):
            organisation_named(name, by=MACHINE)


def test_nobody_but_the_machine_founds_or_looks_up_what_he_cannot_see() -> None:
    by = make.reader("officer", secretariat=True)

    with pytest.raises(NotAllowed):
        found_organisation("Mine (demo)", secretariat=False, by=by)
    with pytest.raises(NotAllowed):
        organisation_named("Mine (demo)", by=by)
