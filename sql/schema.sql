-- Paceline's topics as tables of Flink SQL. Load this file first, then a report; from the SQL client:
--
--   sql-client.sh -i sql/schema.sql -f sql/spend_and_pace.sql
--
-- Columns have the names of the JSON fields. Only useful fields stand here; the tables ignore all
-- others. Columns that end in Micros are millionths of Paceline's currency, and prices among them
-- are per impression. Columns that end in Millis are milliseconds since 1970; a comment at each of
-- them says whether it is campaign time or wall time. A name that SQL reserves, such as `at`, stands
-- in back-ticks.

-- A report reads what the topics hold now, prints its table and ends.
SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';

-- Settings that all tables share. THE BROKERS STAND HERE AND NOWHERE ELSE: put your own in place of
-- 127.0.0.1:9092.
CREATE TABLE topics (
  kafkaOffset BIGINT METADATA FROM 'offset' VIRTUAL,
  kafkaTime TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL   -- wall time at which the record entered the topic
) WITH (
  'connector' = 'kafka',
  'properties.bootstrap.servers' = '127.0.0.1:9092',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'json',
  -- A report leaves unreadable records out; the job writes them to dead_letters.
  'json.ignore-parse-errors' = 'true'
);

-- Bid requests of the exchanges: OpenRTB 2.6; a request may offer several impressions.
CREATE TABLE bid_requests (
  kafkaHeaders MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  exchange AS COALESCE(CAST(kafkaHeaders['exchange'] AS STRING), 'default'),
  id STRING,
  imp ARRAY<ROW<id STRING, bidfloor DECIMAL(18, 6), bidfloorcur STRING, tagid STRING>>,
  site ROW<id STRING, domain STRING, page STRING>,
  app ROW<id STRING, bundle STRING, domain STRING>,
  device ROW<ua STRING, devicetype INT, geo ROW<country STRING, region STRING>>,
  `at` INT,      -- 1 first price, 2 second price
  tmax INT,
  test INT       -- 1: a test request, which is answered but never billed
) WITH ('topic' = 'bid-requests') LIKE topics;

-- Paceline's answers: one record for each impression, a bid (seatbid) or a no-bid (nbr and
-- ext.paceline.reason). They are written at least once: after a restart the last requests are
-- answered again, mostly with DEADLINE.
CREATE TABLE bid_responses (
  kafkaHeaders MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  exchange AS COALESCE(CAST(kafkaHeaders['exchange'] AS STRING), 'default'),
  id STRING,     -- the request's id
  seatbid ARRAY<ROW<
    seat STRING,
    bid ARRAY<ROW<
      id STRING, impid STRING, price DECIMAL(18, 3), cid STRING, crid STRING, adomain ARRAY<STRING>, w INT, h INT>>>>,
  cur STRING,
  nbr INT,       -- OpenRTB's no-bid reason; 0 where OpenRTB has none that fits
  ext ROW<paceline ROW<impid STRING, impCount INT, reason STRING, modelVersion STRING>>
) WITH ('topic' = 'bid-responses') LIKE topics;

-- Win, billing, loss and click notices: the addresses as they were called. The last part of the
-- path is the kind of notice; the token is signed.
CREATE TABLE notices (
  url STRING,
  kind AS REGEXP_EXTRACT(url, '/n/(win|billing|loss|click)(\?|$)', 1)
) WITH ('topic' = 'notices') LIKE topics;

-- Spend reports of the exchanges: running totals of what was billed, in currency units. For each
-- exchange, campaign and day, the record with the latest upTo counts.
CREATE TABLE spend_reports (
  exchange STRING,
  campaign STRING,
  budget STRING,       -- id of the budget; where it is left out, it is the campaign's id
  `day` STRING,        -- local day in the campaign's zone, for campaigns with a daily budget
  upTo STRING,         -- wall time, ISO-8601 or milliseconds: everything billed before it is in the amount
  amount DECIMAL(24, 6),
  `final` BOOLEAN      -- true where the amount is what will be invoiced
) WITH ('topic' = 'spend-reports') LIKE topics;

-- What users do outside the auctions.
CREATE TABLE user_events (
  userKey STRING,
  type STRING,   -- view, click, impression, conversion
  campaign STRING,
  bid STRING,    -- of a conversion: the bid whose ad was clicked
  category STRING,
  `at` STRING    -- wall time, ISO-8601 or milliseconds
) WITH ('topic' = 'user-events') LIKE topics;

-- Campaigns as they were booked and edited (docs/campaigns.md); money in currency units, not micros.
CREATE TABLE campaigns (
  id STRING,
  version BIGINT,
  name STRING,
  paused BOOLEAN,
  adomain STRING,
  timeZone STRING,
  flightStart STRING,
  flightEnd STRING,
  budgetId STRING,
  totalBudget DECIMAL(24, 6),
  dailyBudget DECIMAL(24, 6),
  carryOver DECIMAL(5, 3),
  pacing STRING,
  maxBidCpm DECIMAL(18, 3),
  clickValue DECIMAL(24, 6)
) WITH ('topic' = 'campaigns') LIKE topics;

-- What the job has taken of the records in campaigns, one answer to each of them.
CREATE TABLE campaign_status (
  id STRING,             -- the campaign; '*' for a stop of all bidding
  version BIGINT,        -- the version that the job holds; 0 for none
  state STRING,          -- BOOKED, PAUSED, ENDED, UNKNOWN; STOPPED and LIFTED for the stop
  budgetId STRING,
  `offset` BIGINT,       -- of the answered record in topic campaigns
  verdict STRING,        -- TAKEN, PAUSED, ENDED, WAITING, REFUSED, UNCHANGED; STOPPED and LIFTED for the stop
  reason STRING,         -- why the record, or a part of it, was refused
  atMillis BIGINT        -- wall time
) WITH ('topic' = 'campaign-status') LIKE topics;

-- What people add to a budget's spend or take back.
CREATE TABLE adjustments (
  id STRING,
  budget STRING,
  campaign STRING,
  `day` STRING,            -- in the campaign's time zone; NULL for the whole flight
  amount DECIMAL(24, 6),   -- added to the spend, currency units; negative where it is taken back
  reason STRING,
  author STRING
) WITH ('topic' = 'adjustments') LIKE topics;

-- What became of each adjustment.
CREATE TABLE adjustment_audit (
  id STRING,
  budget STRING,
  campaign STRING,
  `day` STRING,
  amount DECIMAL(24, 6),
  reason STRING,
  author STRING,
  verdict STRING,          -- BOOKED, REFUSED
  fault STRING,            -- why it was refused
  billedMicros BIGINT,     -- what the budget's ledger has billed in all, afterwards
  atMillis BIGINT          -- wall time
) WITH ('topic' = 'adjustment-audit') LIKE topics;

-- Whether Paceline bids at an exchange, written when that changes.
CREATE TABLE exchanges (
  exchange STRING,           -- in lower case
  state STRING,              -- BIDDING, HALTED
  atMillis BIGINT,           -- wall time
  reason STRING,             -- why, as a sentence
  billedMicros BIGINT,       -- billed within the window, where bidding was halted by the job
  unaccountedMicros BIGINT   -- what of it was unaccounted for
) WITH ('topic' = 'exchanges') LIKE topics;

-- Updates of each budget's controller, written whenever something changed.
CREATE TABLE pacing_updates (
  budgetId STRING,
  atMillis BIGINT,            -- campaign time
  periodStartMillis BIGINT,   -- campaign time
  budgetMicros BIGINT,        -- budget of the running period
  periodSpendMicros BIGINT,   -- billed in the period
  totalSpendMicros BIGINT,    -- billed since the budget's first bid
  wonMicros BIGINT,           -- won in the period, not yet billed
  openMicros BIGINT,          -- held for open bids and for wins not yet billed, of all periods, plus what a crash may have forgotten
  targetSpendShare DOUBLE,    -- share of the period's budget that the plan wants spent by now, 0 to 1
  spendShare DOUBLE,          -- share of the period's budget that is billed or won
  pacingMultiplier DOUBLE,    -- micros of value per unit of normalised score
  push DOUBLE,                -- factor by which allocation favours the budget, 0.5 to 2
  canBid BOOLEAN,
  status STRING,
  statusReason STRING,        -- reason of the status, a sentence for people
  bids BIGINT,                -- this column and those below it count from the budget's first bid
  wins BIGINT,
  billings BIGINT,
  losses BIGINT,
  expired BIGINT,
  clicks BIGINT
) WITH ('topic' = 'pacing-updates') LIKE topics;

-- Records that the job could not read, and why.
CREATE TABLE dead_letters (
  topic STRING,
  `partition` INT,
  `offset` BIGINT,
  timestampMillis BIGINT,     -- wall time
  exchange STRING,
  reason STRING,
  `value` BYTES               -- the record as it came, at most its first 65,536 bytes
) WITH ('topic' = 'dead-letters') LIKE topics;

-- The chosen candidate of every sampled bid, as it was scored; bidId joins it with its notices.
CREATE TABLE training_log (
  bidId STRING,
  bidAtMillis BIGINT,         -- wall time
  campaignMillis BIGINT,      -- campaign time
  exchange STRING,
  site STRING,
  category STRING,
  userKey STRING,
  campaignId STRING,
  creativeId STRING,
  w INT,
  h INT,
  `at` INT,                   -- 1 first price, 2 second price
  floorMicros BIGINT,
  candidates INT,             -- how many campaigns competed for the impression
  probability DOUBLE,         -- of a click
  normalisedScore DOUBLE,
  pacingMultiplier DOUBLE,    -- micros of value per unit of normalised score
  bidMicros BIGINT,
  modelVersion STRING,
  fingerprint STRING,         -- of the feature specification by which the ids and floats below are encoded
  requestIds ARRAY<INT>,
  requestFloats ARRAY<FLOAT>,
  candidateIds ARRAY<INT>,
  candidateFloats ARRAY<FLOAT>
) WITH ('topic' = 'training-log') LIKE topics;

-- Compaction keeps the latest record of each key, but older ones stay until it has run. These two
-- views hold one record of each campaign and of each budget.

-- The highest version of each campaign, even where the job refused that version or a tombstone has
-- ended the campaign; campaign_status says what the job holds.
CREATE VIEW campaigns_now AS
SELECT id, name, paused, adomain, flightStart, flightEnd, budgetId, totalBudget, dailyBudget, pacing, maxBidCpm
FROM (
  SELECT
    id,
    COALESCE(name, id) AS name,
    COALESCE(paused, FALSE) AS paused,
    adomain, flightStart, flightEnd,
    COALESCE(budgetId, id) AS budgetId,
    totalBudget, dailyBudget, pacing, maxBidCpm,
    ROW_NUMBER() OVER (PARTITION BY id ORDER BY COALESCE(version, 0) DESC, kafkaOffset ASC) AS newest
  FROM campaigns
  WHERE id IS NOT NULL
)
WHERE newest = 1;

-- The latest update of each budget's controller.
CREATE VIEW budgets_now AS
SELECT
  budgetId, atMillis, periodStartMillis, budgetMicros, periodSpendMicros, totalSpendMicros, wonMicros, openMicros,
  targetSpendShare, spendShare, pacingMultiplier, push, canBid, status, statusReason, bids, wins, billings, losses, expired, clicks
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY budgetId ORDER BY kafkaOffset DESC) AS newest
  FROM pacing_updates
  WHERE budgetId IS NOT NULL
)
WHERE newest = 1;
