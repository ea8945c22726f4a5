-- No-bids by reason: why are impressions not bid on? The most frequent reason comes first.
--
--   reason                 Paceline's own reason; where campaigns have different ones, that of the
--                          campaign that came furthest in the decision
--   nbr                    OpenRTB's no-bid code that the exchange was told
--   noBids                 impressions answered with this reason
--   shareOfNoBids          percent of all no-bids
--   shareOfImpressions     percent of all answers, bids included
--
-- The report counts the answers in the topic. Test requests are among them, and a request that was
-- answered again after a restart counts twice.
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
