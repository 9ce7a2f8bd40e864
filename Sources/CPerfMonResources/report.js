'use strict';
(() => {
  const tree = document.getElementById('tree');
  if (!tree) return;
  document.documentElement.classList.add('js');
  document.querySelector('.tools').hidden = false;

  const rows = [...tree.querySelectorAll('[role=treeitem]')];
  const level = row => Number(row.getAttribute('aria-level'));
  const levels = rows.map(level);
  const parents = [];
  const open = [];
  levels.forEach((level, index) => {
    open.length = level - 1;
    parents[index] = open.findLast(parent => parent !== undefined) ?? -1;
    open[level - 1] = index;
  });
  const expandable = row => row.hasAttribute('aria-expanded');
  const expanded = row => row.getAttribute('aria-expanded') === 'true';
  const setExpanded = (row, value) => { if (expandable(row)) row.setAttribute('aria-expanded', value); };

  // A row shows when every row above it in the tree is expanded.
  const update = () => {
    rows.forEach((row, index) => {
      const parent = parents[index];
      row.hidden = parent >= 0 && (rows[parent].hidden || !expanded(rows[parent]));
    });
    if (focused.hidden) focus(visibleAncestor(focused), false);
  };
  const visibleAncestor = row => {
    let index = rows.indexOf(row);
    while (rows[index].hidden) index = parents[index];
    return rows[index];
  };
  const reveal = index => {
    for (let parent = parents[index]; parent >= 0; parent = parents[parent]) setExpanded(rows[parent], true);
  };

  let focused = rows[0];
  const focus = (row, move = true) => {
    focused.tabIndex = -1;
    focused = row;
    row.tabIndex = 0;
    if (move) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: 'nearest' }); }
  };

  const expandHotPath = () => {
    rows.forEach(row => setExpanded(row, row.classList.contains('hot') && !row.classList.contains('fold')));
    update();
  };
  const expandAll = () => {
    rows.forEach(row => setExpanded(row, true));
    update();
  };
  const toggle = row => {
    setExpanded(row, !expanded(row));
    update();
  };

  const neighbour = (row, step) => {
    for (let index = rows.indexOf(row) + step; index >= 0 && index < rows.length; index += step) {
      if (!rows[index].hidden) return rows[index];
    }
    return row;
  };
  const treeKeys = {
    ArrowDown: row => focus(neighbour(row, 1)),
    ArrowUp: row => focus(neighbour(row, -1)),
    ArrowRight: row => {
      if (!expandable(row)) return;
      if (expanded(row)) focus(neighbour(row, 1)); else toggle(row);
    },
    ArrowLeft: row => {
      const parent = parents[rows.indexOf(row)];
      if (expandable(row) && expanded(row)) toggle(row); else if (parent >= 0) focus(rows[parent]);
    },
    Home: () => focus(rows[0]),
    End: () => focus(rows.findLast(row => !row.hidden)),
    Enter: row => toggle(row),
    ' ': row => toggle(row),
  };
  tree.addEventListener('keydown', event => {
    const action = treeKeys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action(focused);
  });
  tree.addEventListener('click', event => {
    const row = event.target.closest('[role=treeitem]');
    if (!row) return;
    focus(row);
    // Selecting a name to copy it is not a wish to close the row.
    if (String(getSelection()) === '') toggle(row);
  });

  // Search
  const field = document.getElementById('search');
  const output = document.getElementById('matches');
  let matches = [];
  let current = -1;
  const text = rows.map(row => row.querySelector('.call').textContent.toLowerCase());
  const search = () => {
    const wanted = field.value.trim().toLowerCase();
    matches = [];
    current = -1;
    rows.forEach((row, index) => {
      const found = wanted !== '' && text[index].includes(wanted);
      row.classList.toggle('match', found);
      row.classList.remove('current');
      if (found) { matches.push(index); reveal(index); }
    });
    update();
    output.textContent = wanted === '' ? '' : matches.length === 0 ? 'no match' : `${matches.length} found`;
  };
  const go = (step, move) => {
    if (matches.length === 0) return;
    if (current >= 0) rows[matches[current]].classList.remove('current');
    current = current < 0 && step < 0 ? matches.length - 1 : (current + step + matches.length) % matches.length;
    const row = rows[matches[current]];
    reveal(matches[current]);
    update();
    row.classList.add('current');
    focus(row, move);
    if (!move) row.scrollIntoView({ block: 'nearest' });
    output.textContent = `${current + 1} of ${matches.length}`;
  };
  field.addEventListener('input', search);
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') { event.preventDefault(); go(event.shiftKey ? -1 : 1, false); }
    if (event.key === 'Escape') { field.value = ''; search(); focus(focused); }
    if (event.key === 'ArrowDown') { event.preventDefault(); focus(matches.length > 0 ? rows[matches[Math.max(current, 0)]] : focused); }
  });

  document.getElementById('expand-hot').addEventListener('click', expandHotPath);
  document.getElementById('expand-all').addEventListener('click', expandAll);
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === field) return;
    const action = {
      '/': () => { field.focus(); field.select(); },
      e: expandHotPath,
      E: expandAll,
      n: () => go(1, true),
      N: () => go(-1, true),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  addEventListener('beforeprint', expandAll);

  focus(rows[0], false);
  expandHotPath();
})();
