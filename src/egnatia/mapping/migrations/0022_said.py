"""What an activity says in concepts, so that those who share no language with it are compared without reading it anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mapping", "0021_meaning")]
    operations = [
        migrations.AddField(
            model_name="activitymeaning",
            name="said",
            field=models.BinaryField(default=b""),
        ),
    ]
