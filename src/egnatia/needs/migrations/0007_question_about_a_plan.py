from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0006_reported_in_a_round"),
    ]

    operations = [
        migrations.AlterField(
            model_name="economyword",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("agreed", "we know of it and agree"),
                    ("question", "we know of it and have a question"),
                    ("unknown", "we did not know of it"),
                    ("added", "added as the economy's own measure"),
                    ("declined", "not our measure"),
                ],
                max_length=8,
            ),
        ),
    ]
