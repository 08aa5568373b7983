"""How are the secrets of second factors kept? Sealed, like every other secret."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from duly.server.platform.secrets import seal, unseal


class SealedFactors(DefaultMFAAdapter):
    """allauth's second factors, with what they keep in the database sealed."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
