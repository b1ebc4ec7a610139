"""What surrounds the pages: guard, security headers, joining by link, and who a visitor is."""
