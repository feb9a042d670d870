"""Reminders while a text circulates stand in the table of all reminders."""

from django.db import migrations

CARRIED = """
INSERT INTO reminders_reminder
       (id, name, about, day, person_id, organisation_id, text, asked_by, planned_at, taken_at, sent_at)
SELECT letter.id, 'text-' || sort, snapshot_id, deadline, person_id, organisation_id, '', '', planned_at, taken_at,
       sent_at
  FROM reporting_textletter AS letter JOIN reporting_snapshot AS snapshot ON snapshot.record_id = snapshot_id
 WHERE deadline IS NOT NULL
"""
QUEUED = "DELETE FROM procrastinate_jobs WHERE task_name = 'reporting.send_text_letters' AND status = 'todo'"


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0002_snapshots_never_change"),
        ("procrastinate", "__first__"),
        ("reminders", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([CARRIED, QUEUED], migrations.RunSQL.noop),
        migrations.DeleteModel("TextLetter"),
    ]
