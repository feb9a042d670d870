"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.rooms import Inbox, MenuEntry, Room, to_the_secretariat
from egnatia.people import inbox
from egnatia.people.marking.words import FAULTS

ROOM = Room(
    name="people",
    prefix="people/",
    menu=(
        MenuEntry(_("What's new"), "people:changes", "exchange", 20),
        MenuEntry(_("People"), "people:directory", "desk", 40),
        MenuEntry(_("Name and settings"), "people:forum", "desk", 50, to_the_secretariat),
    ),
    inbox=(
        Inbox(85, inbox.colleagues),
        Inbox(90, inbox.memberships),
        Inbox(100, inbox.resets),
        Inbox(110, inbox.releases),
    ),
    notifications=(inbox.COLLEAGUES, inbox.WATCHED),
    refusals={
        "sign-in": _("Sign in first."),
        "second-factor": _("This requires two-step verification. Set it up under “Account and sign-in”."),
        "unconfirmed": _("A colleague from your organisation must confirm your account first."),
        "owner": _("Only the owner can change this record."),
        "second-person": _("A second person must approve this, because you made the request."),
        "community": FAULTS["community"],
        "economy": FAULTS["economy"],
        "administrator": _("Only an administrator or the secretariat can do this."),
        "administrator-only": _("Only an administrator can do this."),
        "last-one": _(
            "This is the last administrator or the last officer of the secretariat. Invite a successor first."
        ),
        "steward": _("Only a steward of the group can do this."),
        "yourself": _("You cannot decide about yourself. Another person must do this."),
        "secretariat": _("Only the secretariat can do this."),
        "filters-full": _("You have reached the maximum number of saved filters. Delete one first."),
    },
    help={"people:changes": "whats-new", "people:marking": "visibility"},
)
