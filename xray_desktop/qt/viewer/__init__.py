"""The view of one radiograph."""
