"""Reminders before due days stand in the table of all reminders."""

from django.db import migrations

CARRIED = """
INSERT INTO reminders_reminder
       (id, name, about, day, person_id, organisation_id, text, asked_by, planned_at, taken_at, sent_at)
SELECT id, 'report', '00000000-0000-0000-0000-000000000000', due, person_id, organisation_id, '', '', planned_at, taken_at, sent_at
  FROM commitments_dueletter
"""
QUEUED = "DELETE FROM procrastinate_jobs WHERE task_name = 'commitments.send_due_letters' AND status = 'todo'"


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_described_kinds"),
        ("procrastinate", "__first__"),
        ("reminders", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([CARRIED, QUEUED], migrations.RunSQL.noop),
        migrations.DeleteModel("DueLetter"),
    ]
