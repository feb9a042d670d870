from django.db import migrations, models


class Migration(migrations.Migration):
    """What changed last of a kind is found without reading all of it."""

    dependencies = [
        ("kernel", "0005_the_author_of_a_link"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["kind", "-changed_at", "-id"], name="record_changed"),
        ),
    ]
