"""A round's results are fixed when they are submitted; the decision on them is recorded later."""

from django.db import migrations, models


FORWARD = """
CREATE OR REPLACE FUNCTION egnatia_snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outcome CONSTANT text[] := '{state,adopted_on,adopted_words}';
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'adopted' AND OLD.state <> 'adopted' AND NEW.adopted_on < NEW.as_of THEN
    RAISE EXCEPTION 'a snapshot is never adopted before its own day';
  END IF;
  IF TG_OP = 'UPDATE' AND (
    OLD.digest = '' OR
    OLD.state IN ('submitted', 'circulating') AND to_jsonb(NEW) - outcome = to_jsonb(OLD) - outcome
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a snapshot is never changed';
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION egnatia_snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outcome CONSTANT text[] := '{state,adopted_on,adopted_words}';
BEGIN
  IF TG_OP = 'UPDATE' AND (
    OLD.digest = '' OR OLD.state = 'circulating' AND to_jsonb(NEW) - outcome = to_jsonb(OLD) - outcome
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a snapshot is never changed';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0008_sealed_trail"),
        ("reporting", "0003_one_table_of_reminders"),
        ("rounds", "0003_one_table_of_reminders"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveConstraint(
            model_name="snapshot",
            name="snapshot_one_circulates",
        ),
        migrations.AddField(
            model_name="snapshot",
            name="replies",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="report",
            name="sort",
            field=models.CharField(
                choices=[
                    ("board", "paper for the board"),
                    ("needs", "needs report"),
                    ("support", "support report"),
                    ("open", "overlaps and open needs"),
                    ("economy", "brief on an economy"),
                    ("objective", "brief on an objective"),
                    ("partner", "brief on a partner"),
                    ("institution", "brief on a receiving institution"),
                ],
                max_length=11,
            ),
        ),
        migrations.AlterField(
            model_name="snapshot",
            name="state",
            field=models.CharField(
                choices=[
                    ("submitted", "submitted for adoption"),
                    ("circulating", "under silence procedure"),
                    ("broken", "silence broken"),
                    ("withdrawn", "withdrawn before adoption"),
                    ("adopted", "adopted"),
                ],
                max_length=11,
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("submitted", "circulating"))),
                fields=("round",),
                name="snapshot_one_pending",
            ),
        ),
    ]
