"""Erased people, and the two changes that the trail lets pass: old sign-ins go, the name of an erased person is emptied.

A sign-in of the last thirty days stays whatever a setting says; of no event can anything else be changed.
"""

from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION egnatia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.kind = 'session' AND OLD.at < now() - interval '30 days'
        AND current_setting('egnatia.retention', true) = 'on' THEN
      RETURN OLD;
    END IF;
  ELSIF OLD.person <> '' AND NEW."by" = '' AND to_jsonb(NEW) - 'by' = to_jsonb(OLD) - 'by'
      AND EXISTS (SELECT FROM kernel_person WHERE id::text = OLD.person AND erased_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION egnatia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_confirmed_colleagues")]
    operations = [
        migrations.AddField("person", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
