"""A reader's browser, signed in with both steps."""

from django.test import Client

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN


def browser(reader: Reader) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=reader.person))
    session = client.session
    session[SECOND_FACTOR_SHOWN] = True
    session.save()
    return client
