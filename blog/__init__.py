"""Configuration and serving of the site. The product itself is in the other packages."""
