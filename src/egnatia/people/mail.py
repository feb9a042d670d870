"""Letters: plain text with links and nothing of what any record says above TLP:GREEN."""

from collections.abc import Mapping

from django.core.mail import EmailMessage
from django.template import Context, engines
from django.utils import translation

from egnatia.kernel.forum import forum, shows_asterisk


def send(template: str, to: str, context: Mapping[str, object], *, language: str) -> None:
    """Send `mails/<template>.txt`, whose first line is the subject, in the language of whoever gets it."""
    with translation.override(language):
        # Plain text: what stands in it is never read as markup.
        plain = Context(dict(context), autoescape=False)
        text = engines["django"].engine.get_template(f"people/mails/{template}.txt").render(plain).strip()  # type: ignore[attr-defined]  # Django's own backend
        if shows_asterisk(text):
            text = f"{text}\n\n* {forum().footnote}"
    subject, _, body = text.partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
