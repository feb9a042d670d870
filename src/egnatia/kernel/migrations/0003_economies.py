"""The thirteen economies of South East Europe and the default forum. Names are ours, never from a list.

Serbian is written in Cyrillic; its Latin form follows from that.
"""

from django.db import migrations

ECONOMIES = [
    (
        "ALB",
        "AL",
        "ALB",
        {"en": "Albania", "sq": "Shqipëria", "sr-latn": "Albanija", "sr": "Албанија", "mk": "Албанија"},
    ),
    (
        "BIH",
        "BA",
        "BIH",
        {
            "en": "Bosnia and Herzegovina",
            "sq": "Bosnja dhe Hercegovina",
            "sr-latn": "Bosna i Hercegovina",
            "sr": "Босна и Херцеговина",
            "mk": "Босна и Херцеговина",
        },
    ),
    (
        "BGR",
        "BG",
        "BGR",
        {"en": "Bulgaria", "sq": "Bullgaria", "sr-latn": "Bugarska", "sr": "Бугарска", "mk": "Бугарија"},
    ),
    ("HRV", "HR", "HRV", {"en": "Croatia", "sq": "Kroacia", "sr-latn": "Hrvatska", "sr": "Хрватска", "mk": "Хрватска"}),
    ("GRC", "GR", "GRC", {"en": "Greece", "sq": "Greqia", "sr-latn": "Grčka", "sr": "Грчка", "mk": "Грција"}),
    ("XKX", "XK", "KOS*", {"en": "Kosovo*", "sq": "Kosova*", "sr-latn": "Kosovo*", "sr": "Косово*", "mk": "Косово*"}),
    (
        "MDA",
        "MD",
        "MDA",
        {"en": "Moldova", "sq": "Moldavia", "sr-latn": "Moldavija", "sr": "Молдавија", "mk": "Молдавија"},
    ),
    (
        "MNE",
        "ME",
        "MNE",
        {"en": "Montenegro", "sq": "Mali i Zi", "sr-latn": "Crna Gora", "sr": "Црна Гора", "mk": "Црна Гора"},
    ),
    (
        "MKD",
        "MK",
        "MKD",
        {
            "en": "North Macedonia",
            "sq": "Maqedonia e Veriut",
            "sr-latn": "Severna Makedonija",
            "sr": "Северна Македонија",
            "mk": "Северна Македонија",
        },
    ),
    ("ROU", "RO", "ROU", {"en": "Romania", "sq": "Rumania", "sr-latn": "Rumunija", "sr": "Румунија", "mk": "Романија"}),
    ("SRB", "RS", "SRB", {"en": "Serbia", "sq": "Serbia", "sr-latn": "Srbija", "sr": "Србија", "mk": "Србија"}),
    (
        "SVN",
        "SI",
        "SVN",
        {"en": "Slovenia", "sq": "Sllovenia", "sr-latn": "Slovenija", "sr": "Словенија", "mk": "Словенија"},
    ),
    ("TUR", "TR", "TUR", {"en": "Türkiye", "sq": "Türkiye", "sr-latn": "Turska", "sr": "Турска", "mk": "Турција"}),
]
FORUM = {
    "names": {
        "en": "South East Europe",
        "sq": "Evropa Juglindore",
        "sr": "Југоисточна Европа",
        "mk": "Југоисточна Европа",
    },
    "collective": {"en": "economies", "sq": "ekonomitë", "sr": "економије", "mk": "економии"},
    "footnote": {
        "en": "This designation is without prejudice to positions on status, and is in line with UNSC 1244 and the ICJ "
        "Opinion on the Kosovo declaration of independence.",
        "sq": "Ky emërtim nuk paragjykon qëndrimet mbi statusin dhe është në përputhje me Rezolutën 1244 të KS të "
        "OKB-së dhe me Opinionin e GJND-së mbi deklaratën e pavarësisë së Kosovës.",
        "sr": "Овај назив је без прејудицирања ставова о статусу и у складу је са Резолуцијом 1244 Савета безбедности "
        "УН и мишљењем Међународног суда правде о косовској декларацији о независности.",
        "mk": "Ова означување не ги прејудицира ставовите за статусот и е во согласност со Резолуцијата 1244 на СБ на "
        "ОН и со мислењето на МСП за декларацијата за независност на Косово.",
    },
}


def add(apps, schema_editor):
    economy = apps.get_model("kernel", "Economy")
    for order, (code, iati, label, names) in enumerate(ECONOMIES):
        economy.objects.create(
            code=code, iati_code=iati, label=label, names=names, order=order, footnoted=code == "XKX"
        )
    apps.get_model("kernel", "Forum").objects.create(slug="main", **FORUM)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_is_append_only")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
