"""Accounts: an account is an active person of the people ledger with a role, and a password or an identity
provider's subject. Roles stay in the ledger; passwords, links and sessions in tables of their own."""
