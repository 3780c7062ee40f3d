"""What programs ask about a site: whether it lives, whether it is ready, and its numbers.

readiness.py       what must hold before requests are sent here
probe_answers.py   the answers to /health/live, /health/ready and /metrics
metrics_access.py  who may read /metrics
exposition.py      what all processes have counted, as Prometheus reads it
site_metrics.py    what is asked when /metrics is read: tasks, database, disk, backups
"""
