"""The answers to /health/live, /health/ready and /metrics, whatever the Host header says.

Load balancers and Prometheus ask by address, over plain HTTP. So these are answered before the
middleware that compares hosts and redirects to https. Nothing in them depends on the host.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from operations.monitoring.metrics_access import may_read_metrics
from operations.monitoring.readiness import unmet_conditions

LIVE, READY, METRICS = "/health/live", "/health/ready", "/metrics"
PATHS = frozenset({LIVE, READY, METRICS})
REFUSED = (
    "Metrics are for programs of this machine, which ask 127.0.0.1 without a proxy in between; or"
    " for who sends the token of LONGWAVE_METRICS_TOKEN as Authorization: Bearer TOKEN.\n"
)


def answer_probes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the first of all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info not in PATHS:
            return get_response(request)
        response = probe_response(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return middleware


def probe_response(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if request.path_info == METRICS:
        return metrics(request)
    status, body = health_answer([] if request.path_info == LIVE else unmet_conditions())
    return HttpResponse(body, status=status, content_type="application/json")


def health_answer(unmet: Sequence[str]) -> tuple[int, bytes]:
    """Return status and body: 200, or 503 with the conditions that do not hold."""
    said = {"status": "not ready", "waits_for": list(unmet)} if unmet else {"status": "ok"}
    return (503 if unmet else 200), json.dumps(said).encode() + b"\n"


def metrics(request: HttpRequest) -> HttpResponse:
    if not may_read_metrics(request):
        return HttpResponse(REFUSED, status=403, content_type="text/plain; charset=utf-8")
    # One megabyte, which readers do not need
    from prometheus_client import CONTENT_TYPE_LATEST

    from operations.monitoring.exposition import exposed_metrics

    return HttpResponse(exposed_metrics(), content_type=CONTENT_TYPE_LATEST)
