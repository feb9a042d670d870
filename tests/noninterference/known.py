"""What a curious reader tries: every identifier of world A, hidden ones included, and some that never existed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from tests.noninterference.access import NAMES
from tests.noninterference.operations import World
from tests.noninterference.stage import Profile, Stage

NEVER = uuid5(NAMES, "never")


@dataclass(frozen=True, slots=True)
class Known:
    """`activities` are keyed by the plan's names, `records` (views) by the number of their operation."""

    stage: Stage
    observer: Profile
    activities: dict[str, UUID]
    records: dict[str, UUID] = field(default_factory=dict)
    needs: dict[str, UUID] = field(default_factory=dict)
    publications: dict[str, UUID] = field(default_factory=dict)
    partners: dict[str, UUID] = field(default_factory=dict)  # requests and answers
    imports: dict[str, UUID] = field(default_factory=dict)
    mappings: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, UUID] = field(default_factory=dict)
    rounds: dict[str, UUID] = field(default_factory=dict)
    participants: dict[str, UUID] = field(default_factory=dict)
    answers: dict[str, UUID] = field(default_factory=dict)
    snapshots: dict[str, UUID] = field(default_factory=dict)
    board_reports: dict[str, UUID] = field(default_factory=dict)
    notes: dict[str, UUID] = field(default_factory=dict)
    papers: dict[str, UUID] = field(default_factory=dict)
    sections: dict[str, UUID] = field(default_factory=dict)
    commitments: dict[str, UUID] = field(default_factory=dict)
    follow_ups: dict[str, UUID] = field(default_factory=dict)
    outcomes: dict[str, UUID] = field(default_factory=dict)
    observations: dict[str, UUID] = field(default_factory=dict)
    replies: dict[str, UUID] = field(default_factory=dict)
    links: dict[str, UUID] = field(default_factory=dict)
    bulks: dict[str, UUID] = field(default_factory=dict)
    filters: dict[str, UUID] = field(default_factory=dict)
    described: dict[str, UUID] = field(default_factory=dict)
    entries: dict[str, UUID] = field(default_factory=dict)
    requests: dict[str, UUID] = field(default_factory=dict)
    addressees: dict[str, UUID] = field(default_factory=dict)
    files: dict[str, UUID] = field(default_factory=dict)
    file_recalls: dict[str, UUID] = field(default_factory=dict)
    widenings: dict[str, UUID] = field(default_factory=dict)
    comments: dict[str, UUID] = field(default_factory=dict)
    reviews: dict[str, UUID] = field(default_factory=dict)
    uses: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, observer: Profile) -> "Known":
        kept = (world.ids, world.views, world.needs, world.publications, world.partners, world.imports, world.mappings)
        frozen = (world.snapshots, world.board_reports, world.notes)
        in_rounds = (world.rounds, world.participants, world.answers, *frozen, world.papers, world.sections)
        agreed = (world.commitments, world.follow_ups, world.outcomes, world.observations, world.replies, world.links)
        own = (world.bulks, world.filters, world.described, world.entries, world.requests, world.addressees)
        said = (world.files, world.file_recalls, world.widenings, world.comments, world.reviews, world.uses)
        every = (*kept, world.reports, *in_rounds, *agreed, *own, *said)
        return cls(world.stage, observer, *map(dict, every))

    def each_activity(self) -> Iterator[UUID]:
        yield from self.activities.values()
        yield NEVER

    def pairs(self) -> Iterator[tuple[UUID, UUID]]:
        """Every pair of activities, in the order of their identifiers."""
        ordered = sorted(self.activities.values())
        yield from ((one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :])

    def views(self) -> Iterator[UUID]:
        yield from self.records.values()
        yield NEVER

    def each_entry(self) -> Iterator[UUID]:
        yield from self.entries.values()
        yield NEVER

    def each_need(self) -> Iterator[UUID]:
        yield from self.needs.values()
        yield NEVER

    def each_publication(self) -> Iterator[UUID]:
        yield from self.publications.values()
        yield NEVER

    def each_report(self) -> Iterator[UUID]:
        yield from self.reports.values()
        yield NEVER

    def each_round(self) -> Iterator[UUID]:
        yield from self.rounds.values()
        yield NEVER

    def each_board_report(self) -> Iterator[UUID]:
        yield from self.board_reports.values()
        yield NEVER

    def each_snapshot(self) -> Iterator[UUID]:
        yield from self.snapshots.values()
        yield NEVER

    def each_note(self) -> Iterator[UUID]:
        yield from self.notes.values()
        yield NEVER

    def each_participant(self) -> Iterator[UUID]:
        yield from self.participants.values()
        yield NEVER

    def each_paper(self) -> Iterator[UUID]:
        yield from self.papers.values()
        yield NEVER

    def each_section(self) -> Iterator[UUID]:
        yield from self.sections.values()
        yield NEVER

    def each_commitment(self) -> Iterator[UUID]:
        yield from self.commitments.values()
        yield NEVER

    def each_follow_up(self) -> Iterator[UUID]:
        yield from self.follow_ups.values()
        yield NEVER

    def each_outcome(self) -> Iterator[UUID]:
        yield from self.outcomes.values()
        yield NEVER

    def each_observation(self) -> Iterator[UUID]:
        yield from self.observations.values()
        yield NEVER

    def each_reply(self) -> Iterator[UUID]:
        yield from self.replies.values()
        yield NEVER

    def each_link(self) -> Iterator[UUID]:
        yield from self.links.values()
        yield NEVER

    def each_bulk(self) -> Iterator[UUID]:
        yield from self.bulks.values()
        yield NEVER

    def each_request(self) -> Iterator[UUID]:
        """For information, the replies too."""
        yield from self.requests.values()
        yield NEVER

    def each_addressee(self) -> Iterator[UUID]:
        yield from self.addressees.values()
        yield NEVER

    def houses(self) -> list[str]:
        return sorted(self.stage.houses.values())

    def persons(self) -> list[str]:
        return sorted(str(person.pk) for person in self.stage.persons.values())
