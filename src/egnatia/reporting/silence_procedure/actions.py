"""Planning letters about texts that circulate, and sending each once."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from egnatia.people.letters.actions import Sending, planned
from egnatia.people.letters.queries import Recipient, ended
from egnatia.people.letters.rules import TEXTS
from egnatia.reporting.silence_procedure.models import TextLetter
from egnatia.reporting.silence_procedure.queries import circulating, may_object, recipients_of


@transaction.atomic
def plan_letters() -> int:
    """Letters to whoever may object to a text that circulates, in his daytime: at its beginning, and before its end.

    How many are new.
    """
    unwanted, texts = ended(TEXTS), circulating()
    letters = [
        TextLetter(**each.to, snapshot_id=text.snapshot, sort=TextLetter.Sort(text.sort))
        for text in texts
        for each in recipients_of(text)
        if each.key not in unwanted and each.is_time
    ]
    known = TextLetter.objects.filter(snapshot__in=[text.snapshot for text in texts])
    return planned(letters, known, TEXTS)


def send_letters() -> int:
    """Send what waits of texts that circulate still; how many left."""
    today = {text.snapshot: text.sort for text in circulating()}
    waiting = Q(pk__in=[])
    for snapshot, sort in today.items():
        waiting |= Q(snapshot=snapshot, sort=sort)
    return SENDING.send(TextLetter.objects.all(), waiting)


def _still(letter: TextLetter, to: Recipient) -> bool:
    """Neither objected to nor over since, and still his to object to."""
    there = any(text.sort == letter.sort for text in circulating(letter.snapshot_id))
    return there and may_object(to, letter.snapshot_id)


def _template(letter: TextLetter) -> str:
    return f"reporting/mails/text_{letter.sort}"


def _page(letter: TextLetter) -> str:
    return reverse("reporting:snapshot", args=[letter.snapshot_id])


SENDING = Sending(kind=TEXTS, still=_still, template=_template, page=_page)
