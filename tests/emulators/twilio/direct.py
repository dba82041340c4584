"""Twilio's own client talking to the emulator without a network, for histories by the thousand."""

import json
from base64 import b64decode
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from twilio.http import HttpClient
from twilio.http.response import Response

from tests.emulators.twilio.account import Account, Dropped


class DirectClient(HttpClient):
    """The transport of twilio's client, without sockets."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self.timeout = 1

    def request(
        self,
        method: str,
        uri: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = False,  # noqa: FBT001, FBT002  the signature of twilio's client
    ) -> Response:
        where = urlsplit(uri)
        query = dict(parse_qsl(where.query, keep_blank_values=True)) | {k: str(v) for k, v in (params or {}).items()}
        form = {k: str(v) for k, v in (data or {}).items()}
        if auth is None:
            user, _, secret = b64decode(headers["Authorization"].split()[1]).decode().partition(":")
            auth = (user, secret)
        try:
            reply = self._account.answer(method, where.path, query, form, tuple(auth))
        except Dropped as dropped:
            raise (requests.ReadTimeout if dropped.slow else requests.ConnectionError) from None
        text = reply.raw if reply.raw is not None else json.dumps(reply.content) if reply.content is not None else ""
        return Response(reply.status, text)
