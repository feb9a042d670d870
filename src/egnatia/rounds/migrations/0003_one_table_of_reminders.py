"""Reminders that the secretariat wrote stand in the table of all reminders; those that wait in the queue are sent."""

from django.db import migrations

CARRIED = """
INSERT INTO reminders_reminder
       (id, name, about, day, person_id, organisation_id, text, asked_by, planned_at, taken_at, sent_at)
SELECT letter.id, 'round', participant_id, day, person_id, CASE WHEN person_id IS NULL THEN organisation_id END, text,
       asked_by, day, sent_at, sent_at
  FROM rounds_roundletter AS letter JOIN rounds_participant AS participant ON participant.id = participant_id
ON CONFLICT DO NOTHING
"""
QUEUED = """
UPDATE procrastinate_jobs
   SET task_name = 'reminders.send_written', args = args - 'letter_id' || jsonb_build_object('reminder', args -> 'letter_id')
 WHERE task_name = 'rounds.send_round_letter' AND status = 'todo'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0002_framework_of_taxonomy"),
        ("procrastinate", "__first__"),
        ("reminders", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL([CARRIED, QUEUED], migrations.RunSQL.noop),
        migrations.DeleteModel("RoundLetter"),
    ]
