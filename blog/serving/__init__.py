"""The server that `make run` starts: uvicorn, in front of the WSGI application.

run.py             the main process: opens the sockets, starts the supervisor
supervisor.py      starts workers, replaces those that end, restarts and stops them
programs.py        a child process of the server, and its beats
received_signals.py, service_manager.py  what asks the server, and systemd, which it answers
worker_process.py  a worker: uvicorn with a socket of the main process
worker.py          the application in a worker
protocol.py        uvicorn's HTTP protocol with limits; answers cached pages while it parses
health.py          answers to probes, in threads of their own
tracked_request.py the id, the status and the time of a request
head_bytes.py      request lines in UTF-8, header values, the head of a cached page
gateway.py         ASGI to WSGI: calls the application in the event loop or in a thread
thread_pools.py    threads for readers, authors and passwords, with limits on who waits for them
wsgi_environ.py    a WSGI request from an ASGI scope; rejects wrong hosts and long URLs
request_bodies.py  which URLs accept a body, and how long it may be
connections.py     the limits of connections, and which are closed when they are reached
"""
