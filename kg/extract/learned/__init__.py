"""The reader that has learned. Needs onnxruntime and tokenizers, which are imported when the first article is read."""

from kg.extract.learned.encoders import missing, model_folder
from kg.extract.learned.extractor import LearnedExtractor

__all__ = ["LearnedExtractor", "missing", "model_folder"]
