// Keys, copying a checked citation, and dragging over a chart. Without it every link does the same by hand.
'use strict';

document.documentElement.classList.add('js');

const live = document.querySelector('.live');
const say = text => { if (live) live.textContent = text; };
const cards = () => [...document.querySelectorAll('.card')];

// The text that goes to the clipboard was checked against the file a moment before.
async function cite(link) {
  const before = link.textContent;
  const show = text => {
    link.textContent = text;
    say(text);
    setTimeout(() => { link.textContent = before; }, 6000);
  };
  try {
    const answer = await fetch('/api/v1/cite/' + encodeURIComponent(link.dataset.cite) + '/text');
    if (!answer.ok) {
      const problem = await answer.json();
      show('Not copied: ' + problem.detail);
      return;
    }
    await navigator.clipboard.writeText((await answer.text()).trim());
    show('Copied, checked against the file');
  } catch {
    location.href = link.href;
  }
}

document.addEventListener('click', event => {
  const link = event.target.closest('[data-cite]');
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    cite(link);
  }
  const value = event.target.closest('.narrow .with');
  if (value && event.altKey) {
    event.preventDefault();
    location.href = value.parentElement.querySelector('.without').href;
  }
});

// A star stays on the page that it was given on.
document.addEventListener('submit', async event => {
  const form = event.target.closest('.star');
  if (!form) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  const button = form.querySelector('button');
  button.textContent = answer.ok ? 'Starred' : 'Not starred';
  say(button.textContent);
});

function step(list, by, focus) {
  if (!list.length) return;
  const now = list.indexOf(list.find(one => one === document.activeElement || one.contains(document.activeElement)));
  const next = list[Math.min(list.length - 1, Math.max(0, now < 0 ? (by > 0 ? 0 : list.length - 1) : now + by))];
  if (focus && !next.hasAttribute('tabindex')) next.setAttribute('tabindex', '-1');
  next.focus();
  next.scrollIntoView({ block: 'center' });
}

const press = selector => {
  const card = document.activeElement.closest('.card') || cards()[0];
  const link = card && card.querySelector(selector);
  if (link) link.click();
};

const keys = {
  '/': () => document.getElementById('q').select(),
  j: () => step(cards(), 1),
  k: () => step(cards(), -1),
  o: () => press('.context'),
  c: () => press('.cite'),
  s: () => { const card = document.activeElement.closest('.card') || cards()[0]; const form = card && card.querySelector('.star'); if (form) form.requestSubmit(); },
  w: () => press('.like'),
  n: () => step([...document.querySelectorAll('.anchor')], 1),
  p: () => step([...document.querySelectorAll('.anchor')], -1),
  h: () => step([...document.querySelectorAll('.text .hit, .text mark')], 1, true),
  u: () => history.back(),
  '?': () => { location.href = '/help#keys'; },
};

document.addEventListener('keydown', event => {
  const inField = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.ctrlKey || event.metaKey || event.altKey || inField) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// A stretch of the chart: from the bar where the pointer went down to the one where it is let go.
for (const chart of document.querySelectorAll('.chart')) {
  const svg = chart.querySelector('svg');
  const bars = [...svg.querySelectorAll('a')];
  let from = null;
  let band = null;
  const near = x => {
    const middle = bar => { const box = bar.getBoundingClientRect(); return Math.abs(box.left + box.width / 2 - x); };
    return bars.reduce((best, bar) => (middle(bar) < middle(best) ? bar : best), bars[0]);
  };
  const clear = () => { if (band) band.remove(); band = null; from = null; };
  svg.addEventListener('pointerdown', event => { if (event.button === 0) from = event.clientX; });
  svg.addEventListener('dragstart', event => event.preventDefault());
  window.addEventListener('pointermove', event => {
    if (from === null || Math.abs(event.clientX - from) < 6) return;
    if (!band) { band = document.createElement('div'); band.className = 'band'; chart.append(band); }
    const left = chart.getBoundingClientRect().left;
    band.style.left = Math.min(from, event.clientX) - left + 'px';
    band.style.width = Math.abs(event.clientX - from) + 'px';
  });
  window.addEventListener('pointerup', event => {
    if (!band) { clear(); return; }
    const ends = [near(from), near(event.clientX)].map(bar => bar.dataset.value).sort();
    clear();
    window.addEventListener('click', stop => { stop.preventDefault(); stop.stopPropagation(); }, { capture: true, once: true });
    const address = new URL('/quotes', location.origin);
    const asked = new URL(location.href).searchParams.get('q') || '';
    const words = asked.replace(/\s*\b(AND )?date:\S+/g, '').trim();
    const stretch = ends[0] === ends[1] ? 'date:' + ends[0] : 'date:' + ends[0] + '..' + ends[1];
    address.searchParams.set('q', words && words !== '*' ? '(' + words + ') ' + stretch : stretch);
    location.href = address.href;
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') clear(); });
}
