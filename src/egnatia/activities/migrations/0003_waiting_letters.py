"""An e-mail to a partner that waits in the queue names its request as those of all rooms do."""

from django.db import migrations

RENAMED = """
UPDATE procrastinate_jobs SET args = args - 'request_id' || jsonb_build_object('record', args -> 'request_id')
 WHERE task_name = 'activities.send_partner_letter' AND args ? 'request_id'
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_vocabularies"), ("procrastinate", "__first__")]

    operations = [migrations.RunSQL(RENAMED, migrations.RunSQL.noop)]
