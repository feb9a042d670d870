"""What was adopted is never changed, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION egnatia_snapshot_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outcome CONSTANT text[] := '{state,adopted_on,adopted_words}';
BEGIN
  IF TG_OP = 'UPDATE' AND (
    OLD.digest = '' OR OLD.state = 'circulating' AND to_jsonb(NEW) - outcome = to_jsonb(OLD) - outcome
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a snapshot is never changed';
END $$;
CREATE FUNCTION egnatia_snapshot_holds_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND EXISTS (
    SELECT FROM reporting_snapshot WHERE record_id = NEW.snapshot_id AND digest = '' FOR SHARE
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a snapshot is never changed';
END $$;
CREATE FUNCTION egnatia_snapshot_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a snapshot is never changed';
END $$;
CREATE TRIGGER snapshot_is_frozen BEFORE UPDATE OR DELETE ON reporting_snapshot
  FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_is_frozen();
CREATE TRIGGER snapshot_source_frozen BEFORE INSERT OR UPDATE OR DELETE ON reporting_snapshotsource
  FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_holds_no_more();
CREATE TRIGGER snapshot_match_frozen BEFORE INSERT OR UPDATE OR DELETE ON reporting_snapshotmatch
  FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_holds_no_more();
CREATE TRIGGER snapshot_clearance_frozen BEFORE INSERT OR UPDATE OR DELETE ON reporting_snapshotclearance
  FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_holds_no_more();
CREATE TRIGGER snapshot_objection_kept BEFORE UPDATE OR DELETE ON reporting_snapshotobjection
  FOR EACH ROW EXECUTE FUNCTION egnatia_snapshot_keeps();
"""
BACKWARD = """
DROP TRIGGER snapshot_objection_kept ON reporting_snapshotobjection;
DROP TRIGGER snapshot_clearance_frozen ON reporting_snapshotclearance;
DROP TRIGGER snapshot_match_frozen ON reporting_snapshotmatch;
DROP TRIGGER snapshot_source_frozen ON reporting_snapshotsource;
DROP TRIGGER snapshot_is_frozen ON reporting_snapshot;
DROP FUNCTION egnatia_snapshot_keeps();
DROP FUNCTION egnatia_snapshot_holds_no_more();
DROP FUNCTION egnatia_snapshot_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
