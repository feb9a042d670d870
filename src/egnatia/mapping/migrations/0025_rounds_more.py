from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever takes part otherwise since the round was changed has a step that says so."""

    dependencies = [("mapping", "0024_snapshots")]

    operations = [
        migrations.AlterField(
            model_name="roundstep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("started", "started"),
                    ("cleared", "cleared"),
                    ("reopened", "clearance taken back"),
                    ("returned", "returned"),
                    ("accepted", "accepted"),
                    ("unaccepted", "acceptance taken back"),
                    ("adopted", "adopted"),
                    ("recast", "takes part otherwise"),
                ],
                max_length=10,
            ),
        ),
    ]
