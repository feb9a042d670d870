"""The shipped terms."""

from django.db import migrations

from egnatia.taxonomy.vocabularies import shipped_terms


def add(apps, schema_editor):
    term = apps.get_model("kernel", "Term")
    known = {}
    for shipped in shipped_terms():
        known[shipped.vocabulary, shipped.code] = term.objects.create(
            vocabulary=shipped.vocabulary,
            code=shipped.code,
            labels=shipped.labels,
            order=shipped.order,
            parent=known.get((shipped.vocabulary, shipped.broader)),
        )


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("kernel", "0003_economies")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
