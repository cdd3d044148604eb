"""A Book's tables as geometry: title, unit, headings, paths, data, before any word is read as a coordinate."""
