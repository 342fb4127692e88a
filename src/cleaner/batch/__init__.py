"""Runs the pipeline over very many pages: plan, workers, state, manifest."""

from __future__ import annotations

from cleaner.batch.progress import Progress
from cleaner.batch.request import RETRYABLE, SHARD_SUFFIXES, RunRequest
from cleaner.batch.run import run_batch
from cleaner.batch.summary import RunSummary

__all__ = ["RETRYABLE", "SHARD_SUFFIXES", "Progress", "RunRequest", "RunSummary", "run_batch"]
