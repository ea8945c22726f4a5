// Fills the page of a played day.
const { headline, run, campaigns, day, limits } = data;
const { played, counts, money } = run;
const percent = (value, digits = 1) => (100 * value).toFixed(digits) + ' %';
const points100 = (value) => {
  const digits = Math.abs(100 * value).toFixed(1);
  return digits === '0.0' ? digits : (value > 0 ? '+' : '−') + digits;
};
const signs = { good: '✓', bad: '✗', neutral: '·' };
const mark = (campaign) => signs[campaign.mark] + ' ' + campaign.verdict;

let selected = Math.max(0, campaigns.findIndex((c) => c.mark === 'bad'));
let view = 'spend';
let filter = 'all';

function header() {
  at('market').textContent = played.market;
  const model = played.modelVersion || 'no model';
  at('meta').textContent = 'One day at ' + count(Math.round(played.speed)) + '× speed · parallelism '
    + played.parallelism + ' · model ' + model;
  at('headline').textContent = signs[headline.mark] + ' ' + headline.text;
  at('headline').classList.add(headline.mark);
  const judged = campaigns.filter((c) => c.mark !== 'neutral');
  const good = judged.filter((c) => c.mark === 'good').length;
  const check = (holds, text) => at('checks').append(
    element('li', 'badge ' + (holds ? 'good' : 'bad'), (holds ? '✓ ' : '✗ ') + text));
  check(good === judged.length, good + ' of ' + judged.length + ' campaigns that can be judged are on plan');
  check(money.nothingOverspent, money.nothingOverspent ? 'nothing overspent' : 'overspent by ' + money.overspend);
  check(money.booksEqual, money.booksEqual ? "ledger equals the exchange's books to the micro"
    : 'ledger ' + money.spend + " differs from the exchange's books " + money.exchangeSpend);
  check(counts.decisions === counts.imps, counts.decisions === counts.imps ? 'every imp decided'
    : count(counts.imps - counts.decisions) + ' imps without a decision');
}

function tiles() {
  const latency = run.latencyMillis;
  tile('Requests', count(counts.requests), count(counts.imps) + ' imps, '
    + count(Math.round(run.throughputPerSecond)) + '/s');
  tile('Bids', count(counts.bids), percent(counts.decisions ? counts.bids / counts.decisions : 0) + ' of decisions');
  tile('Wins', count(counts.wins), percent(run.winRate) + ' of bids');
  tile('Clicks', count(counts.clicks), percent(counts.wins ? counts.clicks / counts.wins : 0, 2) + ' of wins');
  tile('Spend', money.spend, percent(money.judgedSpendShare) + ' of judged budgets');
  tile('Latency p99', Math.round(latency.p99) + ' ms',
    'p50 ' + Math.round(latency.p50) + ', p95 ' + Math.round(latency.p95));
  tile('Dead letters', count(counts.deadLetters), 'unreadable records');
  at('notes-section').hidden = run.notes.length === 0;
  run.notes.forEach((note) => at('notes').append(element('li', '', note)));
}

function detail() {
  const campaign = campaigns[selected];
  if (!campaign) return;
  at('detail-title').textContent = campaign.name === campaign.id ? campaign.id : campaign.name + ' (' + campaign.id + ')';
  at('detail-mark').textContent = mark(campaign);
  at('detail-mark').className = 'mark ' + campaign.mark;
  at('detail-facts').textContent = 'spent ' + campaign.money.spend + ' of ' + campaign.money.budget
    + ' (' + percent(campaign.money.spendShare) + '), market worth '
    + campaign.money.hindsightRatio.toFixed(1) + '× the budget';
  overDay(at('detail-spend'), [
    line('billed', day.hours, campaign.curves.spendShares, 'spend'),
    planLine(day.hours, campaign.curves.planShares, 2),
  ], share, { min: 0, suggestedMax: 1 });
  overDay(at('detail-multiplier'), [
    line('multiplier', day.hours, campaign.curves.multipliers, 'multiplier'),
  ], amount, {}, true);
}

function multiples() {
  const grid = at('multiples');
  grid.querySelectorAll('canvas').forEach(forget);
  grid.replaceChildren();
  campaigns.forEach((campaign, index) => {
    if (filter === 'bad' && campaign.mark !== 'bad') return;
    const card = element('button');
    card.type = 'button';
    card.setAttribute('aria-pressed', String(index === selected));
    card.title = campaign.name + ': ' + campaign.verdict;
    const head = element('div', 'head');
    const last = campaign.curves.multipliers[campaign.curves.multipliers.length - 1];
    const value = view === 'spend' ? signs[campaign.mark] + ' ' + percent(campaign.money.spendShare)
      : last === undefined || last === null ? '' : amount(last) + ' CPM';
    head.append(element('span', 'name', campaign.name), element('span', 'value ' + campaign.mark, value));
    const spark = element('div', 'spark');
    const canvas = element('canvas');
    spark.append(canvas);
    card.append(head, spark);
    grid.append(card);
    card.addEventListener('click', () => {
      selected = index;
      grid.querySelectorAll('button').forEach((b) => b.setAttribute('aria-pressed', String(b === card)));
      detail();
    });
    if (view === 'spend') {
      small(canvas, [
        line('billed', day.hours, campaign.curves.spendShares, 'spend', { borderWidth: 1.5 }),
        planLine(day.hours, campaign.curves.planShares, 1.25),
      ], { min: 0, max: 1.05 });
    } else {
      small(canvas, [line('multiplier', day.hours, campaign.curves.multipliers, 'multiplier', { borderWidth: 1.5 })],
        { beginAtZero: true });
    }
  });
  if (!grid.children.length) grid.append(element('p', 'empty', 'No campaign needs a look.'));
}

function dayPlots() {
  overDay(at('requests'), [line('requests/s', day.hours, day.requestsPerSecond, 'spend')],
    (v) => count(Math.round(v)));
  overDay(at('win-rate'), [line('win rate', day.hours, day.winRate, 'multiplier')], share);
  overDay(at('latency'), [
    line('p50', day.hours, day.p50Millis, 'low'),
    line('p99', day.hours, day.p99Millis, 'high'),
  ], (v) => amount(v) + ' ms');
  const reasons = Object.entries(counts.noBids).sort((a, b) => b[1] - a[1]);
  const names = ['bid', ...reasons.map(([reason]) => 'no bid: ' + reason.toLowerCase().replaceAll('_', ' '))];
  at('reasons-plot').style.height = Math.max(220, 26 * names.length + 20) + 'px';
  bars(at('reasons'), names, [counts.bids, ...reasons.map(([, n]) => n)],
    [colour('spend'), ...reasons.map(() => colour('plan'))], count);
}

function table() {
  campaigns.forEach((campaign) => {
    const row = element('tr');
    const name = element('td', '', campaign.name);
    if (campaign.name !== campaign.id) name.append(element('span', 'id', campaign.id));
    const meter = element('td');
    const box = element('div', 'meter');
    const track = element('span', 'track');
    const fill = element('span', 'fill');
    fill.style.width = Math.min(100, 100 * campaign.money.spendShare) + '%';
    track.append(fill);
    box.append(track, element('span', '', percent(campaign.money.spendShare)));
    meter.append(box);
    const verdict = element('td');
    verdict.append(element('span', 'mark ' + campaign.mark, mark(campaign)));
    row.append(name, element('td', 'number', campaign.money.budget),
      element('td', 'number', campaign.money.spend), meter,
      element('td', 'number', campaign.money.exchangeSpend),
      element('td', 'number', campaign.money.hindsightRatio.toFixed(1) + '×'));
    campaign.deviations.forEach((deviation) => row.append(element('td',
      'number' + (campaign.mark !== 'neutral' && Math.abs(deviation) > limits.planTolerance ? ' far' : ''), points100(deviation))));
    row.append(verdict);
    at('rows').append(row);
  });
  at('limits').textContent = 'A campaign is judged where the market is ample, with a hindsight of at least '
    + limits.ampleMarket + ' budgets, where its budget buys at least ' + limits.enoughImpressions
    + ' impressions at the mean price paid (with fewer, each of them is a large step), and where nobody booked,'
    + ' edited or paused it during the day. It is on plan where ' + Math.round(100 * limits.fullSpend)
    + ' to 100 % of its budget is spent and the spend is within ' + Math.round(100 * limits.planTolerance)
    + ' points of the plan at all four hours. Overspending and books that differ count against any campaign.';
}

function choose(attribute, apply) {
  const buttons = document.querySelectorAll('button[data-' + attribute + ']');
  buttons.forEach((button) => button.addEventListener('click', () => {
    buttons.forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
    apply(button.dataset[attribute]);
    multiples();
  }));
}

function plots() {
  detail();
  multiples();
  dayPlots();
}

header();
tiles();
table();
drawAll(plots);
choose('view', (value) => {
  view = value;
  at('key').hidden = view !== 'spend';
});
choose('filter', (value) => { filter = value; });
