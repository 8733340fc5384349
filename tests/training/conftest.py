from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from kg.extract.learned import model_folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    out = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    out.no_padding()
    out.no_truncation()
    return out
