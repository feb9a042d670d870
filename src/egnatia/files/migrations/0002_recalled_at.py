from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField("fileversion", "recalled_at", models.DateTimeField(blank=True, null=True)),
    ]
