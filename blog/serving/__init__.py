"""The server that `make run` starts: uvicorn, in front of the WSGI application.

run.py        starts it
worker.py     the application in each of its processes
protocol.py   answers what is in memory as soon as it is asked for
gateway.py    asks the application: at once for readers, in threads for authors and searches
requests.py   a request as WSGI has it, and which are refused by their heads
bodies.py     which addresses take a body, and how long it may be
connections.py   how many there are, and who goes when there are more
"""
