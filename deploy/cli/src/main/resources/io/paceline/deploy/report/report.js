// Fills the page from the data block.
const { headline, run, campaigns, day } = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);
const count = (n) => n.toLocaleString('en');
const percent = (share, digits = 1) => (100 * share).toFixed(digits) + ' %';
const share = (value) => Math.round(100 * value) + ' %';
const amount = (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
const points100 = (value) => {
  const digits = Math.abs(100 * value).toFixed(1);
  return digits === '0.0' ? digits : (value > 0 ? '+' : '−') + digits;
};
const signs = { good: '✓', bad: '✗', neutral: '·' };
const mark = (campaign) => signs[campaign.mark] + ' ' + campaign.verdict;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

let selected = Math.max(0, campaigns.findIndex((c) => c.mark === 'bad'));
let view = 'spend';
let filter = 'all';

function header() {
  at('market').textContent = run.market;
  const model = run.modelVersion || 'no model';
  at('meta').textContent = 'One day at ' + count(Math.round(run.speed)) + '× speed · parallelism '
    + run.parallelism + ' · model ' + model;
  at('headline').textContent = signs[headline.mark] + ' ' + headline.text;
  at('headline').classList.add(headline.mark);
  const judged = campaigns.filter((c) => c.mark !== 'neutral');
  const good = judged.filter((c) => c.mark === 'good').length;
  const check = (holds, text) => at('checks').append(
    element('li', holds ? 'good' : 'bad', (holds ? '✓ ' : '✗ ') + text));
  check(good === judged.length, good + ' of ' + judged.length + ' campaigns with an ample market on plan');
  check(run.nothingOverspent, run.nothingOverspent ? 'nothing overspent' : 'overspent by ' + run.overspend);
  check(run.booksEqual, run.booksEqual ? "ledger equals the exchange's books to the micro"
    : 'ledger ' + run.spend + " differs from the exchange's books " + run.exchangeSpend);
  check(run.decisions === run.imps, run.decisions === run.imps ? 'every imp decided'
    : count(run.imps - run.decisions) + ' imps without a decision');
}

function tiles() {
  const tile = (name, figure, aside) => {
    const box = element('div');
    box.append(element('dt', '', name), element('dd', 'figure', figure), element('dd', 'aside', aside));
    at('tiles').append(box);
  };
  const latency = run.latencyMillis;
  tile('Requests', count(run.requests), count(run.imps) + ' imps, '
    + count(Math.round(run.throughputPerSecond)) + '/s');
  tile('Bids', count(run.bids), percent(run.decisions ? run.bids / run.decisions : 0) + ' of decisions');
  tile('Wins', count(run.wins), percent(run.winRate) + ' of bids');
  tile('Clicks', count(run.clicks), percent(run.wins ? run.clicks / run.wins : 0, 2) + ' of wins');
  tile('Spend', run.spend, percent(run.judgedSpendShare) + ' of ample markets\' budgets');
  tile('Latency p99', Math.round(latency.p99) + ' ms',
    'p50 ' + Math.round(latency.p50) + ', p95 ' + Math.round(latency.p95));
  tile('Dead letters', count(run.deadLetters), 'unreadable records');
  at('notes-section').hidden = run.notes.length === 0;
  run.notes.forEach((note) => at('notes').append(element('li', '', note)));
}

function detail() {
  const campaign = campaigns[selected];
  if (!campaign) return;
  at('detail-title').textContent = campaign.name === campaign.id ? campaign.id : campaign.name + ' (' + campaign.id + ')';
  at('detail-mark').textContent = mark(campaign);
  at('detail-mark').className = 'mark ' + campaign.mark;
  at('detail-facts').textContent = 'spent ' + campaign.spend + ' of ' + campaign.budget + ' ('
    + percent(campaign.spendShare) + '), market worth ' + campaign.hindsightRatio.toFixed(1) + '× the budget';
  overDay(at('detail-spend'), [
    line('billed', day.hours, campaign.spendShares, 'spend'),
    planLine(day.hours, campaign.planShares, 2),
  ], share, { min: 0, suggestedMax: 1 });
  overDay(at('detail-multiplier'), [
    line('multiplier', day.hours, campaign.multipliers, 'multiplier'),
  ], amount);
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
    const last = campaign.multipliers[campaign.multipliers.length - 1];
    const value = view === 'spend' ? signs[campaign.mark] + ' ' + percent(campaign.spendShare)
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
        line('billed', day.hours, campaign.spendShares, 'spend', { borderWidth: 1.5 }),
        planLine(day.hours, campaign.planShares, 1.25),
      ], { min: 0, max: 1.05 });
    } else {
      small(canvas, [line('multiplier', day.hours, campaign.multipliers, 'multiplier', { borderWidth: 1.5 })],
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
  const reasons = Object.entries(run.noBids).sort((a, b) => b[1] - a[1]);
  const names = ['bid', ...reasons.map(([reason]) => 'no bid: ' + reason.toLowerCase().replaceAll('_', ' '))];
  at('reasons-plot').style.height = Math.max(220, 26 * names.length + 20) + 'px';
  bars(at('reasons'), names, [run.bids, ...reasons.map(([, n]) => n)],
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
    fill.style.width = Math.min(100, 100 * campaign.spendShare) + '%';
    track.append(fill);
    box.append(track, element('span', '', percent(campaign.spendShare)));
    meter.append(box);
    const verdict = element('td');
    verdict.append(element('span', 'mark ' + campaign.mark, mark(campaign)));
    row.append(name, element('td', 'number', campaign.budget), element('td', 'number', campaign.spend), meter,
      element('td', 'number', campaign.exchangeSpend),
      element('td', 'number', campaign.hindsightRatio.toFixed(1) + '×'));
    campaign.deviations.forEach((deviation) => row.append(element('td',
      'number' + (campaign.mark !== 'neutral' && Math.abs(deviation) > 0.1 ? ' far' : ''), points100(deviation))));
    row.append(verdict);
    at('rows').append(row);
  });
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
plots();
choose('view', (value) => {
  view = value;
  at('key').hidden = view !== 'spend';
});
choose('filter', (value) => { filter = value; });
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', plots);
