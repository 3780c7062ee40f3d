"""Jekyll: _posts, _config.yml."""
