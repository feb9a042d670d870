"""The first step from a page: small files are looked at at once, large ones in a job."""

from uuid import UUID

from django.db import transaction

from egnatia.activities.imports.actions.storage import try_out
from egnatia.activities.imports.actions.uploads import Upload, begin
from egnatia.activities.imports.plan import Wish
from egnatia.formats.limits import Limits
from egnatia.formats.outcomes import Refused
from egnatia.kernel.access.reader import Reader

SMALL = 2_000_000  # bytes of an upload that somebody may wait for
PATIENCE = Limits(input_bytes=SMALL, cpu_seconds=8, idle_seconds=10)


class UnusableError(Exception):
    """Files that cannot be used, each with its sentence; nothing was kept."""

    def __init__(self, refused: list[Refused]) -> None:
        super().__init__(len(refused))
        self.refused = refused


@transaction.atomic
def begin_small(uploads: list[Upload], wish: Wish, *, by: Reader) -> UUID:
    """Keep the files and try them out. Raises UnusableError where one of them cannot be used."""
    made = begin(uploads, wish, by=by)
    if refused := try_out(made, by=by, limits=PATIENCE):
        raise UnusableError(refused)
    return made


def is_small(uploads: list[Upload]) -> bool:
    return sum(upload.size for upload in uploads) <= SMALL
