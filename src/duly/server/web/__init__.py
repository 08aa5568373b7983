"""The pages: parse the request, call a service or selector, show."""
