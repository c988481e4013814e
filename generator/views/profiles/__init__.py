"""``/profils/``: who the people who do this job are, according to the surveys that asked them."""
