"""Questions of a request answered by a colleague without an account, through a personal link."""
