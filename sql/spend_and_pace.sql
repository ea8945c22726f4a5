-- Spend and pace: does every campaign spend its budget, and as evenly as planned? The budget furthest behind its plan comes first.
--
-- One row for each budget; campaigns that share a budget stand in one row.
--   status                 the controller's latest status; NO WORD YET where the controller never
--                          sent one (the job has not read the campaign, refused it, or first
--                          read it long after its flight)
--   asOf                   campaign time of that status; one comes at least every 15 minutes of
--                          campaign time while the job runs
--   budget, spend          of the running period (a day, mostly), in currency units; spend is billed or won
--   plan, spent            percent of the budget that the plan wants spent by now; percent spent
--   behind                 plan less spent, in percentage points: within 5 is on plan, negative
--                          is ahead of it
--   billed                 since the budget's first bid, in currency units
--   cpm                    what a thousand billed impressions cost so far
--   bids, winRate          bids so far, and percent of the bids with a known outcome that won (an
--                          expired bid counts as lost)
--   why                    the controller's reason for the status, a sentence
SELECT
  c.budgetId,
  c.campaigns,
  COALESCE(b.status, 'NO WORD YET') AS status,
  TO_TIMESTAMP_LTZ(b.atMillis, 3) AS asOf,
  CAST(b.budgetMicros / 1e6 AS DECIMAL(18, 2)) AS budget,
  CAST(b.spendShare * b.budgetMicros / 1e6 AS DECIMAL(18, 2)) AS spend,
  CAST(100 * b.targetSpendShare AS DECIMAL(9, 1)) AS plan,
  CAST(100 * b.spendShare AS DECIMAL(9, 1)) AS spent,
  CAST(100 * (b.targetSpendShare - b.spendShare) AS DECIMAL(9, 1)) AS behind,
  CAST(b.totalSpendMicros / 1e6 AS DECIMAL(18, 2)) AS billed,
  CAST(b.totalSpendMicros / 1e3 / NULLIF(b.billings, 0) AS DECIMAL(18, 3)) AS cpm,
  b.bids,
  CAST(100e0 * b.wins / NULLIF(b.wins + b.losses + b.expired, 0) AS DECIMAL(9, 1)) AS winRate,
  b.statusReason AS why
FROM (
  SELECT budgetId, LISTAGG(id, ', ') AS campaigns
  FROM campaigns_now
  GROUP BY budgetId
) AS c
LEFT JOIN budgets_now AS b ON b.budgetId = c.budgetId
ORDER BY behind DESC, budgetId;
