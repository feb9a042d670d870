"""Sectors bear the names of the DAC list in homes that were made before."""

from django.db import migrations

from egnatia.taxonomy.vocabularies import shipped_terms


def rename(apps, schema_editor):
    term = apps.get_model("taxonomy", "Term")
    for shipped in shipped_terms():
        term.objects.filter(vocabulary=shipped.vocabulary, code=shipped.code).update(labels=shipped.labels)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_from_kernel_and_needs")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
