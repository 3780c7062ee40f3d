"""The server that `make run` starts: uvicorn, in front of the WSGI application.

run.py             starts uvicorn with its worker processes
worker.py          the application in a worker process
protocol.py        uvicorn's HTTP protocol with limits; answers cached pages while it parses
gateway.py         ASGI to WSGI: calls the application in the event loop or in a thread
wsgi_environ.py    a WSGI request from an ASGI scope; rejects wrong hosts and long URLs
request_bodies.py  which URLs accept a body, and how long it may be
connections.py     the limit of connections, and which are closed when it is reached
"""
