"""Book to Book: what paper and extraction broke is put together; nothing after this room knows of pages."""
