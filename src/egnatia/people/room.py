"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.people import inbox

ROOM = Room(
    name="people",
    prefix="people/",
    menu=(MenuEntry(_("People"), "people:directory", members=90),),
    inbox=(Inbox(90, inbox.memberships), Inbox(100, inbox.resets), Inbox(110, inbox.releases)),
    refusals={
        "sign-in": _("Sign in first."),
        "second-factor": _("This needs a sign-in with the second step. Add it under “Account and sign-in”."),
        "owner": _("Only the organisation that it belongs to may change it."),
        "second-person": _("A second person has to agree: you asked for it yourself."),
        "community": _("You may mark for communities that you belong to or that accept submissions."),
        "economy": _("This economy does not exist."),
        "administrator": _("Only an administrator or the secretariat may do this."),
        "steward": _("Only a steward of the community may do this."),
        "yourself": _("Nobody decides about himself: another person has to do this."),
        "secretariat": _("Only the secretariat may do this."),
        "filters-full": _("You keep as many filters as one may: drop one of them first."),
    },
)
