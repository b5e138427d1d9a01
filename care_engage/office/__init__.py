"""What an office sets up for itself: people and roles, places, levels of topics, limits of the rules."""
