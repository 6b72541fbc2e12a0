(function () {
  'use strict';
  var views = document.getElementById('cohort-views');
  var cells = Array.prototype.slice.call(document.querySelectorAll('.heat td[data-n]'));
  var table = document.querySelector('.heat');
  var caption = table.querySelector('caption span');
  views.hidden = false;
  cells.forEach(function (cell) {
    cell.setAttribute('data-s', cell.textContent.replace('*', ''));
  });
  views.addEventListener('change', function (event) {
    var share = views.getAttribute('data-share');
    var title = views.getAttribute('data-' + event.target.value);
    var rest = table.parentNode.getAttribute('data-rest');
    if (rest === null) {
      rest = caption.textContent.slice(share.length);
      table.parentNode.setAttribute('data-rest', rest);
    }
    caption.textContent = title + rest;
    table.parentNode.setAttribute('aria-label', title + rest);
    var field = { share: 'data-s', count: 'data-n', amount: 'data-a' }[event.target.value];
    cells.forEach(function (cell) {
      var holder = cell.querySelector('button.open') || cell;
      holder.textContent = cell.getAttribute(field) + (cell.classList.contains('partial') ? '*' : '');
    });
  });
})();
