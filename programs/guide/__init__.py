"""The guide: what the brief teaches and what each rule asks, for people in the field."""
