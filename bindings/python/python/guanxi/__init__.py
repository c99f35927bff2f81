"""guanxi (关系): a complete e-commerce CRM engine that lives inside your own app.

>>> import guanxi
>>> with guanxi.open("memory:") as crm:
...     saved = crm.customers.upsert({"name": "Li Wei", "email": "li.wei@example.cn"})
...     saved.customer.email
'li.wei@example.cn'
"""

from ._base import Source
from ._client import *  # noqa: F403
from ._dedupe import Deduped, dedupe
from ._errors import *  # noqa: F403
from ._models import *  # noqa: F403
from ._native import CancelToken, Table, __version__
from ._open import open, open_async
from ._values import Money, MoneyDict

__all__ = [
    *_client.__all__,  # type: ignore[name-defined]  # noqa: F405
    *_errors.__all__,  # type: ignore[name-defined]  # noqa: F405
    *_models.__all__,  # type: ignore[name-defined]  # noqa: F405
    "CancelToken",
    "Deduped",
    "Money",
    "MoneyDict",
    "Source",
    "Table",
    "__version__",
    "dedupe",
    "open",
    "open_async",
]
