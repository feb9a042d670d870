"""How often a proposal may be checked and a question be sent."""

from egnatia.people.limits.rules import HOUR, Limit

# Members check as often as they like: a count by account would be a trace of their asking.
CHECKS_BY_ADDRESS = Limit("proposal address", 60, HOUR)
QUESTIONS_BY_ACCOUNT = Limit("question account", 20, HOUR)
