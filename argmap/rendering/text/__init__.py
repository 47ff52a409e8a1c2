"""Text in pictures: its width, its lines, its escaping."""
