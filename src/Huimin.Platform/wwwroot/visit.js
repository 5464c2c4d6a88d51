// A visit's form keeps itself on the phone while it is filled in, so that a lost connection loses nothing; the server says which
// forms have arrived, and those are forgotten. The place is asked of the phone only when a button is pressed. Without this file
// everything is typed and sent as usual. Photos cannot be kept here: they stay in the phone's album until they are sent.
const week = 7 * 24 * 3600 * 1000;
const prefix = 'huimin-';

function forget(arrived) {
  for (const key of Object.keys(localStorage).filter(k => k.startsWith(prefix + 'visit-'))) {
    try {
      const { token, at } = JSON.parse(localStorage.getItem(key));
      if (arrived.includes(token) || Date.now() - at > week) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

for (const page of document.querySelectorAll('[data-visited]')) {
  const form = page.tagName === 'FORM' ? page : null;
  const key = prefix + page.dataset.keep;
  const notice = document.querySelector('[data-visit-notice]');
  const tell = text => { if (notice) { notice.textContent = text; notice.hidden = false; } };
  const before = form && localStorage.getItem(key);
  // The token of a form as the server knows it.
  const arrived = page.dataset.visited.split(' ');
  forget(arrived);
  if (before && !localStorage.getItem(key)) tell(form.dataset.done);
  if (!form) continue;

  const refused = document.querySelector('.hm-errors');
  const fields = () => [...form.elements].filter(e => e.name && !e.name.startsWith('_') && e.type !== 'file' && !['do', 'revision'].includes(e.name));
  const kept = localStorage.getItem(key);
  if (kept && !refused) {
    const { values } = JSON.parse(kept);
    for (const field of fields()) {
      if (!(field.name in values)) continue;
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = values[field.name] === field.value;
      else field.value = values[field.name];
    }
    tell(form.dataset.kept);
  }

  const keep = () => {
    const values = {};
    for (const field of fields()) {
      if ((field.type !== 'radio' && field.type !== 'checkbox') || field.checked) values[field.name] = field.value;
    }
    try {
      localStorage.setItem(key, JSON.stringify({ token: form.elements.token.value, at: Date.now(), values }));
    } catch {
      // Full or forbidden: the form works as any other.
    }
  };
  form.addEventListener('input', keep);
  form.addEventListener('submit', event => {
    keep();
    if (navigator.onLine === false) {
      event.preventDefault();
      tell(form.dataset.offline);
    }
  });

  const locate = form.querySelector('[data-locate]');
  if (locate && navigator.geolocation) {
    const said = form.querySelector('[data-located]');
    locate.hidden = false;
    locate.addEventListener('click', () => {
      said.textContent = locate.dataset.busy;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          form.elements.latitude.value = coords.latitude.toFixed(6);
          form.elements.longitude.value = coords.longitude.toFixed(6);
          form.elements.accuracy.value = Math.round(coords.accuracy);
          said.textContent = locate.dataset.found.replace('{0}', Math.round(coords.accuracy));
          keep();
        },
        () => { said.textContent = locate.dataset.failed; },
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
    });
  }
}
