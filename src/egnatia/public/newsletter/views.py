"""The form that subscribes, and the two links of its e-mails: one confirms, one ends."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.guests.public_forms import PublicForm, PublicFormWords, VisitorForm, visitor_email
from egnatia.guests.views import one_click
from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people import mail
from egnatia.public.newsletter.actions import ask_and_send, confirm, end
from egnatia.public.newsletter.queries import MONTHLY, WEEKLY, subscription_in

FREQUENCIES = ((WEEKLY, _("once a week")), (MONTHLY, _("once a month")))


class NewsletterForm(VisitorForm):
    email = visitor_email(_("E-mail address"), required=True)
    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES, widget=forms.RadioSelect, initial=MONTHLY)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


NEWSLETTER = PublicForm(
    name="newsletter",
    route="public:newsletter",
    form=NewsletterForm,
    words=PublicFormWords(
        title=_("Newsletter"),
        lead=_("What is new among the public records, by e-mail. You can unsubscribe with one click at any time."),
        button=_("Subscribe"),
        thanks=_("An e-mail is on its way to you. Open its link within three days to confirm. Nothing is sent before."),
        note=_("Your address is used for the newsletter alone, and deleted when you unsubscribe."),
    ),
    keep=ask_and_send,
    shown=lambda _request: {"leaves": mail.notifies()},
    template="public/newsletter/form.html",
    begun=lambda _request: {"language": get_language() or "en"},
    hourly=200,
    numbered=False,
)
confirmation = one_click(
    "public/newsletter/confirmation.html",
    confirm,
    ("public:newsletter-confirmed",),
    _("The link was used already or is older than three days. You can subscribe again."),
)


@require_safe
def confirmed(request: ReaderRequest) -> HttpResponse:
    return render(request, "public/newsletter/confirmed.html")


@csrf_exempt  # the mail program of whoever holds the e-mail sends it (RFC 8058); the signature says what it ends
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: ReaderRequest, token: str) -> HttpResponse:
    """One button; a link that was only looked at ends nothing, and does not tell whether anybody is subscribed."""
    if subscription_in(token) is None:
        raise NotFound
    done = request.method == "POST"
    if done:
        end(token)
    return render(request, "public/newsletter/ending.html", {"done": done})
