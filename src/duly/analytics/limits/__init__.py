"""How much open credit is an account worth: every method, the composition, the options."""
