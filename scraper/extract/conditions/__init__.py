"""What an ad asks and offers besides the pay: experience, education, remote work, hours, employer, wording about age.

Each reader takes a text (a field or the whole description) and gives a ``Found`` or None: nothing is guessed. All
stop after ``LONGEST_TEXT`` characters, twice what a job board shows, and look at a bounded stretch around each word:
their time is linear.
"""

LONGEST_TEXT = 12_000
