from tests.serving.server import application, client, signed_in

__all__ = ["application", "client", "signed_in"]
