// Fills the page of a model.
const { version, trainedOn, quality, heads, figures } = data;
const chance = (predicted) => 2 * Math.sqrt(Math.max(1, predicted));

function header() {
  at('version').textContent = version;
  at('meta').textContent = 'Trained on ' + trainedOn;
}

function tiles() {
  tile('Log', count(quality.rows), 'imps with ' + count(quality.clicks) + ' clicks');
  tile('Click rate', (100 * quality.clicks / quality.rows).toFixed(2) + ' %', 'of the log');
  tile('Held out', count(quality.heldOutRows), 'imps, on which all below is measured');
  tile('AUC', quality.auc.toFixed(3), '0.5 is a guess');
  tile('Log-loss', quality.logLoss.toFixed(4), 'natural logarithm, per imp');
  tile('Predicted / observed', quality.calibrationRatio.toFixed(3), 'clicks; 1 is perfect');
}

// The same axis across and up.
function square(more, format) {
  const axis = valueAxis(format, more);
  return { x: axis, y: axis };
}

function diagonal(top) {
  return {
    data: [{ x: 0, y: 0 }, { x: top, y: top }], showLine: true, pointRadius: 0, pointHitRadius: 0,
    borderColor: colour('plan'), borderDash: [5, 4], borderWidth: 1.5,
  };
}

function calibration() {
  const deciles = figures.deciles.filter((d) => d.rows > 0);
  const mille = (value) => 1000 * value;
  const error = (d) => mille(Math.sqrt(Math.max(1, d.clicks)) / d.rows);
  const top = 1.05 * Math.max(...deciles.map((d) => Math.max(mille(d.predicted), mille(d.observed) + 2 * error(d))));
  const bars = deciles.map((d) => ({
    data: [
      { x: mille(d.predicted), y: Math.max(0, mille(d.observed) - 2 * error(d)) },
      { x: mille(d.predicted), y: mille(d.observed) + 2 * error(d) },
    ],
    showLine: true, pointRadius: 0, pointHitRadius: 0, borderColor: colour('spend'), borderWidth: 1.5,
  }));
  scatter(at('calibration'), [diagonal(top), ...bars, {
    label: 'deciles', backgroundColor: colour('spend'), borderColor: colour('spend'), pointRadius: 4.5, pointHitRadius: 8,
    data: deciles.map((d) => ({ x: mille(d.predicted), y: mille(d.observed), of: d })),
  }], square({ min: 0, max: top, ticks: {
    color: colour('soft'), maxTicksLimit: 7, includeBounds: false, callback: (value) => value.toFixed(0) } }),
  (item) => ' predicted ' + item.raw.x.toFixed(1) + ', observed ' + item.raw.y.toFixed(1)
    + ' (' + count(item.raw.of.clicks) + ' clicks in ' + count(item.raw.of.rows) + ' imps)');
}

function roc() {
  scatter(at('roc'), [diagonal(100), {
    label: 'ROC', showLine: true, pointRadius: 0, pointHitRadius: 8, borderColor: colour('spend'), borderWidth: 2,
    backgroundColor: colour('spend'),
    data: figures.roc.map((p) => ({ x: 100 * p.falsePositiveRate, y: 100 * p.truePositiveRate })),
  }], square({ min: 0, max: 100 }, (value) => value + ' %'),
  (item) => ' ' + item.raw.y.toFixed(0) + ' % of clicks in ' + item.raw.x.toFixed(0) + ' % of other imps');
}

function importance() {
  const rows = figures.importance;
  at('importance-plot').style.height = 22 * rows.length + 12 + 'px';
  const thousandths = rows.map((row) => 1000 * row.aucLoss);
  bars(at('importance'), rows.map((row) => row.feature), thousandths, rows.map(() => colour('spend')),
    (value) => value.toFixed(1).replace(/^-(0\.0)$/, '$1').replace('-', '−'), false);
}

function campaigns() {
  quality.campaigns.forEach((c) => {
    const row = element('tr');
    const number = (text) => row.append(element('td', 'number', text));
    row.append(element('td', '', c.campaignId));
    number(count(c.logClicks));
    number(count(c.rows));
    number(count(c.clicks));
    number(c.predictedClicks.toFixed(1));
    number(c.clicks === 0 ? '–' : (c.predictedClicks / c.clicks).toFixed(2));
    const within = Math.abs(c.predictedClicks - c.clicks) <= chance(c.predictedClicks);
    const cell = element('td');
    cell.append(element('span', 'mark ' + (within ? 'good' : 'neutral'), within ? '✓ yes' : '· no'));
    row.append(cell);
    number(c.clicks === 0 ? '–' : c.auc.toFixed(3));
    number(c.logLoss.toFixed(4));
    at('rows').append(row);
  });
}

const objectives = { CLICK: 'Click', CONVERSION: 'Conversion', LAST_CLICK: 'Last click' };

function headRows() {
  // Where the click head is the only one, the tiles already say everything.
  at('heads').hidden = heads.length < 2;
  heads.forEach(({ objective, quality: of }) => {
    const row = element('tr');
    const number = (text) => row.append(element('td', 'number', text));
    row.append(element('td', '', objectives[objective] || objective));
    number(count(of.positives));
    number(count(of.heldOutRows));
    number(count(of.heldOutPositives));
    number(of.heldOutPositives === 0 ? '–' : of.calibrationRatio.toFixed(3));
    number(of.heldOutPositives === 0 || of.heldOutPositives === of.heldOutRows ? '–' : of.auc.toFixed(3));
    number(of.logLoss.toFixed(4));
    at('head-rows').append(row);
  });
}

function all() {
  calibration();
  roc();
  importance();
}

header();
tiles();
headRows();
campaigns();
drawAll(all);
