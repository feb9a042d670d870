"""More planted leaks: what stands around the records of a page, what was brought in, asked, kept, answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q

from egnatia.activities.activities import views
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries import lists as listing
from egnatia.activities.activities.queries.organisations import OrganisationSuggestions, names_like
from egnatia.activities.imports.name_queue import views as queue_views
from egnatia.activities.imports.queries import lists
from egnatia.activities.institutions import queries
from egnatia.activities.sources.models import RegularSource
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import AlreadyThere, NotFound
from egnatia.kernel.models import Kind, Record
from egnatia.matching import views as match_views
from egnatia.matching.models import DeskEntry
from egnatia.matching.queries import lists as match_lists
from egnatia.matching.queries import similarity
from egnatia.needs import inbox
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork
from egnatia.needs.matrix.queries import tallies
from egnatia.needs.matrix.queries import visible as matrix_visible
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries import visible
from egnatia.needs.needs.rules import DRAFTED
from egnatia.needs.quality import queries as quality
from egnatia.needs.spreadsheets import queries as kept
from egnatia.needs.spreadsheets import views as kept_views
from egnatia.needs.spreadsheets.models import SheetMapping
from egnatia.pages import downloads
from egnatia.proposals import views as questions
from egnatia.proposals.models import Delivery
from egnatia.proposals.queries import answers
from egnatia.web.middleware import faults
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.needs import need_economy
from tests.noninterference.operations import Operation

ANY = Any  # whatever the product passes
LENGTH = 36  # of an identifier in an address


def own(place: object, name: str) -> Any:  # noqa: ANN401 - a function
    """What a module of the product calls by this name, wherever it comes from."""
    return getattr(place, name)


def and_then(place: object, name: str, more: Callable[..., object]) -> Any:  # noqa: ANN401 - a context manager
    """The product's own function, and `more` made of its result."""
    true = own(place, name)
    return patched(place, name, lambda *given, **named: more(true(*given, **named), *given))


def _number() -> int:
    return Activity.objects.count()


@mutant("activities:activities")
def etag() -> Iterator[None]:
    """The list's ETag follows from everything there is."""

    def tagged(response: ANY, *_given: object) -> object:
        response["ETag"] = f'"{_number()}"'
        return response

    with and_then(views, "render", tagged):
        yield


@mutant("activities:activity-names")
def names_suggested() -> Iterator[None]:
    """While somebody types, organisations and institutions are offered that they may not know of."""
    with patched(views, "names_like", lambda _reader, typed: names_like(SYSTEM, typed)):
        yield


@mutant("activities:activity-new")
def redirect_target() -> Iterator[None]:
    """Whoever saved is sent to a page that says how many others there are."""

    def elsewhere(response: ANY, *_given: object) -> object:
        response["Location"] += f"?after={_number()}"
        return response

    with and_then(views, "redirect", elsewhere):
        yield


@mutant("activities:activities")
def session_flash() -> Iterator[None]:
    """A message that the session carries counts what happened meanwhile."""

    render = own(views, "render")

    def leaking(request: ANY, *given: ANY) -> object:
        messages.info(request, f"{_number()} activities")
        return render(request, *given)

    with patched(views, "render", leaking):
        yield


@mutant("activities:activities-download", "matching:matches-download")
def export_file_name() -> Iterator[None]:
    """A file is numbered by what there is."""

    def named(response: ANY, *_given: object) -> object:
        response["Content-Disposition"] += f"; number={_number()}"
        return response

    with and_then(downloads, "file_of", named):
        yield


@mutant("activities:activities")
def page_count() -> Iterator[None]:
    """The list has a next page as soon as there is one more, seen or not."""

    def more(found: ANY, *_given: object) -> object:
        return replace(found, more=_number() > len(found.rows))

    with and_then(views, "activities_seen_by", more):
        yield


@mutant("activities:sources", misses=("keep source",))
def regular_sources_of_others() -> Iterator[None]:
    """The list shows the regular sources of every organisation."""
    with patched(RegularSource, "visible_to", lambda _reader: RegularSource.objects.all()):
        yield


@mutant("needs:quality")
def number_of_what_is_missing() -> Iterator[None]:
    """Data quality counts activities that they do not see."""
    true = own(quality, "newest_of_each")

    with patched(quality, "newest_of_each", lambda _reader: true(SYSTEM)):
        yield


@mutant("activities:import", misses=("import", "sheet"))
def import_report() -> Iterator[None]:
    """Whoever is given the identifier of an import reads its report."""
    true = own(lists, "_seen")

    with patched(lists, "_seen", lambda _reader, found: true(SYSTEM, found)):
        yield


@mutant("activities:queue", misses=("store import",))
def queue_entry() -> Iterator[None]:
    """The queue shows the unknown names of every import."""
    true = own(queue_views, "queue_seen_by")

    with patched(queue_views, "queue_seen_by", lambda _reader, **asked: true(SYSTEM, **asked)):
        yield


@mutant("activities:queue", misses=("store import",))
def number_of_open_names() -> Iterator[None]:
    """How many names wait is counted over all imports."""
    true = own(queue_views, "open_counts")

    with patched(queue_views, "open_counts", lambda _reader: true(SYSTEM)):
        yield


@mutant("activities:institution")
def load_of_an_institution() -> Iterator[None]:
    """An institution's load counts all that it receives."""
    true = own(queries, "received_by")

    with patched(queries, "received_by", lambda _reader, spellings, calendars: true(SYSTEM, spellings, calendars)):
        yield


@mutant("needs:matrix", "needs:cell")
def matrix_cell() -> Iterator[None]:
    """A cell counts every activity of its objective and economy."""

    def leaking(*_asked: object, there: Q) -> object:
        return MatrixSlice.objects.filter(there)

    with everywhere("slices_seen_by", matrix_visible, leaking):
        yield


@mutant("needs:matrix", "needs:who-works-here")
def matrix_basis() -> Iterator[None]:
    """The matrix says that it rests on all that there is."""

    def leaking(_reader: Reader, *_asked: object) -> object:
        return MatrixWork.objects.all()

    with patched(tallies, "works_seen_by", leaking):
        yield


@mutant("activities:activities")
def suggested_names() -> Iterator[None]:
    """What is offered instead of a name that nobody bears comes from all activities."""
    true = own(views, "resolved")

    def leaking(reader: Reader, filters: ANY) -> object:
        found, offer = true(reader, filters)
        everybody = {name for names in Activity.objects.values_list("organisations", flat=True) for name in names}
        return found, OrganisationSuggestions(tuple(sorted(everybody)), more=False) if filters.organisation else offer

    with patched(views, "resolved", leaking):
        yield


@mutant("activities:activity")
def error_text() -> Iterator[None]:
    """The page of what is not found has one word more where it is hidden."""

    def leaking(response: ANY, request: ANY, *_given: object) -> object:
        asked = [part for part in request.path.split("/") if len(part) == LENGTH]
        if Record.objects.filter(pk__in=asked).exists():
            response.content += b"<!-- hidden -->"
        return response

    with and_then(faults, "response_for_exception", leaking):
        yield


@mutant("activities:activity-new")
def uniqueness_by_identifier() -> Iterator[None]:
    """An identifier may be used once in the whole database: whoever tries it learns that it is taken."""
    true = own(views, "register_activity")

    def leaking(facts: ANY, **named: ANY) -> object:
        if Activity.objects.filter(identifier__in=facts.identifiers).exists():
            raise AlreadyThere
        return true(facts, **named)

    with patched(views, "register_activity", leaking):
        yield


@mutant("proposals:proposal")
def proposal_answer() -> Iterator[None]:
    """The answer to a proposal names all that is like it."""
    compared, rows = own(answers, "compared"), own(answers, "with_ids")

    with (
        patched(answers, "compared", lambda facts, **_named: compared(facts, reader=SYSTEM)),
        patched(answers, "with_ids", lambda _reader, *asked: rows(SYSTEM, *asked)),
    ):
        yield


@mutant("matching:match-similar")
def similar_work_of_everybody() -> Iterator[None]:
    """Similar work is looked for among all activities, and named."""
    alike, sharing, rows = (own(similarity, name) for name in ("alike", "sharing_keys", "with_ids"))

    def named(reader: Reader, ids: ANY, names: ANY) -> object:
        """Whether the activity that was asked for is there is no part of this leak."""
        return rows(reader if isinstance(ids, list) else SYSTEM, ids, names)

    with (
        patched(similarity, "alike", lambda sought, **_named: alike(sought, reader=SYSTEM)),
        patched(similarity, "sharing_keys", lambda sought, **given: sharing(sought, **{**given, "reader": SYSTEM})),
        patched(similarity, "with_ids", named),
    ):
        yield


@mutant("matching:similar-queue", would=lambda case, _hidden: case.who.secretariat)
def new_activities_of_everybody() -> Iterator[None]:
    """What is new is counted over all that there is: a hidden activity takes a place of the secretariat's queue."""
    new, rows = own(similarity, "newest_of_each"), own(similarity, "with_ids")

    with (
        patched(similarity, "newest_of_each", lambda _reader: new(SYSTEM)),
        patched(similarity, "with_ids", lambda _reader, *asked: rows(SYSTEM, *asked)),
    ):
        yield


@mutant("proposals:proposal")
def similar_work_worth_a_look() -> Iterator[None]:
    """The middle band alone is drawn from all that there is: what is no overlap is named to everybody."""
    true, rows = own(answers, "compared"), own(answers, "with_ids")

    def leaking(facts: ANY, *, reader: Reader) -> object:
        seen = true(facts, reader=reader)
        known = {each.activity for each in seen}
        hidden = [each for each in true(facts, reader=SYSTEM) if each.activity not in known]
        return [*seen, *(replace(each, match=None) for each in hidden if each.serves or each.similarity)]

    with (
        patched(answers, "compared", leaking),
        patched(answers, "with_ids", lambda _reader, *asked: rows(SYSTEM, *asked)),
    ):
        yield


@mutant("proposals:questions", knows="ask")
def question_to_hidden_holders() -> Iterator[None]:
    """Whoever asked sees how many were asked."""

    def told(found: ANY, *_given: object) -> object:
        return tuple(replace(row, text=f"{row.text} ({Delivery.objects.count()})") for row in found)

    with and_then(questions, "asked_by_us", told):
        yield


@mutant("activities:activities")
def serial_number() -> Iterator[None]:
    """Every activity bears a number in the order in which all of them came."""

    def numbered(rows: ANY, *_given: object) -> object:
        every = list(Activity.objects.order_by("entered_at", "pk").values_list("pk", flat=True))
        return tuple(replace(row, title=f"{row.title} ({every.index(row.id)})") for row in rows)

    with and_then(listing, "rows_of", numbered):
        yield


def _by_their_house(case: Case, hidden: Operation) -> bool:
    return hidden.by.house == case.who.house and hidden.key.startswith("activity")


@mutant("activities:activities-withdrawn", misses=("withdraw",), would=_by_their_house)
def withdrawn_by_a_colleague() -> Iterator[None]:
    """What was withdrawn is listed for the whole house, were it for named persons only."""

    def leaking(cls: ANY, reader: Reader) -> object:
        gone = cls.objects.filter(record__owner=reader.organisation or None, record__withdrawn_at__isnull=False)
        return gone.select_related("record")

    with patched(Kind, "withdrawn_by_own_organisation", classmethod(leaking)):
        yield


@mutant("needs:sheet-mapping", misses=("keep mapping",))
def kept_mapping() -> Iterator[None]:
    """Whoever is given the identifier of a mapping reads it."""

    def leaking(reader: Reader, mapping: ANY) -> object:
        found = SheetMapping.objects.filter(pk=mapping, record__withdrawn_at__isnull=True).first()
        if found is None:
            raise NotFound
        return kept._kept(found, reader)  # noqa: SLF001 - as the product shows it

    with patched(kept_views, "one_kept", leaking):
        yield


@mutant("matching:match", misses=("desk",), beside=True)
def what_the_secretariat_entered() -> Iterator[None]:
    """Whoever sees an overlap reads what the secretariat entered about it."""
    true = own(match_views, "_page")

    def leaking(request: ANY, match: ANY, *given: ANY) -> object:
        response = true(request, match, *given)
        response.content += "".join(DeskEntry.objects.filter(match=match).values_list("text", flat=True)).encode()
        return response

    with patched(match_views, "_page", leaking):
        yield


@mutant("matching:matches", misses=("desk",), beside=True)
def marks_of_the_secretariat() -> Iterator[None]:
    """What it set aside is left out of everybody's list."""

    def leaking(rows: ANY, *_given: object) -> object:
        return rows.exclude(pk__in=DeskEntry.objects.values("match"))

    with and_then(match_lists, "matches_visible_to", leaking):
        yield


def _of_their_economy(case: Case, hidden: Operation) -> bool:
    return case.who.focal_point_of == need_economy(hidden.variant)


@mutant("needs:needs-waiting", "start:home", misses=("need",), would=_of_their_economy)
def drafts_that_wait() -> Iterator[None]:
    """A focal point is told of drafts that they may not read."""

    def leaking(reader: Reader) -> object:
        return Need.objects.filter(economy__in=sorted(reader.focal_economies()), status=DRAFTED)

    with everywhere("drafts_waiting_for", visible, leaking):
        yield


@mutant("people:letters", misses=("need",), would=_of_their_economy)
def mail_of_what_is_hidden() -> Iterator[None]:
    """An e-mail names needs that were drafted for an economy, whether or not its focal point may see them."""

    def leaking(reader: Reader) -> object:
        return Need.objects.filter(economy__in=sorted(reader.focal_economies()), status=DRAFTED)

    with patched(inbox, "drafts_waiting_for", leaking):
        yield
