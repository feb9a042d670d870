"""One personal link, one request, no account: what every room needs that asks somebody who does not sign in."""
