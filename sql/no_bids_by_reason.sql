-- No-bids by reason: why are impressions not bid on? The most frequent reason comes first.
--
--   reason                 Paceline's own; of several campaigns' reasons the one of the campaign that came furthest
--   nbr                    the code that the exchange was told
--   noBids                 impressions answered so
--   shareOfNoBids          percent of all no-bids
--   shareOfImpressions     percent of all answers, bids included
--
-- Counts answers in the topic: test requests are among them, and requests that a restart answered twice.
SELECT
  n.reason,
  n.nbr,
  n.noBids,
  CAST(100e0 * n.noBids / a.noBids AS DECIMAL(9, 1)) AS shareOfNoBids,
  CAST(100e0 * n.noBids / a.answers AS DECIMAL(9, 1)) AS shareOfImpressions
FROM (
  SELECT r.ext.paceline.reason AS reason, r.nbr AS nbr, COUNT(*) AS noBids
  FROM bid_responses AS r
  WHERE r.ext.paceline.reason IS NOT NULL
  GROUP BY r.ext.paceline.reason, r.nbr
) AS n
CROSS JOIN (
  SELECT COUNT(*) AS answers, COUNT(r.ext.paceline.reason) AS noBids
  FROM bid_responses AS r
) AS a
ORDER BY noBids DESC, reason;
