class Refusal(Exception):
    """Why this cannot be backed up or restored, as a sentence that says what to do."""
