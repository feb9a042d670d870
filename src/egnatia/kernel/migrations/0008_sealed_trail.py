"""The database dates the events of the trail and seals them; whoever serves can ask for that, and choose nothing of it.

What is hashed, and how, `egnatia.formats.trail` says and works out again. Whoever owns the tables dates events freely:
nobody serves as the owner, `egnatia verify` says so where somebody does.
"""

from django.db import migrations, models

COLUMNS = [
    migrations.AddField("auditevent", "number", models.BigIntegerField(editable=False, null=True, unique=True)),
    migrations.AddField("auditevent", "name_salt", models.UUIDField(editable=False, null=True)),
    migrations.AddField("auditevent", "name_digest", models.CharField(default="", editable=False, max_length=64)),
    migrations.CreateModel(
        name="AuditSeal",
        fields=[
            ("number", models.BigIntegerField(primary_key=True, serialize=False)),
            ("part", models.CharField(max_length=10)),
            ("first", models.BigIntegerField()),
            ("last", models.BigIntegerField()),
            ("made_at", models.DateTimeField()),
            ("root", models.CharField(max_length=64)),
            ("previous", models.CharField(blank=True, max_length=64)),
            ("digest", models.CharField(max_length=64)),
        ],
    ),
]
# Each a plain expression, which PostgreSQL puts in the place of its call.
HASHES = """
CREATE FUNCTION egnatia_part(said text) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(said, 'UTF8'))
$$;
CREATE FUNCTION egnatia_moment(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
CREATE FUNCTION egnatia_name_digest(salt uuid, name text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(egnatia_part('name') || egnatia_part(salt::text) || egnatia_part(name)), 'hex')
$$;
CREATE FUNCTION egnatia_event_hash(event kernel_auditevent) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(
    egnatia_part('event') || egnatia_part(event.number::text) || egnatia_part(event.id::text)
    || egnatia_part(egnatia_moment(event.at)) || egnatia_part(event.person) || egnatia_part(event.name_digest)
    || egnatia_part(event.organisation) || egnatia_part(event.verb) || egnatia_part(event.kind)
    || egnatia_part(event.target) || egnatia_part(event.detail::text))
$$;
CREATE FUNCTION egnatia_seal_digest(seal kernel_auditseal) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(
    egnatia_part('seal') || egnatia_part(seal.number::text) || egnatia_part(seal.part)
    || egnatia_part(seal.first::text) || egnatia_part(seal.last::text) || egnatia_part(egnatia_moment(seal.made_at))
    || egnatia_part(seal.root) || egnatia_part(seal.previous)), 'hex')
$$;
CREATE FUNCTION egnatia_owns(what oid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = what), 'USAGE');
END $$;
"""
# An erased person's name is gone from older events: nothing is left to be salted.
NAMES = """
ALTER TABLE kernel_auditevent DISABLE TRIGGER audit_append_only;
UPDATE kernel_auditevent SET name_salt = gen_random_uuid() WHERE "by" <> '' OR NOT EXISTS
  (SELECT FROM kernel_person WHERE id::text = kernel_auditevent.person AND erased_at IS NOT NULL);
UPDATE kernel_auditevent SET name_digest = egnatia_name_digest(name_salt, "by") WHERE name_salt IS NOT NULL;
ALTER TABLE kernel_auditevent ENABLE TRIGGER audit_append_only;
"""
GUARDS = """
CREATE FUNCTION egnatia_audit_is_dated() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT egnatia_owns(TG_RELID) THEN
    NEW.at := clock_timestamp();
  END IF;
  NEW.number := NULL;
  NEW.name_salt := gen_random_uuid();
  NEW.name_digest := egnatia_name_digest(NEW.name_salt, NEW."by");
  RETURN NEW;
END $$;
CREATE TRIGGER audit_is_dated BEFORE INSERT ON kernel_auditevent
  FOR EACH ROW EXECUTE FUNCTION egnatia_audit_is_dated();

CREATE OR REPLACE FUNCTION egnatia_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.kind = 'session' AND OLD.number IS NOT NULL AND OLD.at < now() - interval '30 days'
        AND egnatia_owns(TG_RELID) AND current_setting('egnatia.retention', true) = 'on' THEN
      RETURN OLD;
    END IF;
  ELSIF OLD.number IS NULL AND NEW.number IS NOT NULL AND egnatia_owns(TG_RELID)
      AND to_jsonb(NEW) - 'number' = to_jsonb(OLD) - 'number' THEN
    RETURN NEW;
  ELSIF OLD.person <> '' AND NEW."by" = '' AND to_jsonb(NEW) - 'by' = to_jsonb(OLD) - 'by'
      AND EXISTS (SELECT FROM kernel_person WHERE id::text = OLD.person AND erased_at IS NOT NULL) THEN
    NEW.name_salt := NULL;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;

CREATE FUNCTION egnatia_seals_are_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND egnatia_owns(TG_RELID) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the seals of the audit trail are append-only';
END $$;
CREATE TRIGGER audit_seals_kept BEFORE INSERT OR UPDATE OR DELETE ON kernel_auditseal
  FOR EACH ROW EXECUTE FUNCTION egnatia_seals_are_kept();
"""
# Both run with the owner's rights, whoever calls them. Sealed is what is committed; an event that somebody is changing
# (a name is emptied) waits for the next minute. Days apart, so that none of them keeps another's sign-ins for longer.
JOBS = """
CREATE FUNCTION egnatia_seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  batch record;
  chosen uuid[];
  last_one kernel_auditseal;
  this kernel_auditseal;
  sealed bigint := 0;
BEGIN
  LOCK TABLE kernel_auditseal IN SHARE ROW EXCLUSIVE MODE;
  SELECT * INTO last_one FROM kernel_auditseal ORDER BY number DESC LIMIT 1;
  FOR batch IN
    SELECT kind = 'session' AS sign_ins, (at AT TIME ZONE 'UTC')::date AS day FROM kernel_auditevent
    WHERE number IS NULL GROUP BY 1, 2 ORDER BY 2, 1
  LOOP
    SELECT array_agg(id ORDER BY at, id) INTO chosen FROM (
      SELECT id, at FROM kernel_auditevent WHERE number IS NULL AND (kind = 'session') = batch.sign_ins
        AND (at AT TIME ZONE 'UTC')::date = batch.day FOR UPDATE SKIP LOCKED
    ) AS free;
    CONTINUE WHEN chosen IS NULL;
    this.number := coalesce(last_one.number, 0) + 1;
    this.part := CASE WHEN batch.sign_ins THEN 'sign-ins' ELSE 'rest' END;
    this.first := coalesce(last_one.last, 0) + 1;
    this.last := this.first + cardinality(chosen) - 1;
    this.made_at := clock_timestamp();
    this.previous := coalesce(last_one.digest, '');
    UPDATE kernel_auditevent SET number = this.first + place - 1
      FROM unnest(chosen) WITH ORDINALITY AS each (id, place) WHERE kernel_auditevent.id = each.id;
    SELECT encode(sha256(string_agg(egnatia_event_hash(event), ''::bytea ORDER BY event.number)), 'hex') INTO this.root
      FROM kernel_auditevent AS event WHERE event.number BETWEEN this.first AND this.last;
    this.digest := egnatia_seal_digest(this);
    INSERT INTO kernel_auditseal SELECT (this).*;
    last_one := this;
    sealed := sealed + cardinality(chosen);
  END LOOP;
  RETURN sealed;
END $$;

CREATE FUNCTION egnatia_remove_sign_ins(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  over timestamptz := least(before, now() - interval '30 days');
  gone bigint[];
  removed bigint;
BEGIN
  PERFORM egnatia_seal();
  SELECT array_agg(seal.number ORDER BY seal.number) INTO gone FROM kernel_auditseal AS seal
    WHERE part = 'sign-ins'
      AND EXISTS (SELECT FROM kernel_auditevent WHERE number BETWEEN seal.first AND seal.last)
      AND NOT EXISTS (SELECT FROM kernel_auditevent WHERE number BETWEEN seal.first AND seal.last AND at >= over);
  IF gone IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM set_config('egnatia.retention', 'on', true);
  DELETE FROM kernel_auditevent USING kernel_auditseal AS seal
    WHERE seal.number = ANY(gone) AND kernel_auditevent.number BETWEEN seal.first AND seal.last;
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('egnatia.retention', 'off', true);
  INSERT INTO kernel_auditevent (id, at, person, "by", organisation, verb, kind, target, detail)
    VALUES (gen_random_uuid(), clock_timestamp(), '', 'retention', '', 'removed', 'retention', 'sign-ins',
            jsonb_build_object('rows', removed, 'before', egnatia_moment(over), 'seals', to_jsonb(gone)));
  PERFORM egnatia_seal();
  RETURN removed;
END $$;
"""
BACKWARD = """
DROP FUNCTION egnatia_remove_sign_ins(timestamptz), egnatia_seal();
DROP TRIGGER audit_seals_kept ON kernel_auditseal;
DROP TRIGGER audit_is_dated ON kernel_auditevent;
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
ALTER FUNCTION egnatia_append_only() RESET ALL;
DROP FUNCTION egnatia_seals_are_kept(), egnatia_audit_is_dated(), egnatia_owns(oid),
  egnatia_seal_digest(kernel_auditseal), egnatia_event_hash(kernel_auditevent), egnatia_name_digest(uuid, text),
  egnatia_moment(timestamptz), egnatia_part(text);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_erased_people")]
    operations = [*COLUMNS, migrations.RunSQL(HASHES + NAMES + GUARDS + JOBS, BACKWARD)]
