"""The program itself: status, language, text size, shortcuts, privacy, diagnostics."""
