// Fills the page of a rehearsal.
const { first, days, currency, requests, value, bound, ledger, books, overspend, agree, remarks, events, shared, campaigns } = data;
const money = (amount) => amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function header() {
  at('title').textContent = (days === 1 ? 'One day' : days + ' days') + ' from ' + first;
  const check = (holds, text) => at('checks').append(
    element('li', 'badge ' + (holds ? 'good' : 'bad'), (holds ? '✓ ' : '✗ ') + text));
  check(overspend === 0, overspend === 0 ? 'nothing overspent' : 'overspent by ' + money(overspend));
  check(agree, agree ? "ledgers equal the exchanges' books to the micro"
    : 'ledgers ' + money(ledger) + ", exchanges' books " + money(books));
  tile('Requests', count(requests), campaigns.length + (campaigns.length === 1 ? ' campaign' : ' campaigns'));
  tile('Spend', money(ledger), currency);
  tile('Value', value.toFixed(1), 'expected clicks');
  tile('Of the bound', bound > 0 ? (100 * value / bound).toFixed(1) + ' %' : '–', 'the most value that was possible');
  remarks.forEach((remark) => at('remarks').append(element('li', '', remark)));
}

// What an event of the script concerns, with the colour of its line.
const kinds = {
  CAMPAIGN: { name: 'campaign', colour: 'good' },
  EXCHANGE: { name: 'exchange', colour: 'high' },
  JOB: { name: 'job', colour: 'bad' },
  MARKET: { name: 'market', colour: 'low' },
};

function script() {
  at('script').hidden = events.length === 0;
  Object.keys(kinds).filter((kind) => events.some((event) => event.kind === kind)).forEach((kind) => {
    const entry = element('li', 'kind', kinds[kind].name);
    entry.style.borderColor = 'var(--' + kinds[kind].colour + ')';
    at('kinds').append(entry);
  });
  events.forEach(({ number, at: when, what }) => {
    const row = element('tr');
    row.append(element('td', 'number', String(number)), element('td', '', when), element('td', '', what));
    at('events').append(row);
  });
}

// Draws a numbered vertical line over a plot for each event.
const marking = (marks) => ({
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    ctx.font = '11px ' + Chart.defaults.font.family;
    ctx.textBaseline = 'top';
    ctx.setLineDash([3, 3]);
    marks.forEach(({ number, hour, kind }) => {
      const x = scales.x.getPixelForValue(hour);
      ctx.strokeStyle = colour(kinds[kind].colour);
      ctx.fillStyle = colour(kinds[kind].colour);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      // At the right edge the number stands on the left of its line.
      const left = x > chartArea.right - 16;
      ctx.textAlign = left ? 'right' : 'left';
      ctx.fillText(String(number), x + (left ? -3 : 3), chartArea.top);
    });
    ctx.restore();
  },
});

function rows() {
  shared.forEach((sentence) => at('shared').append(element('li', '',
    sentence + '. In their rows, budget, overspend and status are those of the shared budget, and so are the plots; all else is of the one campaign.')));
  campaigns.forEach(({ id, days: own }) => own.forEach((day) => {
    const row = element('tr');
    row.append(element('td', '', id), element('td', '', day.day),
      ...[day.budget, day.spend, day.books, day.overspend].map((amount) => element('td', 'number', money(amount))),
      ...[day.bids, day.wins].map((number) => element('td', 'number', count(number))), element('td', '', day.status));
    at('rows').append(row);
  }));
}

function figure(caption, plots, plot) {
  const made = element('figure', 'card');
  const frame = element('div', 'plot');
  const canvas = element('canvas');
  frame.append(canvas);
  made.append(element('figcaption', '', caption), frame);
  plots.push(() => plot(canvas));
  return made;
}

// The hours of all days, one after the other; a figure is drawn at the end of its hour.
const hours = (values) => values.map((unused, hour) => hour + 1);
const dayAxis = () => valueAxis((hour) => (days === 1 ? clock(hour) : 'day ' + (1 + hour / 24)), {
  min: 0, max: 24 * days, ticks: { color: colour('soft'), stepSize: days === 1 ? 3 : 24, maxRotation: 0,
    callback: (hour) => (days === 1 ? clock(hour) : 'day ' + (1 + hour / 24)) },
});
const reading = (format) => ({ x: (hour) => 'day ' + (1 + Math.floor((hour - 1) / 24)) + ', ' + clock((hour - 1) % 24 + 1), y: format });

// The multiplier over a logarithmic axis that ends at the maximum bid: bids are never higher. A smaller multiplier
// than a thousandth of that is drawn at the bottom.
function multiplierPlot(canvas, multiplier, maxBid, marks) {
  const top = maxBid;
  const least = Math.min(top, ...multiplier.filter((value) => value !== null && value > 0));
  const bottom = Math.max(top / 1000, Math.min(least / 1.2, top / 10));
  const shown = multiplier.map((value) => (value === null ? null : Math.min(top, Math.max(bottom, value))));
  const read = (value) => amount(value) + (value >= top ? ' or more' : value <= bottom ? ' or less' : '');
  curves(canvas, [line('multiplier', hours(shown), shown, 'multiplier')],
    { x: dayAxis(), y: logAxis(amount, bottom, top) }, reading(read), false, [marking(marks)]);
}

function campaign(plots, { id, plan, spend, multiplier, maxBid, marks }) {
  const pair = element('div', 'pair');
  pair.append(
    figure('Share of the budget spent, and plan (dashed)', plots, (canvas) => curves(canvas, [
      line('spent', hours(spend), spend, 'spend'), planLine(hours(plan), plan, 1.5),
    ], { x: dayAxis(), y: valueAxis(share, { min: 0 }) }, reading(share), false, [marking(marks)])),
    figure('Pacing multiplier (value of an average impression, CPM), up to the maximum bid of ' + amount(maxBid), plots,
      (canvas) => multiplierPlot(canvas, multiplier, maxBid, marks)),
  );
  at('campaigns').append(element('h2', '', id), pair);
}

header();
script();
rows();
const plots = [];
campaigns.forEach((one) => campaign(plots, one));
drawAll(() => plots.forEach((plot) => plot()));
