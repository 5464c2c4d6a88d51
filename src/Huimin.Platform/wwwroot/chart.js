// Draws the charts of a page from the numbers that stand with them, in the size of its type. Where no script runs, the server's line
// and the table stand in their place. Tips are drawn and not written as HTML: a page's rules allow no style inside it.
const root = document.documentElement;
const color = name => getComputedStyle(root).getPropertyValue(name).trim();
const charts = new Map();

for (const box of document.querySelectorAll('[data-chart]')) {
  const chart = echarts.init(box, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  chart.setOption(optionOf(JSON.parse(box.dataset.chart), parseFloat(getComputedStyle(box).fontSize)));
  charts.set(box.id, chart);
  new ResizeObserver(() => chart.resize()).observe(box);
}

// A picture of what is drawn, made when it is asked for.
for (const link of document.querySelectorAll('[data-chart-image]')) {
  const chart = charts.get(link.dataset.chartImage);
  if (!chart) continue;
  link.hidden = false;
  link.href = '#' + link.dataset.chartImage;
  link.addEventListener('click', () => {
    link.href = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: '#fff' });
  });
}

function optionOf(data, size) {
  const text = { color: color('--hm-ink-2'), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
  const number = value => value == null ? '—' : value.toLocaleString('en', { maximumFractionDigits: 2 });
  const series = [line(data.now, color('--hm-primary'), 'solid', 'circle', data.kind)];
  // Told apart by dash and mark as well as by colour.
  if (data.before) series.push(line(data.before, color('--hm-due'), 'dashed', 'emptyTriangle', 'line'));
  if (data.target)
    series[0].markLine = {
      symbol: 'none', silent: true, lineStyle: { color: color('--hm-bad'), type: 'dotted', width: 2 },
      label: { ...text, formatter: `${data.target.name} ${number(data.target.value)}`, position: 'insideEndTop' },
      data: [{ yAxis: data.target.value }],
    };
  return {
    animation: false,
    textStyle: text,
    legend: { top: 0, right: 0, textStyle: text, itemWidth: size * 1.8, itemHeight: size * 0.7 },
    grid: { left: 4, right: size * 0.75, top: size * 2.6, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', textStyle: { ...text, color: color('--hm-ink') },
      formatter: points => [`${data.years[points[0].dataIndex]} ${points[0].axisValueLabel}`, ...points.map(p => `${p.seriesName} ${number(p.value)} ${data.unit}`),
        ...(data.running && points[0].dataIndex === data.labels.length - 1 ? [data.running] : [])].join('\n'),
    },
    xAxis: { type: 'category', data: data.labels, axisLabel: { ...text, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: color('--hm-control') } } },
    // What stands on a day changes little: its axis need not begin at zero. Columns must.
    yAxis: {
      type: 'value', scale: data.kind === 'line', minInterval: data.unit === '%' ? 0 : 1, name: data.unit, nameTextStyle: { ...text, align: 'left' }, axisLabel: { ...text, formatter: number }, splitNumber: 4,
      splitLine: { lineStyle: { color: color('--hm-line') } },
    },
    series,
  };

  function line(of, ink, dash, mark, kind) {
    return {
      name: of.name, type: kind, data: of.values, symbol: mark, symbolSize: size * 0.5, connectNulls: false, barMaxWidth: size * 2,
      lineStyle: { color: ink, type: dash, width: 2.5 }, itemStyle: { color: ink },
    };
  }
}
