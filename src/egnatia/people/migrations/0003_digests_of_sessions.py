"""Sessions are stored under a digest of their key: nobody is signed out by that."""

from django.db import migrations

DIGEST = "UPDATE people_session SET session_key = left(encode(sha256(session_key::bytea), 'hex'), 40)"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_attempts_from_the_first")]

    operations = [migrations.RunSQL(DIGEST, migrations.RunSQL.noop)]
