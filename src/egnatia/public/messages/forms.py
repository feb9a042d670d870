"""What visitors fill in, and what the desk does."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egnatia.guests.public_forms import PublicForm, PublicFormWords, VisitorForm, visitor_email, visitor_text
from egnatia.kernel.requests import ReaderRequest
from egnatia.public.messages.actions import keep
from egnatia.public.messages.queries import open_groups
from egnatia.public.models import VisitorMessage
from egnatia.taxonomy.forum import forum

LONGEST_PAGE = 300
FOR_AN_ANSWER = _("Only if you want an answer. It is used for nothing else.")
MAILBOX = _("A shared mailbox rather than that of one person, where there is one.")
THANKS = _("Your message was sent to the secretariat. Nobody else can read it.")
NOTE = _("The secretariat reads every message. It is deleted after one year.")
Sort = VisitorMessage.Sort


class MissingForm(VisitorForm):
    text = visitor_text(_("What is missing, wrong or unclear?"), longest=2_000)
    email = visitor_email(_("E-mail address"), help_text=FOR_AN_ANSWER)
    page = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_PAGE)

    def clean_page(self) -> str:
        return page_named(self.cleaned_data["page"])


class ContactForm(VisitorForm):
    text = visitor_text(_("Your message"), longest=4_000)
    email = visitor_email(_("E-mail address"), help_text=FOR_AN_ANSWER)


class OrganisationJoinForm(VisitorForm):
    name = visitor_text(_("Name of the organisation"), longest=200, lines=1)
    economy = forms.ChoiceField(label=_("Economy"), required=False)
    text = visitor_text(_("What does it do, and what would it contribute?"), longest=2_000)
    email = visitor_email(_("E-mail address"), required=True, help_text=MAILBOX)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as every form's
        super().__init__(*args, **kwargs)
        economies = [(each.code, each.name) for each in forum().economies]
        self.fields["economy"].choices = [("", _("no specific economy")), *economies]  # type: ignore[attr-defined]  # a choice field


class PersonJoinForm(VisitorForm):
    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)
    name = visitor_text(_("Your name or function"), longest=150, lines=1)
    organisation = visitor_text(_("Organisation"), longest=200, lines=1)
    text = visitor_text(_("Why do you want to join?"), longest=2_000)
    email = visitor_email(_("E-mail address"), required=True, help_text=_("The invitation is sent to this address."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as every form's
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(each.slug, each.name) for each in open_groups()]  # type: ignore[attr-defined]  # a choice field


class MessageAnswerForm(forms.Form):
    """What the desk writes to the sender."""

    answer = forms.CharField(label=_("Answer"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))


class ClosureForm(forms.Form):
    """Both texts are published, or neither."""

    question = forms.CharField(
        label=_("What was asked, in your own words"),
        max_length=300,
        required=False,
        help_text=_("Public. Do not copy the sender's words, and name no person."),
    )
    outcome = forms.CharField(
        label=_("What was done"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Public. Leave both fields empty to publish nothing."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, other in (("question", "outcome"), ("outcome", "question")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Enter both texts, or neither."))
        return cleaned


def page_named(said: str) -> str:
    """A path of this site; "" for anything else."""
    here = said.startswith("/") and not said.startswith("//") and "\\" not in said
    return said if here and said.isprintable() and len(said) <= LONGEST_PAGE else ""


def _from_page(request: ReaderRequest) -> Mapping[str, str]:
    return {"page": page_named(request.GET.get("page", ""))}


def _office(_request: ReaderRequest) -> Mapping[str, object]:
    return {"office": settings.CONTROLLER, "forum": forum().name}


MISSING = PublicForm(
    name=Sort.MISSING,
    route="public:missing",
    form=MissingForm,
    words=PublicFormWords(
        title=_("Tell us what is missing"),
        lead=_("Say what you looked for and did not find, or what is wrong. You need no account."),
        button=_("Send"),
        thanks=THANKS,
        note=NOTE,
    ),
    keep=partial(keep, Sort.MISSING),
    begun=_from_page,
    template="public/messages/missing.html",
)
CONTACT = PublicForm(
    name=Sort.CONTACT,
    route="public:contact",
    form=ContactForm,
    words=PublicFormWords(
        title=_("Contact"),
        lead=_("Write to the secretariat. You need no account."),
        button=_("Send"),
        thanks=THANKS,
        note=NOTE,
    ),
    keep=partial(keep, Sort.CONTACT),
    shown=_office,
    template="public/messages/contact.html",
)
ORGANISATION = PublicForm(
    name=Sort.ORGANISATION,
    route="public:join-organisation",
    form=OrganisationJoinForm,
    words=PublicFormWords(
        title=_("Take part as an organisation"),
        lead=_("The secretariat reads your request and writes to the mailbox that you give."),
        button=_("Send the request"),
        thanks=_("Your request was sent to the secretariat. It writes to you; no account is created before."),
        note=NOTE,
    ),
    keep=partial(keep, Sort.ORGANISATION),
)
PERSON = PublicForm(
    name=Sort.PERSON,
    route="public:join-person",
    form=PersonJoinForm,
    words=PublicFormWords(
        title=_("Join an open group"),
        lead=_("The secretariat reads your request. If it accepts, you receive an invitation by e-mail."),
        button=_("Send the request"),
        thanks=_("Your request was sent to the secretariat. It writes to you; no account is created before."),
        note=NOTE,
    ),
    keep=partial(keep, Sort.PERSON),
)
FORMS = (MISSING, CONTACT, ORGANISATION, PERSON)
