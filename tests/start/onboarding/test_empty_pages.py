"""An installation without data: every list says what is empty, and a next step that it names this reader may take."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from tests import make
from tests.visits import of

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import OrganisationType

pytestmark = pytest.mark.django_db
VISITOR, WEAK = "visitor", "without the second step"
CLOSED_TO = (VISITOR, WEAK)
PUBLIC = ("/activities/", "/extracts/", "/reports/", "/commitments/", "/matches/")
MEMBERS = (
    *("/activities/withdrawn/", "/matches/money/", "/matches/batch/", "/proposal/questions/"),
    *("/needs/", "/needs/waiting/", "/needs/withdrawn/", "/frameworks/objectives/", "/institutions/", "/rounds/"),
    *(
        "/matrix/",
        "/matrix/economy/",
        "/matrix/economy/ALB/open/",
        "/matrix/rooms/",
        "/matrix/who/",
    ),
    *("/snapshots/", "/imports/", "/imports/queue/", "/imports/sheets/mappings/"),
    *("/commitments/table/", "/commitments/economies/ALB/", "/commitments/without-activity/"),
    *("/commitments/mine/reports/", "/commitments/withdrawn/", "/commitments/outcomes/"),
    *("/commitments/questions/not-reported-on/", "/commitments/questions/funded/", "/commitments/questions/agenda/"),
    *("/commitments/questions/changed/", "/commitments/follow-ups/withdrawn/"),
)
DESK = ("/rounds/withdrawn/", "/partners/", "/partners/answers/", "/people/invitations/", "/announced/")


def readers() -> dict[str, Reader]:
    civil = make.organisation("Shelter (demo)", sort=OrganisationType.CIVIL_SOCIETY)
    partner = make.organisation("Nordlys (demo)", sort=OrganisationType.DONOR)
    return {
        "secretariat": make.reader("desk", secretariat=True),
        "focal point": make.reader("arta", focal_point=("focal-points", "ALB")),
        "agency": make.reader("agency", seats=(("focal-points", "ALB"),)),
        "partner": make.reader("partner", at=partner, seats=("focal-points",)),
        "civil society": make.reader("civil", at=civil),
        WEAK: make.reader("weak", strong=False),
    }


def main_of(page: str) -> str:
    found = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert found
    return found[0]


def wrong_with(who: str, client: Client, address: str) -> Iterator[str]:
    """What a page says that it should not, or does not say."""
    answer = client.get(address)
    if answer.status_code in (302, 403) and who in CLOSED_TO:
        return
    if answer.status_code != 200:
        yield f"{who} {address}: {answer.status_code}"
        return
    main = main_of(answer.text)
    if 'class="empty"' not in main:
        yield f"{who} {address}: says nothing of being empty"
    for link in re.findall(r'href="([^"]+)"', "".join(re.findall(r'<div class="empty">.*?</div>', main, re.DOTALL))):
        status = client.get(unescape(link)).status_code
        if status != 200:
            yield f"{who} {address}: leads to {link}, which answers {status}"


@pytest.mark.slow
def test_every_list_says_what_is_empty_and_leads_nobody_astray() -> None:
    found: list[str] = []
    for who, reader in readers().items():
        client = of(reader)
        for address in (*PUBLIC, *MEMBERS, *(DESK if who == "secretariat" else ())):
            found += wrong_with(who, client, address)
    for address in PUBLIC:
        found += wrong_with(VISITOR, Client(), address)

    assert not found, "\n".join(found)
