"""The wire under Google's own client: what may change something there is sent once."""

import http.client
from typing import Any

import httplib2

_READS = frozenset({"GET", "HEAD"})


class SendsOnce(httplib2.Http):  # type: ignore[misc] # it ships no types
    """httplib2, which would send a request again when a connection ends without an answer (0.32.1, ``_conn_request``).

    A file would be made twice then. Whatever is no read goes over a fresh connection, so that one that only went
    stale is not taken for an answer that got lost.
    """

    def _conn_request(self, conn: Any, request_uri: str, method: str, body: Any, headers: Any) -> Any:
        if method in _READS:
            return super()._conn_request(conn, request_uri, method, body, headers)
        conn.close()
        answer = conn.getresponse

        def answer_once() -> Any:
            try:
                return answer()
            except http.client.HTTPException as lost:
                raise ConnectionAbortedError from lost

        conn.getresponse = answer_once
        try:
            return super()._conn_request(conn, request_uri, method, body, headers)
        finally:
            del conn.getresponse
