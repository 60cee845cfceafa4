"""The service on loopback: its interface, its page for the payer, and its messages to the portal."""

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.stripe_server.ledger import Ledger, Problem
from tests.stripe_server.parameters import decoded

SECRET_KEY = "sk_test_of_our_own_server"
WEBHOOK_SECRET = "whsec_of_our_own_server"
PAGE = """<!doctype html><html lang="en"><title>Pay</title><h1>{what}</h1><form method="post">
<button name="by" value="card">Pay by card</button> <button name="by" value="bank">Pay from a bank account</button>
</form><a href="{back}">Back</a></html>"""


class StripeServer:
    """Runs while it is entered. `faults` holds what goes wrong with the next requests: `before` or `after` (the
    connection breaks before or after the work is done), `busy` (an answer that says so)."""

    def __init__(self):
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self.ledger, self.faults, self.requests, self.webhook_url = Ledger(self.url), deque(), [], ""
        self._answers, self._lock, self._told = {}, threading.Lock(), 0

    def __enter__(self):
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *problem):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def settings(self):
        """What the portal is told of it."""
        return {
            "secret_key": SECRET_KEY,
            "webhook_secret": WEBHOOK_SECRET,
            "api_base": self.url,
            "checkout_origin": self.url,
        }

    def signed(self, event, *, secret=WEBHOOK_SECRET, seconds_ago=0):
        """A message's body and the header that proves it."""
        body, at = json.dumps(event, indent=2), int(time.time()) - seconds_ago
        proof = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
        return body, f"t={at},v1={proof},v0={'0' * 64}"

    def deliver(self, event):
        """Send a message to the portal by HTTP; gives the status of its answer."""
        body, proof = self.signed(event)
        headers = {"Stripe-Signature": proof, "Content-Type": "application/json; charset=utf-8"}
        request = urllib.request.Request(self.webhook_url, body.encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code

    def answer(self, method, path, params, key):
        """Act once for a key: (status, body, whether it is the answer of before)."""
        with self._lock:
            if method == "POST" and key in self._answers:
                asked, status, body = self._answers[key]
                if asked != (path, params):
                    problem = Problem("This key was used with other parameters.", type="idempotency_error")
                    return problem.status, problem.body, False
                return status, body, True
            status, body = self._act(method, path, params)
            if method == "POST" and key:
                self._answers[key] = ((path, params), status, json.loads(json.dumps(body)))
            return status, body, False

    def _act(self, method, path, params):
        try:
            match (method, *path.strip("/").split("/")):
                case ("POST", "v1", "checkout", "sessions"):
                    return 200, self.ledger.do("create_session", params)
                case ("GET", "v1", "checkout", "sessions", name):
                    return 200, self.ledger.do("retrieve_session", params, name=name)
                case ("POST", "v1", "checkout", "sessions", name, "expire"):
                    return 200, self.ledger.do("expire_session", params, name=name)
                case ("POST", "v1", "refunds"):
                    return 200, self.ledger.do("create_refund", params)
            raise Problem(f"Unrecognized request URL ({method}: {path}).", status=404)
        except Problem as problem:
            return problem.status, problem.body

    def pay(self, name, by):
        """What the buttons of the page do; the messages go out where an address for them is known."""
        with self._lock:
            session = self.ledger.pay(name, by=by)
            news, self._told = self.ledger.events[self._told :], len(self.ledger.events)
        for event in news if self.webhook_url else ():
            self.deliver(event)
        return session["success_url"].replace("{CHECKOUT_SESSION_ID}", name)


def _handler_of(server):
    class Handler(BaseHTTPRequestHandler):
        """One request; the service's interface is under /v1/, the payer's page elsewhere."""

        def do_GET(self):
            if self.path.startswith("/v1/"):
                return self._interface(urlsplit(self.path).query)
            session = server.ledger.sessions.get(self.path.rpartition("/")[2])
            if session is None:
                return self._send(404, b"", {})
            what = f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
            page = PAGE.format(what=escape(what), back=escape(session["cancel_url"] or "", quote=True))
            return self._send(200, page.encode(), {"Content-Type": "text/html; charset=utf-8"})

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            if self.path.startswith("/v1/"):
                return self._interface(body)
            there = server.pay(self.path.rpartition("/")[2], dict(parse_qsl(body))["by"])
            return self._send(303, b"", {"Location": there})

        def _interface(self, form):
            fault = server.faults.popleft() if server.faults else ""
            if fault == "before":
                return self._break_off()
            if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
                return self._json(401, Problem("Invalid API Key provided.").body)
            if fault == "busy":
                return self._json(503, {"error": {"type": "api_error", "message": "Come back later."}})
            path, key = urlsplit(self.path).path, self.headers.get("Idempotency-Key", "")
            server.requests.append((self.command, path, key))
            status, body, is_again = server.answer(self.command, path, decoded(form), key)
            if fault == "after":
                return self._break_off()
            return self._json(status, body, {"Idempotent-Replayed": "true"} if is_again else {})

        def _break_off(self):
            self.close_connection = True
            self.connection.close()

        def _json(self, status, body, headers=None):
            self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})

        def _send(self, status, body, headers):
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """Nothing is printed."""

    return Handler
