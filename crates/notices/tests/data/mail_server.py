"""A real mail server for the tests: mail_server.py MODE FOLDER.

MODE is plain, starttls, tls or login. Says `ready PORT` when it listens, then one line of JSON
for each mail it takes. It knows no mailbox whose name begins with `nobody`, and is full for
`full`. For TLS it makes an authority of its own and leaves its certificate in FOLDER/ca.pem.
"""

import asyncio
import email
import email.policy
import json
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: no such mailbox"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "tls": server.transport.get_extra_info("sslcontext") is not None,
                    "login": bool(session.authenticated),
                    "headers": {name.lower(): str(value) for name, value in mail.items()},
                    "text": mail.get_content(),
                }
            ),
            flush=True,
        )
        return "250 2.0.0 taken as 4711"


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def context(folder):
    """An authority, and a certificate for this machine signed by it."""
    at = lambda name: f"{folder}/{name}"
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    run("openssl", "req", "-x509", *new, "-keyout", at("ca.key"), "-out", at("ca.pem"),
        "-days", "3650", "-subj", "/CN=test authority")
    run("openssl", "req", *new, "-keyout", at("own.key"), "-out", at("own.csr"),
        "-subj", "/CN=127.0.0.1")
    with open(at("names"), "w", encoding="ascii") as names:
        names.write("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    run("openssl", "x509", "-req", "-in", at("own.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"),
        "-CAcreateserial", "-out", at("own.pem"), "-days", "3650", "-extfile", at("names"))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(at("own.pem"), at("own.key"))
    return made


def check(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"huiyin", "口令".encode())
    return AuthResult(success=right, handled=right)


async def main():
    mode, folder = sys.argv[1:]
    options, tls = {}, None
    if mode == "tls":
        tls = context(folder)
    if mode in ("starttls", "login"):
        options = {"tls_context": context(folder), "require_starttls": True}
    if mode == "login":
        options.update(authenticator=check, auth_required=True)
    make = lambda: SMTP(Handler(), **options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=tls)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
