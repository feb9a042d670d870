from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_sealed_trail")]

    operations = [
        migrations.AddField("record", "recalled_at", models.DateTimeField(blank=True, null=True)),
    ]
