"""Hexo: source/_posts, _config.yml."""
