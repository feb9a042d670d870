"""Needs are a described kind: rows and versions hold their content in one shape."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FIELDS = ("economy", "objective", "priority", "nature", "perspective", "source", "page")


def described(body: dict[str, Any]) -> dict[str, Any]:
    """A version as it was kept until now, in its new shape."""
    words = {"texts": body.get("words") or {}, "original": body.get("language") or ""}
    return {**{name: body.get(name) or "" for name in FIELDS}, "round": body.get("round"), "words": words}


def forwards(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    version, need = apps.get_model("kernel", "Version"), apps.get_model("needs", "Need")
    for found in version.objects.filter(record__kind="need").select_related("record").iterator():
        found.content = described(found.content)
        found.save(update_fields=["content"])
        if found.number == found.record.version:
            need.objects.filter(pk=found.record_id).update(content=found.content)


class Migration(migrations.Migration):
    dependencies = [("needs", "0003_fresh_statistics"), ("kernel", "0003_economies")]

    operations = [
        migrations.AddField("need", "content", models.JSONField(default=dict)),
        migrations.RunPython(forwards, elidable=False),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("need", "language"),
        migrations.RemoveField("need", "page"),
        migrations.RemoveField("need", "source"),
        migrations.RemoveField("need", "text"),
        migrations.AlterField("need", "nature", models.CharField(blank=True, max_length=13, verbose_name="nature")),
        migrations.AlterField(
            "need", "perspective", models.CharField(blank=True, max_length=10, verbose_name="perspective")
        ),
        migrations.AlterField(
            "need", "priority", models.CharField(default="medium", max_length=6, verbose_name="priority")
        ),
        migrations.AlterField(
            "need", "status", models.CharField(default="drafted", max_length=9, verbose_name="status")
        ),
    ]
