"""An error as Google answers it."""

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
NO_PERMISSION = "The caller does not have permission"
NOT_FOUND = "Requested entity was not found."


class Refused(Exception):  # noqa: N818  Google refuses; it is an answer, no fault of the program
    """A request that Google would answer with an error of this HTTP code."""

    def __init__(self, code: int, message: str, *, field: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.code, self.field, self.reason = code, field, reason

    def body(self) -> dict[str, Any]:
        """The error as JSON; Drive's own reasons stand in a list of errors."""
        error: dict[str, Any] = {"code": self.code, "message": str(self), "status": STATUS.get(self.code, "UNKNOWN")}
        if self.reason.isupper():
            error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": self.reason}]
        elif self.reason:
            error["errors"] = [{"message": str(self), "domain": "usageLimits", "reason": self.reason}]
        if self.field:
            violation = {"field": self.field, "description": str(self)}
            error["details"] = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
        return {"error": error}


def not_found() -> Refused:
    """What Google says about something that is not there, or that the caller cannot see."""
    return Refused(404, NOT_FOUND)
