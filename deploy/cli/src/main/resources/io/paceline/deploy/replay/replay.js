// Fills the page of a replay.
const { protocol, plan, laws, columns, logs } = data;
const place = new Map(laws.map(({ name }, index) => [name, index]));
const isDefault = (law) => laws[place.get(law)].isDefault;
const lawColour = (law) => 'law-' + place.get(law) % 10;
const parts = (values) => values.map((value, k) => (k + 1) / values.length);

function lawName(law, text) {
  const key = element('span', 'law', text || law);
  key.style.setProperty('--series', 'var(--' + lawColour(law) + ')');
  return key;
}

function header() {
  at('title').textContent = 'Replay: ' + protocol + (plan ? ', ' + plan + ' plan' : '');
  laws.forEach(({ name, isDefault: first }) => at('legend').append(lawName(name, name + (first ? ' (default)' : ''))));
  if (logs.some((log) => log.courses.length > 0)) at('legend').append(element('span', 'law plan-line', 'plan'));
}

// A row for each law and budget; columns that are empty in this protocol are left out.
function table(rows) {
  const budgets = rows.some((row) => row.budget !== null);
  const shown = columns.map((column, index) => index).filter((index) => rows.some((row) => row.figures[index]));
  const head = element('tr');
  if (budgets) head.append(element('th', '', 'budget'));
  head.append(element('th', '', 'law'), ...shown.map((index) => element('th', 'number', columns[index])));
  const body = element('tbody');
  rows.forEach((row, number) => {
    const begins = number === 0 || row.budget !== rows[number - 1].budget;
    const cells = element('tr', (begins ? 'begin' : '') + (isDefault(row.law) ? ' default' : ''));
    if (budgets) cells.append(element('td', '', begins ? row.budget : ''));
    const law = element('td');
    law.append(lawName(row.law));
    cells.append(law, ...shown.map((index) => element('td', 'number', row.figures[index])));
    body.append(cells);
  });
  const heads = element('thead');
  heads.append(head);
  const made = element('table');
  made.append(heads, body);
  const card = element('div', 'card scroll');
  card.append(made);
  return card;
}

// A plot's frame; the plot itself is drawn once its frame is on the page.
function figure(caption, note, plots, plot, size = 'plot') {
  const made = element('figure', 'card');
  made.append(element('figcaption', '', caption));
  if (note) made.append(element('p', 'none', note));
  if (plot) {
    const frame = element('div', size);
    const canvas = element('canvas');
    frame.append(canvas);
    made.append(frame);
    plots.push(() => plot(canvas));
  }
  return made;
}

function pair(...figures) {
  const made = element('section', 'pair');
  made.append(...figures);
  return made;
}

// A point for each run: the colour stands for the law, the shape for the budget.
function frontier(canvas, { unevenness, points: runs }) {
  const shapes = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot', 'cross', 'dash'];
  const from = 0.002;
  const highest = Math.max(0.01, ...runs.map((run) => run.unevenness));
  const lowest = Math.min(1, ...runs.map((run) => run.ratio));
  const best = Math.max(0.985, ...runs.map((run) => run.ratio));
  const budgets = [...new Set(runs.map((run) => run.budget))];
  scatter(canvas, budgets.map((budget, index) => {
    const own = runs.filter((run) => run.budget === budget);
    const colours = own.map((run) => colour(lawColour(run.law)));
    return {
      label: budget === null ? 'all' : budget, pointStyle: shapes[index % shapes.length], radius: 5.5, hoverRadius: 7, clip: false,
      borderColor: colours, backgroundColor: colours, borderWidth: 1.5,
      data: own.map((run) => ({ x: Math.max(from, run.unevenness), y: run.ratio, of: run })),
    };
  }), {
    x: logAxis(amount, from, 1.1 * highest, { title: axisTitle(unevenness) }),
    y: valueAxis((value) => value.toFixed(3), {
      beginAtZero: false, min: Math.max(0, lowest - 0.02), max: best + 0.02, title: axisTitle('value / hindsight'),
      ticks: { color: colour('soft'), maxTicksLimit: 8, includeBounds: false, callback: (value) => value.toFixed(3) },
    }),
  }, ({ raw: { of } }) => ' ' + of.law + (of.budget === null ? '' : ', ' + of.budget) + ': ' + of.ratio.toFixed(4)
    + ' at ' + of.unevenness.toFixed(3), {
    display: budgets.length > 1, align: 'end', title: { display: false },
    labels: {
      usePointStyle: true, color: colour('soft'), padding: 10, boxHeight: 8,
      generateLabels: (chart) => chart.data.datasets.map((dataset, index) => ({
        text: dataset.label, pointStyle: dataset.pointStyle, datasetIndex: index, fontColor: colour('soft'),
        fillStyle: colour('soft'), strokeStyle: colour('soft'), hidden: !chart.isDatasetVisible(index),
      })),
    },
  });
}

// The default law is drawn last and wider, since laws that keep to the plan lie upon each other.
const lawLine = (law, xs, ys) => line(law, xs, ys, lawColour(law),
  isDefault(law) ? { borderWidth: 2.5, order: -1, clip: 2 } : { borderWidth: 1.5, clip: 2 });

const run = (text) => valueAxis(share, {
  min: 0, max: 1, title: axisTitle(text), ticks: { color: colour('soft'), stepSize: 0.25, callback: share },
});

function spend(canvas, course) {
  const xs = parts(course.plan);
  curves(canvas, [
    ...course.laws.map((one) => lawLine(one.law, xs, one.spend)),
    line('plan', xs, course.plan, 'budget-plan', { borderDash: [5, 4], borderWidth: 1.5, order: -2 }),
  ], {
    x: run(course.axis),
    y: valueAxis(share, { min: 0, max: 1, title: axisTitle('share of the budget') }),
  }, { x: (x) => share(x) + ' of the run', y: (y) => (100 * y).toFixed(1) + ' %' }, false);
}

const positive = (course) => course.laws.flatMap((one) => one.multiplier).filter((value) => value !== null && value > 0);

function multiplier(canvas, course) {
  const values = positive(course);
  const highest = 1.2 * Math.max(...values);
  const lowest = Math.max(Math.min(...values) / 1.2, highest / 12_000);
  curves(canvas, course.laws.map((one) => lawLine(one.law, parts(one.multiplier), one.multiplier)), {
    x: run('share of the run'),
    y: logAxis(amount, lowest, highest, { title: axisTitle('multiplier') }),
  }, { x: (x) => share(x) + ' of the run', y: amount }, false);
}

function log(plots, { files, rows, frontier: value, courses }) {
  at('logs').append(element('h2', '', files), table(rows));
  if (value) {
    at('logs').append(pair(figure('Value against evenness (one point for each law and budget, of wrong-start for each run; top left is best)', null, plots,
      (canvas) => frontier(canvas, value), 'plot tall')));
  }
  courses.forEach((course) => at('logs').append(pair(
    figure(course.title + ': spend against plan (dashed)', course.note, plots, (canvas) => spend(canvas, course)),
    positive(course).length
      ? figure('Multiplier, price of an average score', null, plots, (canvas) => multiplier(canvas, course))
      : figure('Multiplier, price of an average score', 'None of these laws has one.'),
  )));
}

header();
const plots = [];
logs.forEach((one) => log(plots, one));
drawAll(() => plots.forEach((plot) => plot()));
