"""Runs the pipeline over very many pages: plan, workers, state, manifest."""

from __future__ import annotations

from cleaner.batch.run import OUTPUT_SUFFIXES, RunRequest, RunSummary, run_batch

__all__ = ["OUTPUT_SUFFIXES", "RunRequest", "RunSummary", "run_batch"]
