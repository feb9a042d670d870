"""The three stories of the demo, as the engine sees them. Invented throughout."""

from egnatia.overlap import Text
from tests.overlap.make import activity, names

SERVICE = names("Correctional Service")

NORDLYS = activity(
    "nordlys", "Обука на затворскиот персонал за рано препознавање на радикализација", "mk", money="Nordlys Fund",
    receivers=SERVICE, start="2026-03-01", end="2027-02-28", amount=180_000.0, currency="EUR",
    types=frozenset({"training"}), reporters=names("Nordlys Fund"),
)  # fmt: skip
ALPINE = activity(
    "alpine", "Frontline skills for correctional officers", money="Alpine Cooperation", receivers=SERVICE,
    descriptions=(Text("Officers in prisons learn to notice radicalisation early and to respond.", "en"),),
    start="2026-02-15", end="2027-06-30", amount=210_000.0, currency="EUR", types=frozenset({"training"}),
    reporters=names("Alpine Cooperation"),
)  # fmt: skip
URA = activity(
    "ura", "Forcimi i personelit të burgjeve kundër ekstremizmit të dhunshëm", "sq", money="Fondacioni Ura",
    receivers=SERVICE, start="2026-04-01", end="2026-12-31", amount=95_000.0, currency="EUR",
    types=frozenset({"training"}), reporters=names("Fondacioni Ura"),
)  # fmt: skip
ALPINE_IN_ALBANIA = activity(
    "alpine-alb", "Frontline skills for correctional officers", where="ALB", money="Alpine Cooperation",
    start="2026-02-15", end="2027-06-30", amount=200_000.0, currency="EUR", reporters=names("Alpine Cooperation"),
)  # fmt: skip

SIX = "ALB BIH KOS MNE MKD SRB"
FACILITY = activity(
    "facility", "Regional support to arms control", where=SIX, money="Union Facility for Arms Control",
    implementers=names("Regional Arms Hub"), reporters=names("Union Facility for Arms Control"),
    start="2025-01-01", end="2028-12-31", amount=4_000_000.0, currency="EUR",
)  # fmt: skip
HUB = activity(
    "hub", "Safer storage and records of weapons", where=SIX, money="Union Facility for Arms Control",
    implementers=names("Regional Arms Hub", "Dinara Engineering"), reporters=names("Regional Arms Hub"),
    start="2025-03-01", end="2028-09-30", amount=2_500_000.0, currency="EUR",
)  # fmt: skip
DINARA = activity(
    "dinara", "Opremanje prostorija za čuvanje oduzetog oružja", "cnr", where="MNE", money="Regional Arms Hub",
    implementers=names("Dinara Engineering"), reporters=names("Dinara Engineering"),
    receivers=names("Ministarstvo unutrašnjih poslova"),
    start="2026-02-01", end="2027-03-31", amount=320_000.0, currency="EUR",
)  # fmt: skip
MINISTRY = activity(
    "ministry", "Rekonstrukcija depoa MUP-a u Nikšiću", "cnr", where="MNE", money="Dinara Engineering",
    reporters=names("Ministarstvo unutrašnjih poslova"),
    start="2026-03-01", end="2027-03-31", amount=318_500.0, currency="EUR",
)  # fmt: skip
HUB_TRAINING = activity(
    "hub-training", "Training of firearms licensing officers", where="SRB", money="Regional Arms Hub",
    reporters=names("Regional Arms Hub"), start="2026-01-01", end="2026-12-31", amount=300_000.0, currency="EUR",
)  # fmt: skip

LUMINA = activity(
    "lumina", "Safe Online: youth and first responders", where="ALB MNE MDA", money="Lumina Foundation",
    descriptions=(Text("Media literacy for young people in vocational schools; training of first responders.", "en"),),
    receivers=names("Vocational School Network"), start="2027-01-01", end="2029-12-31", amount=1_500_000.0,
)  # fmt: skip
MOST = activity(
    "most", "Mladi bezbedno na internetu: medijska pismenost u srednjim školama", "sr", where="ALB",
    money="Mreža Most", receivers=names("Vocational School Network"),
)  # fmt: skip
