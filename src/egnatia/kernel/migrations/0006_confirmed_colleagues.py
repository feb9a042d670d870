"""New accounts wait for a colleague; those of before are colleagues already."""

from django.db import migrations, models
from django.db.migrations.state import StateApps


def confirm_all(apps: StateApps, _schema: object) -> None:
    apps.get_model("kernel", "Person").objects.update(confirmed_at=models.F("joined_at"))


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_footnote")]

    operations = [
        migrations.AddField("person", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(confirm_all, migrations.RunPython.noop),
    ]
