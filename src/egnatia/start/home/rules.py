"""For whom a home is made. Pure."""

SECRETARIAT, FOCAL_POINT, AGENCY, PARTNER, CIVIL, MEMBER = (
    "secretariat", "focal-point", "agency", "partner", "civil-society", "member",
)  # fmt: skip
BY_TYPE = {
    "government": AGENCY,
    "international": PARTNER,
    "donor": PARTNER,
    "implementer": PARTNER,
    "civil-society": CIVIL,
    "academia": CIVIL,
}


def kind_of(*, secretariat: bool, focal_point: bool, organisation_type: str, seated: bool) -> str:
    """For whom a home is made: by office, else by the sort of organisation; who sits nowhere is a member."""
    if secretariat:
        return SECRETARIAT
    if focal_point:
        return FOCAL_POINT
    return BY_TYPE.get(organisation_type, MEMBER) if seated else MEMBER
