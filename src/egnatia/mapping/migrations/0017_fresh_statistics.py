"""What the database knows of its tables, made anew after a large import: until then it plans as if they were empty.

The serving role owns no table and may not analyse one; this function of the owner's does it, and nothing else.
"""

from django.db import migrations

TABLES = (
    *("kernel_record", "kernel_grant", "kernel_version", "kernel_actor", "kernel_actorname"),
    *("mapping_activity", "mapping_activitykey", "mapping_activityaim", "mapping_importrow"),
    *("mapping_match", "mapping_matrixwork", "mapping_matrixslice", "mapping_uncompared", "mapping_need"),
)
FORWARD = f"""
CREATE FUNCTION egnatia_fresh_statistics() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path FROM CURRENT AS 'ANALYZE {", ".join(TABLES)}'
"""
BACKWARD = "DROP FUNCTION egnatia_fresh_statistics()"


class Migration(migrations.Migration):
    dependencies = [("mapping", "0016_partners")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
