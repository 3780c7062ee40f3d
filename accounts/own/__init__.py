"""The pages of one's own account: what signs one in, where one is signed in, the address."""
