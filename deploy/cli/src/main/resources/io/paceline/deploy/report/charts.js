// Draws the plots of the reports; report.js and model-report.js decide what they show.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const clock = (hours) => {
  const minutes = Math.round(hours * 60);
  return String(Math.floor(minutes / 60)).padStart(2, '0') + ':' + String(minutes % 60).padStart(2, '0');
};
const charts = new Map();

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 12;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;

function draw(canvas, configuration) {
  if (charts.has(canvas)) charts.get(canvas).destroy();
  charts.set(canvas, new Chart(canvas, configuration));
}

function forget(canvas) {
  if (charts.has(canvas)) charts.get(canvas).destroy();
  charts.delete(canvas);
}

const points = (hours, values) => hours.map((x, i) => ({ x, y: values[i] === undefined ? null : values[i] }));

function line(label, hours, values, name, more) {
  return Object.assign({
    label, data: points(hours, values), borderColor: colour(name), backgroundColor: colour(name),
    borderWidth: 2, pointRadius: 0, pointHitRadius: 8, tension: 0, spanGaps: false,
  }, more);
}

const planLine = (hours, values, width) =>
  line('plan', hours, values, 'plan', { borderDash: [5, 4], borderWidth: width });

function hourAxis(visible) {
  return {
    type: 'linear', min: 0, max: 24, display: visible,
    grid: { color: colour('grid') }, border: { display: false },
    ticks: { stepSize: 3, color: colour('soft'), callback: clock, maxRotation: 0 },
  };
}

function valueAxis(format, more) {
  return Object.assign({
    beginAtZero: true, grid: { color: colour('grid') }, border: { display: false },
    ticks: { color: colour('soft'), callback: format, maxTicksLimit: 6 },
  }, more);
}

// Draws a plot over the day: lines, a legend where there are several, and values at the pointer.
function overDay(canvas, lines, format, axis) {
  draw(canvas, {
    type: 'line',
    data: { datasets: lines },
    options: {
      parsing: false, normalized: true,
      interaction: { mode: 'index', intersect: false },
      scales: { x: hourAxis(true), y: valueAxis(format, axis) },
      plugins: {
        legend: {
          display: lines.length > 1, align: 'end',
          labels: { color: colour('soft'), boxHeight: 0, boxWidth: 22, padding: 10 },
        },
        tooltip: {
          callbacks: {
            title: (items) => (items.length ? clock(items[0].parsed.x) : ''),
            label: (item) => ' ' + item.dataset.label + ': ' + format(item.parsed.y),
          },
        },
      },
    },
  });
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
