// The charts of recurring value, drawn with what the other charts share.
window.revenueCharts = function (kit) {
  'use strict';
  var periods = kit.data.revenue;
  var latest = periods.filter(function (p) { return p.latest; })[0];
  var gains = [['New', 'fresh'], ['Expansion', 'expansion'], ['Reactivation', 'reactivation']];
  var losses = [['Contraction', 'contraction'], ['Churn', 'churn']];

  function tints(colours) {
    return { fresh: colours.fresh, expansion: colours.retained, reactivation: colours.back, contraction: '#9a6fb0', churn: colours.lost };
  }

  function label(p) {
    return p.period + (p.running ? '*' : '');
  }

  function faded(p, value) {
    return { value: value, itemStyle: { opacity: p.running ? 0.45 : 1 } };
  }

  function said(p, parts) {
    return p.period + (p.running ? ' (still running)' : '') + parts.map(function (part) {
      return '\n' + part[0] + ': ' + kit.money(p[part[1]]);
    }).join('');
  }

  // A round number of at least this size: 1, 2 or 5 and zeros.
  function step(size) {
    var power = Math.pow(10, Math.floor(Math.log10(size)));
    return power * [1, 2, 5, 10].filter(function (each) { return each * power >= size * 0.999; })[0];
  }

  // From the start to the end, one bar for each part; the axis is cut, or the parts would not be seen.
  function waterfall(colours) {
    var option = kit.frame(colours);
    var steps = [{ name: 'Start', from: 0, to: Number(latest.start), tint: colours.soft }];
    var value = Number(latest.start);
    gains.concat(losses).forEach(function (part, i) {
      var change = (i < gains.length ? 1 : -1) * Number(latest[part[1]]);
      if (change !== 0) {
        steps.push({ name: part[0], from: value, to: value + change, change: change, tint: tints(colours)[part[1]] });
      }
      value += change;
    });
    steps.push({ name: 'End', from: 0, to: Number(latest.end), tint: colours.soft });
    var ends = steps.slice(1, -1).reduce(function (all, s) { return all.concat([s.from, s.to]); }, [Number(latest.start), Number(latest.end)]);
    var low = Math.min.apply(null, ends);
    var high = Math.max.apply(null, ends);
    var start = high - low > 0.15 * high ? 0 : Math.max(0, low - 0.6 * (high - low));
    var unit = step(Math.max(1, high - start) / (window.innerWidth < 760 ? 2 : 5));
    var cut = Math.floor(start / unit) * unit;
    option.legend.show = false;
    option.tooltip.show = false;
    option.grid = { left: 8, right: 96, top: 8, bottom: 8, containLabel: true };
    option.yAxis = {
      type: 'category', inverse: true, data: steps.map(function (s) { return s.name; }), axisTick: { show: false },
      axisLine: { show: false }, axisLabel: { color: colours.ink }
    };
    option.xAxis = {
      type: 'value', min: cut, max: Math.ceil(high / unit) * unit || unit, interval: unit, axisLabel: { color: colours.soft, formatter: kit.short, hideOverlap: true },
      splitLine: { lineStyle: { color: colours.line } }
    };
    option.series = [
      { type: 'bar', stack: 'all', silent: true, itemStyle: { opacity: 0 }, data: steps.map(function (s) { return Math.max(cut, Math.min(s.from, s.to)); }) },
      {
        type: 'bar', stack: 'all', barCategoryGap: '24%',
        data: steps.map(function (s) {
          var low = Math.max(cut, Math.min(s.from, s.to));
          return { value: Math.max(s.from, s.to) - low, itemStyle: { color: s.tint } };
        }),
        label: {
          show: true, position: 'right', color: colours.ink,
          formatter: function (item) {
            var s = steps[item.dataIndex];
            var text = kit.money((s.change === undefined ? s.to : Math.abs(s.change)).toFixed(kit.data.decimals));
            return (s.change === undefined ? '' : s.change > 0 ? '+' : '\u2212') + text;
          }
        }
      }
    ];
    return option;
  }

  // What the value at the end is made of.
  function value(colours) {
    var option = kit.frame(colours);
    var parts = [['Kept', colours.soft, function (p) { return Number(p.start) - Number(p.contraction) - Number(p.churn); }]]
      .concat([gains[1], gains[2], gains[0]].map(function (part) {
        return [part[0], tints(colours)[part[1]], function (p) { return Number(p[part[1]]); }];
      }));
    option.series = parts.map(function (part) {
      return {
        name: part[0], type: 'bar', stack: 'all', barCategoryGap: '28%', color: part[1],
        data: periods.map(function (p) { return faded(p, part[2](p)); })
      };
    });
    option.tooltip.formatter = function (items) {
      return said(periods[items[0].dataIndex], [['At the end', 'end'], ['At the start', 'start']].concat(gains, losses));
    };
    return kit.axes(option, colours, periods.map(label), kit.data.currency + ' a month', kit.short);
  }

  function changes(colours) {
    var option = kit.frame(colours);
    option.series = gains.concat(losses).map(function (part, i) {
      return {
        name: part[0], type: 'bar', stack: 'all', barCategoryGap: '28%', color: tints(colours)[part[1]],
        data: periods.map(function (p) { return faded(p, (i < gains.length ? 1 : -1) * Number(p[part[1]])); })
      };
    });
    option.tooltip.formatter = function (items) {
      return said(periods[items[0].dataIndex], gains.concat(losses));
    };
    return kit.axes(option, colours, periods.map(label), kit.data.currency + ' a month', kit.short);
  }

  // Net and gross retention with their bands, of those periods that have them.
  function retention(net, gross) {
    return function (colours) {
      var option = kit.frame(colours);
      var shown = periods.filter(function (p) { return p[net]; });
      option.series = [];
      [['Net retention', net, colours.later, 'solid'], ['Gross retention', gross, colours.earlier, 'dashed']].forEach(function (line) {
        var quiet = { type: 'line', symbol: 'none', silent: true, stack: line[1], stackStrategy: 'all', lineStyle: { opacity: 0 }, tooltip: { show: false } };
        option.series.push(Object.assign({}, quiet, { data: shown.map(function (p) { return p[line[1]] ? p[line[1]].lower : null; }) }));
        option.series.push(Object.assign({}, quiet, {
          data: shown.map(function (p) { return p[line[1]] ? p[line[1]].upper - p[line[1]].lower : null; }), areaStyle: { color: line[2], opacity: 0.2 }
        }));
        option.series.push({
          name: line[0], type: 'line', color: line[2], symbol: line[3] === 'solid' ? 'circle' : 'rect', symbolSize: 6,
          lineStyle: { width: 2.5, type: line[3] }, data: shown.map(function (p) { return p[line[1]] ? p[line[1]].value : null; }),
          markLine: line[1] !== net ? undefined : {
            silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colours.soft, type: 'dotted' }, data: [{ yAxis: 100 }]
          }
        });
      });
      option.legend.data = ['Net retention', 'Gross retention'];
      option.tooltip.axisPointer = { type: 'line' };
      option.tooltip.formatter = function (items) {
        var p = shown[items[0].dataIndex];
        return p.period + [['Net', net], ['Gross', gross]].map(function (line) {
          var r = p[line[1]];
          return r ? '\n' + line[0] + ': ' + r.value.toFixed(1) + ' % (' + r.lower.toFixed(1) + ' to ' + r.upper.toFixed(1) + ')' : '';
        }).join('');
      };
      kit.axes(option, colours, shown.map(label), '% of the value at the start', '{value} %');
      option.xAxis.boundaryGap = false;
      option.yAxis.scale = true;
      return option;
    };
  }

  if (latest) {
    kit.add('chart-waterfall', waterfall);
  }
  kit.add('chart-value', value);
  kit.add('chart-changes', changes);
  kit.add('chart-retention-year', retention('netOfYear', 'grossOfYear'));
  kit.add('chart-retention', retention('net', 'gross'));
};
