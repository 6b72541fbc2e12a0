(function () {
  'use strict';
  var views = document.getElementById('cohort-views');
  var cells = Array.prototype.slice.call(document.querySelectorAll('.heat td[data-n]'));
  views.hidden = false;
  cells.forEach(function (cell) {
    cell.setAttribute('data-s', cell.textContent.replace('*', ''));
  });
  views.addEventListener('change', function (event) {
    var field = { share: 'data-s', count: 'data-n', amount: 'data-a' }[event.target.value];
    cells.forEach(function (cell) {
      var holder = cell.querySelector('button.open') || cell;
      holder.textContent = cell.getAttribute(field) + (cell.classList.contains('partial') ? '*' : '');
    });
  });
})();
