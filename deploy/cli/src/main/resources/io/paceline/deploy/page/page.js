// What the scripts of all pages share: the data, elements, figures as text, and plots.
const data = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Adds a tile to the page: a figure, its name above and an explanation below.
function tile(name, figure, aside) {
  const box = element('div');
  box.append(element('dt', '', name), element('dd', 'figure', figure), element('dd', 'aside', aside));
  at('tiles').append(box);
}

const count = (n) => n.toLocaleString('en');
const amount = (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 });
const share = (value) => Math.round(100 * value) + ' %';
const clock = (hours) => {
  const minutes = Math.round(hours * 60);
  return String(Math.floor(minutes / 60)).padStart(2, '0') + ':' + String(minutes % 60).padStart(2, '0');
};

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const charts = new Map();

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 12;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;

function draw(canvas, configuration) {
  forget(canvas);
  charts.set(canvas, new Chart(canvas, configuration));
}

function forget(canvas) {
  if (charts.has(canvas)) charts.get(canvas).destroy();
  charts.delete(canvas);
}

// Draws all plots, and draws them again where the colours change.
function drawAll(plots) {
  plots();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', plots);
}

const points = (xs, ys) => xs.map((x, i) => ({ x, y: ys[i] === undefined ? null : ys[i] }));

// A line in the colour of the style's variable --NAME; where a value is null, the line has a gap.
function line(label, xs, ys, name, more) {
  return Object.assign({
    label, data: points(xs, ys), borderColor: colour(name), backgroundColor: colour(name),
    borderWidth: 2, pointRadius: 0, pointHitRadius: 8, tension: 0, spanGaps: false,
  }, more);
}

const planLine = (xs, ys, width) =>
  line('plan', xs, ys, 'plan', { borderDash: [5, 4], borderWidth: width });

function hourAxis(visible) {
  return {
    type: 'linear', min: 0, max: 24, display: visible,
    grid: { color: colour('grid') }, border: { display: false },
    ticks: { stepSize: 3, color: colour('soft'), callback: clock, maxRotation: 0 },
  };
}

function valueAxis(format, more) {
  return Object.assign({
    type: 'linear', beginAtZero: true, grid: { color: colour('grid') }, border: { display: false },
    ticks: { color: colour('soft'), callback: format, maxTicksLimit: 6, maxRotation: 0 },
  }, more);
}

// Round values from min to max for a logarithmic axis: the coarsest steps that give at least four.
function logTicks(min, max) {
  let found = [];
  for (const steps of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]]) {
    found = [];
    for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
      found.push(...steps.map((step) => step * 10 ** power).filter((value) => value >= min && value <= max));
    }
    if (found.length >= 4) return found;
  }
  return found.length >= 2 ? found : [0, 1, 2, 3, 4].map((k) => min + k * (max - min) / 4);
}

function logAxis(format, min, max, more) {
  return valueAxis(format, Object.assign({
    type: 'logarithmic', min, max,
    afterBuildTicks: (axis) => { axis.ticks = logTicks(min, max).map((value) => ({ value })); },
  }, more));
}

const axisTitle = (text) => ({ display: true, text, color: colour('soft') });

// Draws lines over an axis, a legend where it is wanted, and values at the pointer. Plugins of Chart.js draw more.
function curves(canvas, lines, axes, reading, legend, plugins = []) {
  draw(canvas, {
    type: 'line',
    data: { datasets: lines },
    plugins,
    options: {
      parsing: false, normalized: true,
      interaction: { mode: 'index', intersect: false },
      scales: axes,
      plugins: {
        legend: {
          display: legend, align: 'end',
          labels: { color: colour('soft'), boxHeight: 0, boxWidth: 22, padding: 10 },
        },
        tooltip: {
          callbacks: {
            title: (items) => (items.length ? reading.x(items[0].parsed.x) : ''),
            label: (item) => ' ' + item.dataset.label + ': ' + reading.y(item.parsed.y),
          },
        },
      },
    },
  });
}

// Draws a plot over the day, with a legend where there are several lines or the caller wants it.
function overDay(canvas, lines, format, axis, legend) {
  curves(canvas, lines, { x: hourAxis(true), y: valueAxis(format, axis) }, { x: clock, y: format },
    legend || lines.length > 1);
}

// Draws one of many small plots, without visible axes; the caller gives the scale.
function small(canvas, lines, axis) {
  draw(canvas, {
    type: 'line',
    data: { datasets: lines },
    options: {
      parsing: false, normalized: true, events: [],
      scales: { x: hourAxis(false), y: Object.assign({ display: false }, axis) },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  });
}

function bars(canvas, labels, values, colours, format, shares = true) {
  const total = values.reduce((sum, value) => sum + value, 0);
  const reading = (value) => format(value) + (shares && total ? '  (' + (100 * value / total).toFixed(1) + ' %)' : '');
  draw(canvas, {
    type: 'bar',
    data: { labels, datasets: [{ data: values, backgroundColor: colours, borderRadius: 3, maxBarThickness: 18 }] },
    options: {
      indexAxis: 'y', layout: { padding: { right: 110 } },
      scales: {
        x: { display: false, beginAtZero: true },
        y: { grid: { display: false }, border: { display: false }, ticks: { color: colour('text'), autoSkip: false } },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
    plugins: [{
      afterDatasetsDraw(chart) {
        const context = chart.ctx;
        context.fillStyle = colour('soft');
        context.font = '12px ' + Chart.defaults.font.family;
        context.textBaseline = 'middle';
        chart.getDatasetMeta(0).data.forEach((bar, i) => context.fillText(
          reading(values[i]), Math.max(bar.x, bar.base) + 6, bar.y));
      },
    }],
  });
}

// Draws points and shows their values at the pointer, except for datasets without a label.
function scatter(canvas, datasets, axes, reading, legend) {
  draw(canvas, {
    type: 'scatter',
    data: { datasets },
    options: {
      scales: axes,
      plugins: {
        legend: Object.assign({ display: false }, legend),
        tooltip: { filter: (item) => item.dataset.label !== undefined, callbacks: { label: reading } },
      },
    },
  });
}
