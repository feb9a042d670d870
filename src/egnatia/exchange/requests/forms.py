"""The forms of a request: what is asked of whom, the reply, more time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from egnatia.exchange.requests import rules
from egnatia.exchange.requests.fields import RequestContent, RequestCorrection, RequestQuestion
from egnatia.exchange.requests.models import InformationReply, QuestionType, ReplyAudience
from egnatia.files.actions import FileUpload
from egnatia.files.forms import UploadField, UploadsField
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import organisation
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.rooms import refusals
from egnatia.pages.forms import DayField, QuietForm, number_of
from egnatia.pages.labels import LANGUAGE
from egnatia.people.marking.queries import options_for, organisations_named, organisations_with_ids

MORE, EARLIER = "more", "earlier"  # buttons that store nothing
BLANK = 2  # questions that a new form offers
LONGEST_QUESTION = 500
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # days that an answer may name


class RequestDraftForm(QuietForm):
    """`content()` after `is_valid()`. `kept` is what the draft says where it is changed."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("For example “Rules for storing seized weapons”.")
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you need the information for. Addressees decide on this basis what they can share."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE.items()))
    days = forms.IntegerField(
        label=_("Working days to reply"),
        min_value=1,
        max_value=rules.LONGEST_DAYS,
        initial=10,
        help_text=_("Counted from the day of sending in the calendar of each addressee, without its public holidays."),
    )
    audience = forms.ChoiceField(
        label=_("Who reads the replies"),
        choices=ReplyAudience.choices,
        initial=ReplyAudience.ASKER,
        widget=forms.RadioSelect,
        help_text=_(
            "Fixed once the request is sent. Addressees see it before they reply, and each may choose fewer readers."
        ),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Choose one or more.")
    )
    organisations = forms.CharField(
        label=_("Organisations"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name per line, as in the list of organisations."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        reader: Reader,
        language: str,
        kept: RequestContent | None = None,
        quiet: bool = False,
    ) -> None:
        self.reader, self.kept, self.quiet = reader, kept, quiet
        super().__init__(data, initial=self._initial(language))
        roles = self.fields["roles"]
        assert isinstance(roles, forms.MultipleChoiceField)
        roles.choices = list(self._roles())
        self.asked = self._number()
        for number in range(self.asked):
            self.fields.update(question_fields(number))

    def _initial(self, language: str) -> dict[str, Any]:
        usual = language if language in LANGUAGE else "en"
        if self.kept is None:
            return {"language": usual}
        (title, said), purpose = self.kept.title.first(), self.kept.purpose.first()[0]
        named = organisations_with_ids(self.reader, map(rules.organisation_of, self.kept.addressees))
        questions: dict[str, Any] = {}
        for number, each in enumerate(self.kept.questions):
            choices = "\n".join(each.choices)
            questions |= {f"q{number}_text": each.text, f"q{number}_type": each.type, f"q{number}_choices": choices}
        return {
            "title": title,
            "purpose": purpose,
            "language": said or usual,
            "days": self.kept.days,
            "audience": self.kept.audience,
            "roles": list(self.kept.addressees),
            "organisations": "\n".join(named.values()),
            **questions,
        }

    def _roles(self) -> Iterator[tuple[str, Any]]:
        """Of each group all its focal points, then each of them; the secretariat."""
        options = options_for(self.reader)
        for group in options.offices:
            if not group.label:
                yield from ((office.value, office.label) for office in group.offices)
                continue
            slug = group.offices[0].value.split(":")[1]
            every = (f"G:{slug}", gettext("All of them"))
            yield group.label, [every, *((office.value, office.label) for office in group.offices)]

    def _number(self) -> int:
        """As many as were sent or kept, and more of them where they were asked for."""
        if not self.is_bound:
            return min(len(self.kept.questions) + 1 if self.kept else BLANK, rules.MOST_QUESTIONS)
        sent = number_of(self.data, "questions") or BLANK
        return min(sent + (1 if MORE in self.data else 0), rules.MOST_QUESTIONS)

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "purpose", "language")]

    @property
    def questions(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in question_fields(number)] for number in range(self.asked)]

    @property
    def may_add(self) -> bool:
        return self.asked < rules.MOST_QUESTIONS

    @property
    def typed(self) -> str:
        """By what earlier requests are looked for: the title alone, else the questions."""
        return str(self["title"].value() or "").strip() or " ".join(
            str(each[0].value() or "") for each in self.questions
        )

    def clean_organisations(self) -> list[str]:
        """Tokens. Each line is the name of one organisation that they see."""
        lines = dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["organisations"].splitlines())))
        found = {line: organisations_named(self.reader, line) for line in list(lines)[: rules.MOST_ADDRESSEES]}
        if missing := [line for line, options in found.items() if len(options) != 1]:
            words = gettext("Not found or not unique: %(names)s. Enter the names as in the list of organisations.")
            raise forms.ValidationError(words % {"names": "; ".join(missing[:5])})
        return [organisation(options[0].value) for options in found.values()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["roles"] or cleaned["organisations"]):
            self.add_error("roles", gettext("Choose at least one addressee."))
        if not any(cleaned.get(f"q{number}_text") for number in range(self.asked)):
            self.add_error("q0_text", gettext("Ask at least one question."))
        for number in range(self.asked):
            several = len(self._choices(number)) > 1
            if cleaned.get(f"q{number}_text") and cleaned.get(f"q{number}_type") == QuestionType.CHOICE and not several:
                self.add_error(f"q{number}_choices", gettext("Enter at least two choices, one per line."))
        return cleaned

    def _choices(self, number: int) -> tuple[str, ...]:
        lines = map(str.strip, self.cleaned_data.get(f"q{number}_choices", "").splitlines())
        return tuple(dict.fromkeys(line[:200] for line in lines if line))[:20]

    def content(self) -> RequestContent:
        cleaned = self.cleaned_data
        said = [
            RequestQuestion(
                f"q{number + 1}",
                cleaned[f"q{number}_text"],
                cleaned[f"q{number}_type"],
                self._choices(number) if cleaned[f"q{number}_type"] == QuestionType.CHOICE else (),
            )
            for number in range(self.asked)
            if cleaned[f"q{number}_text"]
        ]
        code = cleaned["language"]
        purpose = ByLanguage({code: cleaned["purpose"]}, code) if cleaned["purpose"] else ByLanguage()
        return RequestContent(
            title=ByLanguage({code: cleaned["title"]}, code),
            purpose=purpose,
            questions=tuple(said),
            addressees=tuple(dict.fromkeys([*cleaned["roles"], *cleaned["organisations"]])),
            days=cleaned["days"],
            audience=cleaned["audience"],
        )


def question_fields(number: int) -> dict[str, forms.Field]:
    """What, in which form, and the choices where it has any."""
    named = {"number": number + 1}
    return {
        f"q{number}_text": forms.CharField(
            label=gettext("Question %(number)s") % named, required=False, max_length=LONGEST_QUESTION
        ),
        f"q{number}_type": forms.ChoiceField(
            label=gettext("Type of reply to question %(number)s") % named, choices=QuestionType.choices, required=False
        ),
        f"q{number}_choices": forms.CharField(
            label=gettext("Choices for question %(number)s") % named,
            required=False,
            max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext("One per line, for the type “Choice” only."),
        ),
    }


class ReplyForm(forms.Form):
    """`answers()` after `is_valid()`. One field for each question, by its key."""

    status = forms.ChoiceField(label=_("Your reply"), choices=InformationReply.Status.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note or reason"),
        required=False,
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A reason is required if you decline."),
    )
    attached = UploadsField(
        label=_("Further files"),
        required=False,
        help_text=_("Visible to those who read your reply. You see who downloads them."),
    )
    audience = forms.ChoiceField(label=_("Who reads your reply"), widget=forms.RadioSelect)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        asks: RequestContent,
        kept: InformationReply | None = None,
        drafted: Mapping[str, str] | None = None,
    ) -> None:
        """`drafted`: what colleagues answered; files are not among it."""
        self.asks = asks
        initial: dict[str, Any] = {"audience": asks.audience, "status": InformationReply.Status.FULL}
        if kept:
            initial = {"audience": kept.audience, "status": kept.status, "note": kept.note, **kept.answers}
        super().__init__(data, files, initial=initial | dict(drafted or {}))
        if kept and rules.is_bound(kept.status, kept.audience):
            bound = forms.ChoiceField(
                label=_("Your reply"),
                choices=[(each, label) for each, label in InformationReply.Status.choices if each in rules.TELLING],
                widget=forms.RadioSelect,
                help_text=refusals()["reply-partial"],
            )
            self.fields["status"] = bound
        for each in asks.questions:
            self.fields[each.key] = answer_field(each, str(initial.get(each.key, "")))
        choices = dict(ReplyAudience.choices)
        allowed = rules.allowed_audiences(kept.audience if kept else asks.audience)
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = [(each, choices[each]) for each in allowed]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[each.key] for each in self.asks.questions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        status, given = cleaned.get("status"), stored_answers(self.asks.questions, cleaned)
        missing = [each for each in self.asks.questions if each.key not in given and each.key not in self.errors]
        if status == InformationReply.Status.DECLINED and not cleaned.get("note"):
            self.add_error("note", gettext("Give a reason for declining."))
        if status == InformationReply.Status.PARTIAL and not given and not self.errors:
            self.add_error(self.asks.questions[0].key, gettext("Answer at least one question."))
        if status == InformationReply.Status.FULL:
            for each in missing:
                self.add_error(each.key, gettext("Answer this question, or choose “Partial reply, more to follow”."))
        if self.errors and self.files:
            self.add_error(None, self._forgotten())
        return cleaned

    def _forgotten(self) -> str:
        """A browser cannot be given chosen files back."""
        names = [file.name or "" for _field, several in self.files.lists() for file in several]
        again = gettext("Please select your files again (%(names)s). They were not saved.")
        return again % {"names": ", ".join(names[:5])}

    def answers(self) -> dict[str, str]:
        """Nothing where nothing is told."""
        told = self.cleaned_data["status"] in (InformationReply.Status.FULL, InformationReply.Status.PARTIAL)
        return stored_answers(self.asks.questions, self.cleaned_data) if told else {}

    def uploads(self) -> tuple[tuple[str, FileUpload], ...]:
        """What was chosen: by the key of the question that it answers, "" for further files."""
        given = self.answers()
        chosen = [(key, self.cleaned_data[key]) for key in given]
        answering = ((key, upload) for key, upload in chosen if isinstance(upload, FileUpload))
        return (*answering, *(("", upload) for upload in self.cleaned_data["attached"]))


def stored_answers(questions: Iterable[RequestQuestion], cleaned: Mapping[str, Any]) -> dict[str, str]:
    """What was answered, as it is kept: by the key of the question."""
    found = {each.key: cleaned.get(each.key) for each in questions}
    return {key: _stored(value) for key, value in found.items() if value not in (None, "")}


def _stored(value: Any) -> str:  # noqa: ANN401 - of the field's type
    if isinstance(value, FileUpload):
        return value.name
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def answer_field(question: RequestQuestion, kept: str = "") -> forms.Field:
    said: dict[str, Any] = {"label": question.text, "required": False}
    match question.type:
        case QuestionType.NUMBER:
            return forms.DecimalField(min_value=0, max_digits=18, decimal_places=4, **said)
        case QuestionType.DATE:
            return DayField(validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)], **said)
        case QuestionType.CHOICE:
            options = [("", _("choose one")), *((each, each) for each in question.choices)]
            return forms.ChoiceField(choices=options, **said)
        case QuestionType.FILE:
            sent = gettext("Sent: %(name)s. Choose another file to replace it.") % {"name": kept} if kept else ""
            return UploadField(help_text=sent, **said)
        case QuestionType.TEXT:
            box = forms.Textarea(attrs={"rows": 5})
            return forms.CharField(max_length=rules.LONGEST_ANSWER, widget=box, **said)
        case _:
            return forms.CharField(max_length=300, **said)


class CorrectionForm(forms.Form):
    """Other words for what was sent. `correction()` after `is_valid()`."""

    what_changed = forms.CharField(
        label=_("What has changed"),
        max_length=500,
        help_text=_("Addressees are notified of the correction and see this text."),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.CharField(
        label=_("Purpose"), required=False, max_length=3_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    days = forms.IntegerField(
        label=_("Further working days"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_("The deadline is extended for all addressees. It cannot be shortened."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, asks: RequestContent) -> None:
        initial = {"title": asks.title.first()[0], "purpose": asks.purpose.first()[0]}
        super().__init__(data, initial=initial)
        self.asks = asks
        for number, each in enumerate(asks.questions, 1):
            label = gettext("Question %(number)s") % {"number": number}
            self.fields[each.key] = forms.CharField(label=label, max_length=LONGEST_QUESTION, initial=each.text)

    def correction(self) -> RequestCorrection:
        said = self.cleaned_data
        questions = {each.key: said[each.key] for each in self.asks.questions}
        return RequestCorrection(said["title"], said["purpose"], questions, said["days"], said["what_changed"])


class MoreTimeForm(forms.Form):
    days = forms.IntegerField(label=_("Further working days"), min_value=1, max_value=60, initial=5)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
