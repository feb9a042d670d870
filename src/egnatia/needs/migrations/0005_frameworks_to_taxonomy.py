"""Frameworks are the taxonomy's from here on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("needs", "0004_described_kind"), ("rounds", "0002_framework_of_taxonomy")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Framework")])]
