from tests.emulators.twilio.account import Account, Dropped, Message, Reply
from tests.emulators.twilio.direct import DirectClient
from tests.emulators.twilio.server import serving

__all__ = ["Account", "DirectClient", "Dropped", "Message", "Reply", "serving"]
