"""The kernel's tables: records and who may see them, and the people and bodies that this follows from."""

from egnatia.kernel.models.audit import AuditEvent, AuditSeal
from egnatia.kernel.models.community import Community, Membership, Office
from egnatia.kernel.models.content import ContentKind
from egnatia.kernel.models.forum import Economy, Forum
from egnatia.kernel.models.kind import (
    Kind,
    RecordQuerySet,
    among_granted,
    covering,
    granted,
    hanging,
    kinds,
    of_author,
    records_hung_on,
    seen,
    supports_seen,
)
from egnatia.kernel.models.organisation import Organisation, OrganisationName, OrganisationType
from egnatia.kernel.models.person import Person, Personal, SignedBy
from egnatia.kernel.models.record import Grant, Link, Record, Release, Version

__all__ = [
    "AuditEvent",
    "AuditSeal",
    "Community",
    "ContentKind",
    "Economy",
    "Forum",
    "Grant",
    "Kind",
    "Link",
    "Membership",
    "Office",
    "Organisation",
    "OrganisationName",
    "OrganisationType",
    "Person",
    "Personal",
    "Record",
    "RecordQuerySet",
    "Release",
    "SignedBy",
    "Version",
    "among_granted",
    "covering",
    "granted",
    "hanging",
    "kinds",
    "of_author",
    "records_hung_on",
    "seen",
    "supports_seen",
]
