"""On which days the participants work: what the clock of a silence procedure counts."""
