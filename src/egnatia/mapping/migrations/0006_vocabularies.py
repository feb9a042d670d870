"""The shipped terms. What somebody has added or relabelled stays as it is."""

from django.db import migrations

from egnatia.mapping.vocabularies.loading import shipped_terms


def add(apps, schema_editor):
    term = apps.get_model("kernel", "Term")
    known = {(each.vocabulary, each.code): each for each in term.objects.all()}
    for shipped in shipped_terms():
        key = (shipped.vocabulary, shipped.code)
        if key not in known:
            known[key] = term.objects.create(
                vocabulary=shipped.vocabulary,
                code=shipped.code,
                labels=shipped.labels,
                order=shipped.order,
                parent=known.get((shipped.vocabulary, shipped.broader)),
            )


class Migration(migrations.Migration):
    dependencies = [("mapping", "0005_who_sees_a_match"), ("kernel", "0003_economies")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
