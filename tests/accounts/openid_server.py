"""A small OpenID Connect provider on this machine. `lies` names what it does wrong."""

import json
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

CLIENT, SECRET = "blog", "a secret of the client"


class Provider:
    """`claims`: what it tells of the person. `asked`: the parameters of the last authorization."""

    def __init__(self, port):
        self.issuer = f"http://127.0.0.1:{port}"
        self.key, self.other_key = (ec.generate_private_key(ec.SECP256R1()) for _time in "12")
        self.claims = {"sub": "1", "email": "xiaoyun@mail.example", "email_verified": True}
        self.lies, self.asked, self.codes = {}, {}, {}

    def authorize(self, address):
        """What the person does there: the path and query of the way back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = self.asked
        issuer = f"&iss={self.lies['iss']}" if "iss" in self.lies else ""
        state = self.lies.get("state", self.asked["state"])
        return f"{urlsplit(self.asked['redirect_uri']).path}?code={code}&state={state}{issuer}"

    def document(self):
        about = {"token_endpoint": "token", "jwks_uri": "keys", "userinfo_endpoint": "user"}
        addresses = {name: f"{self.issuer}/{path}" for name, path in about.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        leaves = {"authorization_endpoint": f"{self.issuer}/authorize"}
        return {"issuer": self.issuer, **addresses, **leaves, **methods}

    def keys(self):
        public = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "k", "alg": "ES256", "use": "sig"}]}

    def token(self, form):
        asked = self.codes.pop(form["code"], None)
        proof = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or proof.decode().rstrip("=") != asked["code_challenge"]:
            return None
        if (form["client_id"], form["client_secret"]) != (CLIENT, SECRET):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        told = {**claims, "nonce": asked["nonce"], **self.claims, **self.lies.get("token", {})}
        key = self.other_key if "key" in self.lies else self.key
        signed = jwt.encode(told, key, "ES256", headers={"kid": "k"})
        return {"access_token": "access", "token_type": "Bearer", "id_token": signed}

    def user(self):
        return {**self.claims, **self.lies.get("user", {})}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        provider = self.server.provider
        pages = {
            "/.well-known/openid-configuration": provider.document,
            "/keys": provider.keys,
            "/user": provider.user,
        }
        self.answer(pages[self.path]())

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        self.answer(self.server.provider.token(form))

    def answer(self, found):
        body = json.dumps(found or {"error": "invalid_grant"}).encode()
        self.send_response(200 if found else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given):
        pass


@contextmanager
def openid_provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
