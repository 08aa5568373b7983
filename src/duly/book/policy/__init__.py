"""The credit policy as data: what a credit manager may argue about, with a version."""
