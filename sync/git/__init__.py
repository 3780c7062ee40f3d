"""`git push` publishes: POST /hooks/git, signed by GitHub, Gitea or GitLab.

hook_signatures.py   whether a delivery comes from who knows the secret
deliveries.py   what it says: branch, repository
views.py        the address; it answers at once
pulling.py      the background task: pulls, then a pass
repository.py   git, with fixed arguments and a time limit
"""
