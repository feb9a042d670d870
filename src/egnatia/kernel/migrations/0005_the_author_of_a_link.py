"""A link belongs to the person who made it; a name, by which it was known so far, may be shared.

Of links that are there already, those are somebody's whose name one person alone has; the others keep the name.
"""

from django.db import migrations, models


def find_authors(apps, schema_editor):
    person = apps.get_model("kernel", "Person")
    for link in apps.get_model("kernel", "Link").objects.all():
        found = list(person.objects.filter(name=link.by).values_list("pk", flat=True)[:2])
        link.author = str(found[0]) if len(found) == 1 else link.by[:36]
        link.save(update_fields=["author"])


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_words_by_language")]

    operations = [
        migrations.AddField("link", "author", models.CharField(max_length=36, default=""), preserve_default=False),
        migrations.RunPython(find_authors, migrations.RunPython.noop),
        migrations.RemoveConstraint("link", "link_once"),
        migrations.AddConstraint(
            "link",
            models.UniqueConstraint(fields=("relation", "left", "right", "tokens", "author"), name="link_once"),
        ),
    ]
