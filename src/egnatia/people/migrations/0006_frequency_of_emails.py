"""How often somebody wants a kind of e-mails, in place of whether they ended it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_provider_connections")]

    operations = [
        migrations.RenameModel("EndedLetters", "LettersFrequency"),
        migrations.AddField("LettersFrequency", "frequency", models.CharField(blank=True, default="", max_length=6)),
        migrations.RunSQL("UPDATE people_lettersfrequency SET frequency = 'off' WHERE ended", migrations.RunSQL.noop),
        migrations.RemoveField("LettersFrequency", "ended"),
        migrations.AlterField("LettersFrequency", "frequency", models.CharField(blank=True, max_length=6)),
    ]
