// Fills the page of a rehearsal.
const { first, days, currency, requests, value, bound, ledger, books, overspend, agree, remarks, campaigns } = data;
const money = (amount) => amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function header() {
  at('title').textContent = (days === 1 ? 'One day' : days + ' days') + ' from ' + first;
  const check = (holds, text) => at('checks').append(
    element('li', 'badge ' + (holds ? 'good' : 'bad'), (holds ? '✓ ' : '✗ ') + text));
  check(overspend === 0, overspend === 0 ? 'nothing overspent' : 'overspent by ' + money(overspend));
  check(agree, agree ? "ledgers equal the exchanges' books to the micro"
    : 'ledgers ' + money(ledger) + ", exchanges' books " + money(books));
  tile('Requests', count(requests), campaigns.length + ' campaigns');
  tile('Spend', money(ledger), currency);
  tile('Value', value.toFixed(1), 'expected clicks');
  tile('Of the bound', bound > 0 ? (100 * value / bound).toFixed(1) + ' %' : '–', 'what could be had knowing the days');
  remarks.forEach((remark) => at('remarks').append(element('li', '', remark)));
}

function rows() {
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

// Hour after hour of all days; a figure stands at the end of its hour.
const hours = (values) => values.map((unused, hour) => hour + 1);
const dayAxis = () => valueAxis((hour) => (days === 1 ? clock(hour) : 'day ' + (1 + hour / 24)), {
  min: 0, max: 24 * days, ticks: { color: colour('soft'), stepSize: days === 1 ? 3 : 24, maxRotation: 0,
    callback: (hour) => (days === 1 ? clock(hour) : 'day ' + (1 + hour / 24)) },
});
const reading = (format) => ({ x: (hour) => 'day ' + (1 + Math.floor((hour - 1) / 24)) + ', ' + clock((hour - 1) % 24 + 1), y: format });

function campaign(plots, { id, plan, spend, multiplier }) {
  const pair = element('div', 'pair');
  pair.append(
    figure('Share of the budget spent, and plan (dashed)', plots, (canvas) => curves(canvas, [
      line('spent', hours(spend), spend, 'spend'), planLine(hours(plan), plan, 1.5),
    ], { x: dayAxis(), y: valueAxis(share, { min: 0 }) }, reading(share), false)),
    figure('Pacing multiplier (value of an average impression, CPM)', plots, (canvas) => curves(canvas, [
      line('multiplier', hours(multiplier), multiplier, 'multiplier'),
    ], { x: dayAxis(), y: valueAxis(amount) }, reading(amount), false)),
  );
  at('campaigns').append(element('h2', '', id), pair);
}

header();
rows();
const plots = [];
campaigns.forEach((one) => campaign(plots, one));
drawAll(() => plots.forEach((plot) => plot()));
