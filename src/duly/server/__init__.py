"""The desk: what a credit team opens every morning. Records, rights, audit, jobs and pages."""
