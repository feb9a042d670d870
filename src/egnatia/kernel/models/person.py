"""Persons who sign in. Their names are roles and functions; nothing else about them is kept."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock, ids

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PersonQuerySet(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Personal:
    """What the file with their own data tells a person of a table that points at them: the columns, none a secret.

    `name` is that part's in the file. `of_account`: those who operate accounts may have it too.
    """

    def __init__(self, name: str, *columns: str, of_account: bool = False) -> None:
        self.name, self.columns, self.of_account = name, columns, of_account


class SignedBy(_Text):
    """The name of whoever did something, kept beside what they did. An erasure replaces it by what the person was.

    `of`: the column of the same table with the person's identifier; without one their name alone tells whose it is.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - as every field's
        self.of = of
        super().__init__(*args, **{"max_length": 150, **kwargs})

    def deconstruct(self) -> Any:  # noqa: ANN401 - as every field's
        """To the database it is a text like others."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Person(AbstractBaseUser):
    """An account: made by invitation only. An administrator operates accounts and reads nothing by it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name or function"), max_length=150)
    organisation = models.ForeignKey("kernel.Organisation", on_delete=models.PROTECT, related_name="staff")
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_demo = models.BooleanField(default=False)
    # Set when an administrator resets a second factor or an address: basic rights until a steward confirms.
    unconfirmed_since = models.DateTimeField(null=True, blank=True)
    # When somebody of the organisation said that the person works there: until then basic rights, and for nobody.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)
    # Set when an administrator erased the person: what is left of the row says of which organisation they were.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
