# Words in ledgers of matters.
matters-ledgers-restricted = (protected matter, not told in ledgers)
