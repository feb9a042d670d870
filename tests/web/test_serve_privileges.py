import psycopg
import pytest
from django.db import connection
from psycopg import errors

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_serving_role_reads_and_writes_what_the_owner_made(
    serving_connection: psycopg.Connection[tuple[object]],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE shelf (book text)")
    serving_connection.execute("INSERT INTO shelf VALUES ('a')")
    with pytest.raises(errors.InsufficientPrivilege):
        serving_connection.execute("TRUNCATE shelf")
