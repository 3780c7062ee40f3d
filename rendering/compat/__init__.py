"""What other systems add to Markdown: Hugo, Hexo, Jekyll, MyST, d2lbook, VuePress, WordPress."""
