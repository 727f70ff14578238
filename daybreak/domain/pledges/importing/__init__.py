"""From lines of cells to pledges: content (as read, with the desk's answers) → examining → storing, when it is said."""
