"""Every page asks which alerts await its reader: an index by which few of many notices are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0012_week_notes")]

    operations = [
        migrations.AddIndex("notice", models.Index(name="notice_category", fields=["category"])),
    ]
