"""The way in: first start, opening and making stores, passphrases."""
