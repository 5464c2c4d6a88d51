// The text editor of a draft: line numbers that follow the text, and a check of what is typed half a second after the last key.
// Without this file the numbers are those of the saved text and the button checks.
const box = document.querySelector('.hm-code');
const area = box?.querySelector('textarea');
const lines = box?.querySelector('.lines');
const findings = document.getElementById('findings');
const token = document.querySelector('#editor input[name=__RequestVerificationToken]');

function number() {
  const count = area.value.split('\n').length;
  while (lines.childElementCount < count) {
    const line = document.createElement('span');
    line.id = `L${lines.childElementCount + 1}`;
    line.textContent = lines.childElementCount + 1;
    lines.append(line);
  }
  while (lines.childElementCount > count) lines.lastElementChild.remove();
  area.rows = count + 1;
}

let waiting;
let asked;
async function check() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(box.dataset.check, { method: 'POST', body: area.value, headers: { 'Content-Type': 'text/plain;charset=utf-8', RequestVerificationToken: token.value }, signal: asked.signal });
    if (answer.ok && !answer.redirected) {
      findings.innerHTML = await answer.text();
      mark();
    }
  } catch (problem) {
    if (problem.name !== 'AbortError') throw problem;
  }
}

function mark() {
  for (const line of lines.querySelectorAll('.bad')) line.classList.remove('bad');
  for (const place of findings.querySelectorAll(`[data-line]`)) {
    if (place.dataset.path === area.dataset.path) lines.children[place.dataset.line - 1]?.classList.add('bad');
  }
}

function goTo(line, column) {
  const before = area.value.split('\n').slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(before + column - 1, before + column - 1);
  lines.children[line - 1]?.scrollIntoView({ block: 'center' });
}

if (area) {
  number();
  mark();
  area.addEventListener('input', () => {
    number();
    clearTimeout(waiting);
    waiting = setTimeout(check, 500);
  });
  // Tab leaves the field, as everywhere; spaces indent.
  findings.addEventListener('click', event => {
    const place = event.target.closest('[data-line]');
    if (!place || place.dataset.path !== area.dataset.path) return;
    event.preventDefault();
    goTo(Number(place.dataset.line), Number(place.dataset.column));
  });
}
