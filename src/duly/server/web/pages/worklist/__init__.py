"""Whom do we talk to today?"""
