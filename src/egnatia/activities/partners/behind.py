"""Who writes when nobody of the organisation has an account: whoever holds its link, and whoever confirms for it."""

from dataclasses import replace

from egnatia.activities.partners.models import PartnerRequest
from egnatia.kernel import tokens
from egnatia.kernel.reader import Reader


def reader_behind(request: PartnerRequest) -> Reader:
    """The organisation as a reader: what is released to it or wider, by whichever link; never a member of anything.

    The queries of this feature ask with it, and cut to the rows of the request; no page but the link's own gets it.
    """
    organisation = str(request.organisation_id)
    return Reader(
        name=f"{request.organisation.name[:100]}, through a link",
        person=str(request.pk),
        organisation=organisation,
        organisation_name=request.organisation.name,
        strong=True,
        held=_of_organisation(organisation),
    )


def on_behalf(by: Reader, organisation: str, name: str) -> Reader:
    """The one who confirms, writing for the organisation whose word it is."""
    return replace(
        by,
        organisation=organisation,
        organisation_name=name,
        seats=(),
        offices=frozenset(),
        held=_of_organisation(organisation),
    )


def _of_organisation(organisation: str) -> frozenset[str]:
    return frozenset({tokens.PUBLIC, tokens.MEMBERS, tokens.organisation(organisation)})
