"""The pay page: what ads offer, what surveys found, a simulator, and what to bring to a negotiation."""
