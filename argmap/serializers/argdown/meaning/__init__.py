"""What the rows of an Argdown text mean, given its front matter."""
