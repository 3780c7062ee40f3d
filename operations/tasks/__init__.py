"""Background tasks: work that no request and no reader should wait for.

An app defines a task by `@django_tasks.task()` and calls its `enqueue()` in the transaction of the
row that it is about. The table is that of django_tasks_db.

queue.py     the next task that is due; leases, retries
running.py   runs tasks until none is due
"""
