"""A map as numbered figures: one if it fits its page, else an overview and one for each branch."""
