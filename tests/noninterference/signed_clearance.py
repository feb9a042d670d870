"""Clearances on paper and sections asked of colleagues in the worlds."""

from contextlib import suppress
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.needs.needs.models import Need
from egnatia.rounds.delegation import actions
from egnatia.rounds.delegation.actions import LINKS, NewSectionRequest, SectionEntry, enter, hand_in
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.rounds.actions.steps import take
from egnatia.rounds.rounds.models import Participant, RoundStep
from egnatia.rounds.signed_clearance.actions import PaperUpload, Signing, clear_on_paper, keep
from egnatia.rounds.signed_clearance.queries import to_sign
from tests.noninterference.needs import need_economy
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.rounds import INSTEAD, VERDICTS, paper_of, section_of
from tests.scans import png

ASKED = NewSectionRequest("2", "en", 20, mailbox="colleague@example.org")


def _participant(world: World, operation: Operation) -> Participant:
    economy = need_economy(operation.variant)
    code = INSTEAD[economy] if operation.masked else economy
    return Participant.objects.select_related("round").get(pk=world.participants[code])


def _clear_on_paper(world: World, operation: Operation) -> None:
    """The step and the page are known to more people than any of the answers."""
    by, found = world.stage.reader(operation.by), _participant(world, operation)
    signing, page = Signing("A superior (demo)", "State Secretary", to_sign(by, found).code), PaperUpload("png", png())
    with suppress(NotAllowed):
        world.papers[paper_of(operation.variant)] = clear_on_paper(found.pk, signing, page, by=by)
        return
    take(found, "cleared", "cleared", by=by)
    step = RoundStep.objects.filter(participant=found).latest("pk")
    world.papers[paper_of(operation.variant)] = keep(step, signing, page, (), by=by).pk


def _ask_section(world: World, operation: Operation) -> None:
    """Whoever knows that it was asked for need not see a question of it: all are chosen, as if narrowed since."""
    by, found = world.stage.reader(operation.by), _participant(world, operation)
    chosen = Need.objects.filter(economy=found.economy_id, record__withdrawn_at__isnull=True).order_by("pk")
    made = actions.keep(found, ASKED, list(chosen.values_list("pk", flat=True)), by=by)
    world.sections[section_of(operation.variant)] = made


def _bring_section(world: World, operation: Operation) -> None:
    request = world.sections[section_of(operation.variant)]
    secret, _language = LINKS.open(LINKS.make(request, by=world.stage.reader(operation.by)))
    for about in SectionRow.objects.filter(request=request).order_by("about").values_list("about", flat=True):
        with suppress(NotFound):
            enter(secret, about, _entry(about, operation), by=ANONYMOUS)
    try:
        hand_in(secret, by=ANONYMOUS)
    except NotAllowed:
        SectionRequest.objects.filter(pk=request).update(handed_in_at=clock.now(), session_digest=None)


def _entry(about: UUID, operation: Operation) -> SectionEntry:
    row = SectionRow.objects.select_related("about").get(about=about, request__participant__economy=_economy(operation))
    verdict = VERDICTS[operation.variant // 2 % len(VERDICTS)]
    return SectionEntry(verdict, f"Entered about {about}.", row.about.version)


def _economy(operation: Operation) -> str:
    return need_economy(operation.variant)


VERBS.update({"clear on paper": _clear_on_paper, "ask section": _ask_section, "bring section": _bring_section})
