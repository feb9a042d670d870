"""The trail refuses UPDATE and DELETE whoever asks; TRUNCATE is withheld from the serving role by its rights."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION egnatia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON kernel_auditevent
  FOR EACH ROW EXECUTE FUNCTION egnatia_append_only();
"""
BACKWARD = """
DROP TRIGGER audit_append_only ON kernel_auditevent;
DROP FUNCTION egnatia_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
