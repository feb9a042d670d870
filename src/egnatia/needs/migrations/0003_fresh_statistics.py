"""What the database knows of its tables, made anew after a large import: until then it plans as if they were empty.

The serving role owns no table and may not analyse one; this function of the owner's does it, and nothing else.
"""

from django.db import migrations

TABLES = (
    *("kernel_record", "kernel_grant", "kernel_version", "kernel_organisation", "kernel_organisationname"),
    *("activities_activity", "activities_activitykey", "activities_importrow", "matching_match", "matching_uncompared"),
    *("needs_activityaim", "needs_matrixwork", "needs_matrixslice", "needs_need"),
)
FORWARD = f"""
CREATE FUNCTION egnatia_fresh_statistics() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path FROM CURRENT AS 'ANALYZE {", ".join(TABLES)}'
"""
BACKWARD = "DROP FUNCTION egnatia_fresh_statistics()"


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0002_frameworks"),
        ("matching", "0001_initial"),
        ("activities", "0001_initial"),
        ("kernel", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
