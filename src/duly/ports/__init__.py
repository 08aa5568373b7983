"""What we ask of accounting systems, banks, bureaus, insurers and messengers."""
