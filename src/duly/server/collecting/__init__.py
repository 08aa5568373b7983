"""Whom do we talk to, what was said, and when do we ask again?"""
