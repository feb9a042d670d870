"""How long what is kept: one table. A job carries it out every night, and the page on personal data shows it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction  # noqa: TID251 - its statements are part of the table
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from egnatia.kernel import clock

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Retention:
    """What is kept of one kind. `remove`: statements that delete what was over before the moment that they are given.

    `days` is what is done unless the setting EGNATIA_KEEP_<NAME> says otherwise, None for what no job deletes; never
    less than `at_least`.
    """

    name: str
    words: "_StrPromise"
    days: int | None = None
    remove: tuple[str, ...] = ()
    at_least: int = 0

    @property
    def chosen(self) -> int | None:
        """The days that hold in this installation."""
        if self.days is None or not self.remove:
            return self.days
        return max(self.at_least, settings.RETENTION_DAYS.get(self.name, self.days))

    @property
    def period(self) -> str:
        """The same in words, in the language of the page."""
        days = self.chosen
        if days is None:
            return str(_("no automatic deletion"))
        return (
            ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
            if days
            else str(_("until the next night"))
        )


RETENTION = (
    Retention(
        "sign-ins",
        _("Sign-ins and sign-outs: who and when"),
        days=365,
        at_least=30,  # the trail refuses to lose anything younger
        # Of its own rows the trail loses whole seals, by a function of the database that notes which.
        remove=("SELECT FROM generate_series(1, egnatia_remove_sign_ins(%s))",),
    ),
    Retention(
        "sessions",
        _("Sessions and counts of attempts to sign in, after their end"),
        days=0,
        remove=(
            "DELETE FROM people_session WHERE expire_date < %s",
            "DELETE FROM people_machinecode WHERE expires_at < %s",
            "DELETE FROM people_attempts WHERE ends_at < %s",
        ),
    ),
    Retention(
        "invitations",
        _("Invitations with name and e-mail address, after they were accepted, withdrawn or expired"),
        days=365,
        remove=(
            # Whoever invited somebody may confirm them: until that is done it is known who it was.
            """DELETE FROM people_invitation WHERE coalesce(accepted_at, withdrawn_at, expires_at) < %s AND NOT EXISTS
               (SELECT FROM kernel_person WHERE id = person_id AND is_active AND confirmed_at IS NULL)""",
        ),
    ),
    Retention(
        "visitor-messages",
        _("Messages of visitors, with their e-mail addresses. What the secretariat published of them stays"),
        days=365,
        remove=(
            "DELETE FROM public_visitormessage WHERE at < %s AND published_at IS NULL",
            """UPDATE public_visitormessage SET text = '', email = '', page = '', details = '{}', answer = ''
               WHERE at < %s AND published_at IS NOT NULL AND text <> ''""",
        ),
    ),
    Retention(
        "visitor-spam",
        _("Messages of visitors that were marked as spam"),
        days=30,
        remove=("DELETE FROM public_visitormessage WHERE state = 'spam' AND at < %s",),
    ),
    Retention(
        "practice-proposals",
        _("Practices that visitors proposed, with their e-mail addresses. Practices that were made of them stay"),
        days=365,
        remove=("DELETE FROM library_practiceproposal WHERE at < %s",),
    ),
    Retention(
        "newsletter",
        _("Newsletter addresses that were not confirmed; confirmed ones are deleted when somebody unsubscribes"),
        days=3,
        remove=("DELETE FROM public_newslettersubscription WHERE confirmed_at IS NULL AND asked_at < %s",),
    ),
    Retention(
        "emails",
        _("E-mails that were sent: to whom, when, and text written for them"),
        days=365,
        remove=("DELETE FROM reminders_reminder WHERE coalesce(sent_at, taken_at, planned_at) < %s",),
    ),
    Retention(
        "file-downloads",
        _("Downloads and previews of files: who and when"),
        days=1095,
        remove=("DELETE FROM files_filedownload WHERE at < %s",),
    ),
    Retention(
        "page-views",
        _("How often public pages were opened on a day"),
        days=396,
        remove=("DELETE FROM library_pageviews WHERE day < %s",),
    ),
    Retention(
        "jobs",
        _("Finished background jobs"),
        days=7,
        remove=(
            """DELETE FROM procrastinate_jobs WHERE status NOT IN ('todo', 'doing') AND NOT EXISTS
               (SELECT FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND at > %s)""",
        ),
    ),
    Retention("uploads", _("Uploaded files that were checked and not imported"), days=2),  # by the job of imports
    Retention("accounts", _("Accounts, until an administrator erases them")),
    Retention("records", _("Records and their earlier versions, withdrawn ones included")),
    Retention("trail", _("Audit trail: who changed what and when")),
)


def remove_what_is_over() -> dict[str, int]:
    """How many rows of each kind went, each kind in its own transaction: one that fails keeps no other back."""
    return {each.name: _removed(each) for each in RETENTION if each.remove}


@transaction.atomic
def _removed(each: Retention) -> int:
    before = clock.now() - timedelta(days=each.chosen or 0)
    gone = 0
    with connection.cursor() as cursor:
        for statement in each.remove:
            cursor.execute(statement, [before])
            gone += cursor.rowcount
    return gone


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, for how long, and how they get or end it: for everybody."""
    shown = {"kinds": RETENTION, "controller": settings.CONTROLLER, "hosted_at": settings.HOSTED_AT}
    return render(request, "privacy.html", shown)
