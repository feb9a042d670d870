"""Messages of Django and allauth that our pages show and that one of our languages lacks there.

They stand here so that `script/catalogues` finds them: our catalogues are read before those of the libraries.
"""

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

BORROWED = (
    ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
    pgettext_lazy("String to return when truncating text", "%(truncated_text)s…"),
    gettext_lazy(
        "ManagementForm data is missing or has been tampered with. Missing fields: "
        "%(field_names)s. You may need to file a bug report if the issue persists."
    ),
    gettext_lazy("Username or email"),
    pgettext_lazy("field label", "Login"),
)
