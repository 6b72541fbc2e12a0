(function () {
  'use strict';
  if (typeof echarts === 'undefined') {
    return;
  }
  var data = JSON.parse(document.getElementById('report-data').textContent);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  var charts = [];

  function palette(isDark) {
    return isDark
      ? { ink: '#e8edf2', soft: '#a5b1bd', line: '#2f3b47', card: '#172029', retained: '#6aaee6', fresh: '#4fc3a1', back: '#e3b341', lost: '#e57a6a', earlier: '#e3b341', later: '#6aaee6' }
      : { ink: '#16202a', soft: '#52606d', line: '#d9dfe5', card: '#ffffff', retained: '#2b6cb0', fresh: '#1f8a70', back: '#b7791f', lost: '#c24a38', earlier: '#b7791f', later: '#2b6cb0' };
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  }

  function money(amount) {
    var parts = amount.split('.');
    return grouped(parts[0]) + (parts.length > 1 ? '.' + parts[1] : '');
  }

  function short(number) {
    var size = Math.abs(number);
    return size >= 1e6 ? number / 1e6 + ' M' : size >= 1e3 ? number / 1e3 + ' k' : String(number);
  }

  function frame(colours) {
    return {
      animation: !calm.matches,
      backgroundColor: 'transparent',
      textStyle: { color: colours.ink, fontFamily: 'system-ui, sans-serif' },
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: colours.ink }, itemGap: 14, itemWidth: 16 },
      tooltip: {
        trigger: 'axis', confine: true, renderMode: 'richText', axisPointer: { type: 'shadow' },
        backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink }
      }
    };
  }

  function axes(option, colours, categories, name, format) {
    option.xAxis = {
      type: 'category', data: categories, axisLine: { onZero: false, lineStyle: { color: colours.soft } },
      axisTick: { show: false }, axisLabel: { color: colours.soft, hideOverlap: true }
    };
    option.yAxis = {
      type: 'value', name: name, nameTextStyle: { color: colours.soft, align: 'left' },
      axisLabel: { color: colours.soft, formatter: format }, splitLine: { lineStyle: { color: colours.line } }
    };
    option.grid.top = window.innerWidth < 760 ? 88 : 64;
    return option;
  }

  function movements(field, name) {
    return function (colours) {
      var flows = [
        ['Retained', 'retained', colours.retained, 1], ['New', 'fresh', colours.fresh, 1],
        ['Reactivated', 'back', colours.back, 1], ['Lost', 'lost', colours.lost, -1]
      ];
      var option = frame(colours);
      option.series = flows.map(function (flow) {
        return {
          name: flow[0], type: 'bar', stack: 'all', barCategoryGap: '28%', color: flow[2],
          data: data.movements.map(function (m) {
            return { value: flow[3] * Number(m[flow[1]][field]), itemStyle: { opacity: m.running ? 0.45 : 1 } };
          })
        };
      });
      option.tooltip.formatter = function (items) {
        var m = data.movements[items[0].dataIndex];
        return m.period + (m.running ? ' (still running)' : '') + flows.map(function (flow) {
          var value = m[flow[1]][field];
          return '\n' + flow[0] + ': ' + (field === 'customers' ? grouped(value) : money(value));
        }).join('');
      };
      return axes(option, colours, data.movements.map(function (m) { return m.period + (m.running ? '*' : ''); }), name, short);
    };
  }

  function curves(colours) {
    var tints = [colours.earlier, colours.later];
    var option = frame(colours);
    var longest = 0;
    option.series = [];
    data.curves.forEach(function (curve, i) {
      var tint = data.curves.length === 1 ? colours.later : tints[i];
      var quiet = { type: 'line', symbol: 'none', silent: true, stack: 'band' + i, lineStyle: { opacity: 0 }, tooltip: { show: false } };
      longest = Math.max(longest, curve.points.length);
      option.series.push(Object.assign({}, quiet, { data: curve.points.map(function (p) { return p.lower; }) }));
      option.series.push(Object.assign({}, quiet, {
        data: curve.points.map(function (p) { return p.upper - p.lower; }), areaStyle: { color: tint, opacity: 0.22 }
      }));
      option.series.push({
        name: curve.label, type: 'line', color: tint, symbol: i === 0 ? 'circle' : 'rect', symbolSize: 6,
        lineStyle: { width: 2.5, type: i === 0 && data.curves.length > 1 ? 'dashed' : 'solid' },
        data: curve.points.map(function (p) { return p.value; })
      });
    });
    option.legend.data = data.curves.map(function (c) { return c.label; });
    option.tooltip.axisPointer = { type: 'line' };
    option.tooltip.formatter = function (items) {
      var at = items[0].dataIndex;
      return data.grain + ' ' + (at + 1) + data.curves.map(function (curve) {
        var p = curve.points[at];
        return p ? '\n' + curve.label + ': ' + p.value.toFixed(1) + ' % (' + p.lower.toFixed(1) + ' to ' + p.upper.toFixed(1)
          + '), ' + grouped(p.count) + ' of ' + grouped(p.total) : '';
      }).join('');
    };
    var ages = [];
    for (var age = 1; age <= longest; age++) {
      ages.push(String(age));
    }
    axes(option, colours, ages, '% of the cohort', '{value} %');
    option.xAxis.name = data.grain + 's since the first order';
    option.xAxis.nameLocation = 'middle';
    option.xAxis.nameGap = 28;
    option.xAxis.nameTextStyle = { color: colours.soft };
    option.xAxis.boundaryGap = false;
    option.grid.bottom = 28;
    option.yAxis.min = 0;
    if (window.innerWidth < 760) {
      option.legend.orient = 'vertical';
    }
    return option;
  }

  // Day by day, since bands stack on a category axis only.
  function daily(points, field) {
    var days = [];
    var value = 100;
    points.forEach(function (p) {
      while (days.length < p.days) {
        days.push(value);
      }
      value = p[field];
    });
    days.push(value);
    return days;
  }

  function survival(colours) {
    var tints = [colours.later, colours.earlier, colours.fresh, colours.lost];
    var option = frame(colours);
    var longest = 0;
    option.series = [];
    data.survival.forEach(function (group, i) {
      var tint = tints[i % tints.length];
      var stay = daily(group.points, 'stay');
      var lower = daily(group.points, 'lower');
      var upper = daily(group.points, 'upper');
      var quiet = { type: 'line', step: 'end', symbol: 'none', silent: true, stack: 'stay' + i, lineStyle: { opacity: 0 } };
      longest = Math.max(longest, stay.length);
      if (data.survival.length < 4) {
        option.series.push(Object.assign({}, quiet, { data: lower }));
        option.series.push(Object.assign({}, quiet, {
          data: upper.map(function (end, day) { return end - lower[day]; }), areaStyle: { color: tint, opacity: 0.22 }
        }));
      }
      option.series.push({
        name: group.label, type: 'line', step: 'end', color: tint, symbol: 'none', data: stay,
        lineStyle: { width: 2.5, type: ['solid', 'dashed', 'dotted', [10, 3, 2, 3]][(i + Math.floor(i / 4)) % 4] }
      });
    });
    option.legend.data = data.survival.map(function (g) { return g.label; });
    option.tooltip.show = false;
    var days = [];
    while (days.length < longest) {
      days.push(String(days.length));
    }
    axes(option, colours, days, '% who stay longer', '{value} %');
    var step = Math.max(1, Math.ceil(longest / 360)) * 30;
    option.xAxis.axisLabel.interval = function (day) { return day % step === 0; };
    option.xAxis.name = 'days since the first order';
    option.xAxis.nameLocation = 'middle';
    option.xAxis.nameGap = 28;
    option.xAxis.nameTextStyle = { color: colours.soft };
    option.xAxis.boundaryGap = false;
    option.grid.bottom = 28;
    option.yAxis.min = 0;
    option.yAxis.max = 100;
    return option;
  }

  // What came, in ink, and what each model expects.
  function modelLines(cumulative) {
    return function (colours) {
      var models = data.models;
      var tints = [colours.retained, colours.back, colours.fresh];
      var option = frame(colours);
      function added(values) {
        var sum = 0;
        return cumulative ? values.map(function (value) { return sum += value; })
          : models.lastIsShort ? values.slice(0, -1) : values;
      }
      option.series = [{ name: 'Actual', type: 'line', symbol: 'none', color: colours.ink, lineStyle: { width: 2 }, data: added(models.actual) }]
        .concat(models.fits.map(function (fit, i) {
          return {
            name: fit.name, type: 'line', symbol: 'none', color: tints[i % tints.length], data: added(fit.expected),
            lineStyle: { width: 2.5, type: ['solid', 'dashed', 'dotted'][i % 3] }
          };
        }));
      if (models.calibration < models.last.length) {
        option.series[0].markLine = {
          silent: true, symbol: 'none', lineStyle: { color: colours.soft, type: 'solid' },
          label: { formatter: 'holdout', color: colours.soft, position: 'insideEndTop' }, data: [{ xAxis: models.calibration - 1 }]
        };
      }
      option.tooltip.axisPointer = { type: 'line' };
      option.tooltip.formatter = function (items) {
        return models.unit + ' to ' + models.last[items[0].dataIndex] + items.map(function (item) {
          return '\n' + item.seriesName + ': ' + grouped(Math.round(item.value));
        }).join('');
      };
      axes(option, colours, models.last, cumulative ? 'orders after the first, added up' : 'orders after the first', short);
      option.xAxis.boundaryGap = false;
      option.yAxis.min = 0;
      option.grid.left = 36;
      option.grid.right = 44;
      return option;
    };
  }

  function frequencies(colours) {
    var models = data.models;
    var tints = [colours.retained, colours.back, colours.fresh];
    var option = frame(colours);
    option.series = [{ name: 'Actual', type: 'bar', color: colours.soft, data: models.frequencies }].concat(models.fits.map(function (fit, i) {
      return { name: fit.name, type: 'bar', color: tints[i % tints.length], data: fit.frequencies };
    }));
    option.tooltip.formatter = function (items) {
      return items[0].name + ' orders after the first' + items.map(function (item) {
        return '\n' + item.seriesName + ': ' + grouped(Math.round(item.value));
      }).join('');
    };
    var last = models.frequencies.length - 1;
    return axes(option, colours, models.frequencies.map(function (_, x) { return x + (x === last ? '+' : ''); }), 'customers', short);
  }

  function add(id, make) {
    var box = document.getElementById(id);
    if (box) {
      box.hidden = false;
      charts.push({ box: box, make: make, chart: null });
    }
  }

  function draw(colours, still) {
    charts.forEach(function (each) {
      if (each.chart) {
        each.chart.dispose();
      }
      each.chart = echarts.init(each.box, null, { renderer: 'svg' });
      var option = each.make(colours);
      if (still) {
        option.animation = false;
      }
      each.chart.setOption(option);
    });
  }

  add('chart-movements', movements('customers', 'customers'));
  add('chart-amounts', movements('amount', data.currency));
  add('chart-curves', curves);
  add('chart-survival', survival);
  if (data.models) {
    add('chart-tracking', modelLines(false));
    add('chart-cumulative', modelLines(true));
    add('chart-frequencies', frequencies);
  }
  if (data.revenue) {
    window.revenueCharts({ data: data, frame: frame, axes: axes, grouped: grouped, money: money, short: short, add: add });
  }
  draw(palette(dark.matches), true);
  dark.addEventListener('change', function () { draw(palette(dark.matches), true); });
  window.addEventListener('beforeprint', function () { draw(palette(false), true); });
  window.addEventListener('afterprint', function () { draw(palette(dark.matches), true); });
  var width = window.innerWidth;
  window.addEventListener('resize', function () {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      draw(palette(dark.matches), true);
    }
  });
})();
