"""Commitments and follow-ups are described kinds: rows and versions hold their content in one shape."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COMMITMENT = ("source", "paragraph", "agreed_on", "objective", "topics")
FOLLOW_UP = ("economy", "position", "responsible", "note", "evidence", "reported_on", "due", "recurrence")
DAYS = ("agreed_on", "reported_on", "due")


def described(body: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """A version as it was kept until now, in its new shape."""
    text = {"texts": body.get("words") or {}, "original": body.get("language") or ""}
    plain = {name: body.get(name) or (None if name in DAYS else "") for name in fields}
    return {**plain, "text": text}


def forwards(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    version = apps.get_model("kernel", "Version")
    for kind, model, fields in (("commitment", "Commitment", COMMITMENT), ("follow-up", "FollowUp", FOLLOW_UP)):
        rows = apps.get_model("commitments", model)
        for found in version.objects.filter(record__kind=kind).select_related("record").iterator():
            found.content = described(found.content, fields)
            found.save(update_fields=["content"])
            if found.number == found.record.version:
                rows.objects.filter(pk=found.record_id).update(content=found.content)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_initial"), ("kernel", "0003_economies")]

    operations = [
        migrations.AddField("commitment", "content", models.JSONField(default=dict)),
        migrations.AddField("followup", "content", models.JSONField(default=dict)),
        migrations.RunPython(forwards, elidable=False),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint("followup", "follow_up_report_has_a_day"),
        migrations.RemoveField("commitment", "language"),
        migrations.RemoveField("commitment", "text"),
        migrations.RemoveField("commitment", "topics"),
        migrations.RemoveField("followup", "evidence"),
        migrations.RemoveField("followup", "language"),
        migrations.RemoveField("followup", "note"),
        migrations.RemoveField("followup", "responsible"),
        migrations.RemoveField("followup", "text"),
        migrations.AlterField("followup", "position", models.CharField(max_length=14, verbose_name="position")),
        migrations.AlterField(
            "followup", "recurrence", models.CharField(blank=True, max_length=11, verbose_name="recurrence")
        ),
    ]
