"""Whose account somebody is who signs in at a provider of OpenID Connect."""

from django.conf import settings
from django.db import migrations, models

from egnatia.kernel import clock, ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_mailed_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "ProviderConnection",
            [
                ("id", models.UUIDField(default=ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("issuer", models.CharField(max_length=255)),
                ("subject", models.CharField(max_length=255)),
                ("may_be_strong", models.BooleanField()),
                ("connected_at", models.DateTimeField(default=clock.now)),
                (
                    "person",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "subject"), name="one_person_of_a_subject"),
                    models.UniqueConstraint(fields=("issuer", "person"), name="one_subject_of_a_person"),
                ],
            },
        )
    ]
