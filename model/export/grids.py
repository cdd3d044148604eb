"""Every table of a working paper, in the order in which they are read."""

from __future__ import annotations

from model.export.document_grids import (
    claim_grid,
    document_grid,
    idle_rule_grid,
    ledger_grid,
    reason_grid,
    table_grid,
)
from model.export.engagement_grids import binding_grid, gone_grid, log_grid, mapping_grid, note_grid
from model.export.finding_grids import evidence_grid, finding_grid
from model.export.grid import Grid
from model.export.paper import WorkingPaper
from model.export.understood import doubt_grid, understood_grid


def all_grids(paper: WorkingPaper) -> tuple[Grid, ...]:
    """Return every table of the working paper, opened by how much was understood; others only where they have rows."""
    evidence = evidence_grid(paper)
    findings = (finding_grid(paper), *((evidence,) if evidence.rows else ()))
    return (understood_grid(paper), *findings, *grids_beside_findings(paper))


def grids_beside_findings(paper: WorkingPaper) -> tuple[Grid, ...]:
    """Return the tables about everything but the findings, where they have rows."""
    grids = (
        doubt_grid(paper),
        ledger_grid(paper),
        reason_grid(paper),
        document_grid(paper),
        table_grid(paper),
        claim_grid(paper),
        note_grid(paper),
        gone_grid(paper),
        mapping_grid(paper),
        binding_grid(paper),
        log_grid(paper),
        idle_rule_grid(paper),
    )
    return tuple(grid for grid in grids if grid.rows)
