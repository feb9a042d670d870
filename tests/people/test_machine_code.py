from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.kernel import clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.actions import make_machine_code
from egnatia.people.accounts.models import MachineCode
from egnatia.people.limits.rules import CODE_BY_ADDRESS
from tests import make
from tests.visits import faults

pytestmark = pytest.mark.django_db
PAGE = reverse("account_machine_code")


def test_a_code_of_this_machine_signs_a_demo_user_in_with_all_rights() -> None:
    make.person("focal-al", is_demo=True)
    client = Client()

    answer = client.post(PAGE, {"code": make_machine_code("focal-al", by=MACHINE).lower()})

    assert answer.status_code == 302
    assert client.session[SECOND_FACTOR_SHOWN]
    assert "focal-al (demo)" in client.get(reverse("people:account")).content.decode()


def test_a_code_works_once() -> None:
    make.person("focal-al", is_demo=True)
    code = make_machine_code("focal-al", by=MACHINE)

    assert Client().post(PAGE, {"code": code}).status_code == 302
    again = Client().post(PAGE, {"code": code})
    assert faults(again).keys() == {"code"}
    assert again.context["form"].errors["code"][0] in again.text


def test_a_code_holds_ten_minutes() -> None:
    make.person("focal-al", is_demo=True)
    code = make_machine_code("focal-al", by=MACHINE)
    later = clock.now() + timedelta(minutes=10, seconds=1)

    with clock.time_from(lambda: later):
        assert Client().post(PAGE, {"code": code}).status_code == 200


def test_only_the_digest_of_a_code_is_kept() -> None:
    make.person("focal-al", is_demo=True)
    code = make_machine_code("focal-al", by=MACHINE)

    assert code.replace("-", "") not in str(MachineCode.objects.values())
    assert code not in str(AuditEvent.objects.values())


def test_there_are_no_codes_for_real_accounts_or_none() -> None:
    make.person("officer")
    make.person("closed", is_demo=True, is_active=False)

    with pytest.raises(NotAllowed):
        make_machine_code("officer", by=MACHINE)
    for name in ("closed", "stranger"):
        with pytest.raises(NotFound):
            make_machine_code(name, by=MACHINE)


def test_signing_in_as_another_demo_user_ends_the_session_before() -> None:
    make.person("focal-al", is_demo=True)
    make.person("partner", is_demo=True)
    client = Client()
    client.post(PAGE, {"code": make_machine_code("focal-al", by=MACHINE)})

    client.post(PAGE, {"code": make_machine_code("partner", by=MACHINE)})

    assert "partner (demo)" in client.get(reverse("people:account")).content.decode()
    verbs = AuditEvent.objects.filter(kind="session").order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["signed in", "signed out", "signed in"]


@pytest.mark.slow
def test_guessing_codes_is_limited() -> None:
    client = Client()
    answers = [client.post(PAGE, {"code": "AAAA"}).status_code for _ in range(CODE_BY_ADDRESS.most + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}
