"""Configuration and serving of the site. The product itself is in the other packages."""

# Of this code: with .dev until it is released. docs/upgrade.md says what the numbers mean.
VERSION = "1.1.dev"
