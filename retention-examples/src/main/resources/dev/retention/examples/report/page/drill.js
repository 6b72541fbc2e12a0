(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('drill-data').textContent);
  var dialog = document.getElementById('drill');
  var rows = document.getElementById('drill-rows');
  var save = document.getElementById('drill-save');
  var shown = null;
  if (!dialog.showModal) {
    return;
  }

  // A field that a spreadsheet would take for a formula is led by an apostrophe.
  function field(value) {
    var text = String(value);
    return '"' + (/^[=+\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" : '') + text.replace(/"/g, '""') + '"';
  }

  save.addEventListener('click', function () {
    var lines = [(data.columns || ['customer', 'orders', 'spent', 'first_order', 'last_order']).join(',')];
    shown.people.forEach(function (person) {
      lines.push(person.map(function (value, i) {
        return i > 0 && /^[-0-9.]*$/.test(value) ? value : field(value);
      }).join(','));
    });
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'text/csv;charset=utf-8' }));
    link.download = 'customers-' + shown.cell.replace('+', '-age-').replace(/[^0-9A-Za-z-]+/g, '-') + '.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  });

  function grouped(text) {
    var parts = String(text).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return parts.join('.');
  }

  function since(age) {
    return grouped(age) + ' ' + dialog.getAttribute('data-grain') + (age === '1' ? '' : 's');
  }

  function title(cell) {
    if (data.titles && data.titles[cell]) {
      return data.titles[cell];
    }
    var colon = cell.lastIndexOf(':');
    if (colon >= 0) {
      return cell.slice(colon + 1).toLowerCase() + ' in ' + cell.slice(0, colon);
    }
    var plus = cell.lastIndexOf('+');
    return 'first ordered in ' + cell.slice(0, plus) + (cell.slice(plus) === '+0' ? '' : ', ordered again ' + since(cell.slice(plus + 1)) + ' later');
  }

  // A customer, with what they add to the figure if that is known.
  function person(cell, at) {
    var own = data.people[data.cells[cell][at]];
    return data.amounts ? [own[0], data.amounts[cell][at]].concat(own.slice(1)) : own;
  }

  function open(cell, count, figures) {
    var listed = (data.cells[cell] || []).map(function (place, at) { return person(cell, at); });
    var more = count - listed.length;
    document.getElementById('drill-title').textContent = grouped(count) + (count === 1 ? ' customer: ' : ' customers: ') + title(cell);
    document.getElementById('drill-note').textContent = (figures ? figures + '. ' : '') + (more === 0
      ? data.order || 'All of them, those who spent most first.'
      : grouped(listed.length) + (data.some || ' of them, who spent most, and ') + grouped(more) + (data.rest || ' more that the page does not hold: customers.csv has them, and the option --open ' + cell + ' lists all.'));
    save.textContent = more === 0 ? 'Save as CSV' : 'Save these ' + grouped(listed.length) + ' as CSV';
    save.hidden = listed.length === 0;
    shown = { cell: cell, people: listed, more: more };
    rows.textContent = '';
    listed.forEach(function (fields) {
      var row = rows.insertRow();
      fields.forEach(function (field, i) {
        var box = document.createElement(i === 0 ? 'th' : 'td');
        if (i === 0) {
          box.scope = 'row';
        }
        box.textContent = i > 0 && /^-?[0-9]+(\.[0-9]+)?$/.test(field) ? grouped(field) : field;
        row.appendChild(box);
      });
    });
    dialog.showModal();
  }

  document.querySelectorAll('[data-cell]').forEach(function (box) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'open';
    button.title = box.title;
    while (box.firstChild) {
      button.appendChild(box.firstChild);
    }
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', function () {
      open(box.getAttribute('data-cell'), Number(box.getAttribute('data-count')), button.title);
    });
    box.appendChild(button);
  });
  dialog.addEventListener('click', function (event) {
    if (event.target === dialog) {
      dialog.close();
    }
  });
})();
