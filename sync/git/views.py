"""POST /hooks/git: a push to the repository of the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .deliveries import Delivery, UnreadableDelivery
from .hook_signatures import is_signed
from .pulling import enqueue_once

TEXT = "text/plain; charset=utf-8"


@csrf_exempt
@require_POST
def git_hook(request: HttpRequest) -> HttpResponse:
    """Let the background pull what was pushed, and answer at once; a repeated one asks once."""
    if not settings.GIT_HOOK.is_configured:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > settings.LONGEST_HOOK:
        return plain_answer("The body is too long.", 413)
    body = request.read(settings.LONGEST_HOOK + 1)
    if len(body) > settings.LONGEST_HOOK:
        return plain_answer("The body is too long.", 413)
    if not is_signed(request.headers, body, settings.GIT_HOOK.secret):
        return plain_answer("The signature is wrong.", 403)
    try:
        delivery = Delivery.from_request(request.headers, body)
    except UnreadableDelivery:
        return plain_answer("The body is no JSON.", 400)
    return answer_to_delivery(delivery)


def answer_to_delivery(delivery: Delivery) -> HttpResponse:
    hook = settings.GIT_HOOK
    if not delivery.is_push:
        return plain_answer("Only pushes are of interest.", 200)
    if delivery.repository.casefold() != hook.repository.casefold():
        return plain_answer("Another repository.", 200)
    if delivery.branch != hook.branch:
        return plain_answer("Another branch.", 200)
    enqueue_once()
    return plain_answer("It is pulled.", 202)


def plain_answer(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", content_type=TEXT, status=status)
