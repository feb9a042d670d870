"""What objectives are called in a snapshot: as in the version of the framework that its round was opened under.

A later version may call them otherwise or leave them out. What was adopted stays as it was read.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Round
from egnatia.taxonomy.document import Labels, of_builtins
from egnatia.taxonomy.forum import in_language
from egnatia.taxonomy.models import Framework
from egnatia.taxonomy.vocabularies import Objectives, objectives

Texts = Mapping[str, Labels]  # by code, in the framework's order


def texts_of(snapshot: UUID) -> Texts:
    """In all languages. A version is the same for every reader and never changes. One query."""
    found = _version_of(snapshot).values_list("content", flat=True).first()
    return {aim.code: aim.labels for aim in of_builtins(found).objectives} if found else {}


def _version_of(record: UUID) -> "QuerySet[Framework]":
    """Of a snapshot, or of a round of which there is none yet."""
    of_snapshot = Snapshot.objects.filter(pk=record).values("round__framework")
    return Framework.objects.filter(
        Q(pk__in=of_snapshot) | Q(pk__in=Round.objects.filter(pk=record).values("framework"))
    )


def framework_of(snapshot: UUID) -> str:
    """The framework of its round by name, in the reader's language: "Reference framework, version 1". One query."""
    for title, version in _version_of(snapshot).values_list("content__title", "version"):
        return _("%(title)s, version %(version)s") % {"title": in_language(title), "version": version}
    return ""


def objectives_in(texts: Texts) -> Objectives:
    """In the reader's language; behind them those of today that the version does not have. One query."""
    then = {code: in_language(labels) for code, labels in texts.items()}
    return Objectives({**then, **{code: words for code, words in objectives().labels.items() if code not in then}})


def objectives_of(snapshot: UUID) -> Objectives:
    return objectives_in(texts_of(snapshot))
