"""The operations, one module a subject: parse, call, show."""
