"""The pages of this app: the card for everybody, the rest for those who keep it right (D9)."""
